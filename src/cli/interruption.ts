import type { Disposable } from "../base/disposable";

/**
 * Turns Ctrl-C, SIGTERM and SIGHUP into an abort, so that engines end in order; so does a reader
 * of the output that has had enough, like `head`. A second Ctrl-C ends at once; the engines then end by themselves, because their
 * lifelines close.
 */
export function interruption(): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  for (const name of signals) process.on(name, onSignal);
  // Not taken back: what was written may fail later.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    controller.abort();
  });
  return {
    signal: controller.signal,
    dispose: () => {
      for (const name of signals) process.off(name, onSignal);
    },
  };
}
