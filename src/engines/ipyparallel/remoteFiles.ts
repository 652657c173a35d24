import { open } from "node:fs/promises";
import type { CallOutcome, EngineCall } from "../../protocol/engineCalls";
import type { StageCall } from "../../protocol/stageCalls";
import { bytesOf } from "../sendable";

/** Bytes that are in memory at a time, on both sides. */
const PIECE = 4 << 20;

/** What a step of a job may do on the engine. */
export interface StepCalls {
  run(call: EngineCall | StageCall): Promise<CallOutcome>;
  isInterrupted(): boolean;
}

/** Something before or after a step did not go well: the step ends as that did. */
export class NotDone extends Error {
  constructor(readonly outcome: CallOutcome) {
    super(outcome.error?.message ?? outcome.status);
  }
}

/** Files on an engine's host, written and read in pieces. */
export class RemoteFiles {
  /** Bytes that went to the engine and came from it. */
  sent = 0;
  fetched = 0;

  constructor(private readonly calls: StepCalls) {}

  /** Runs a call, unless the step was interrupted. */
  async call(call: EngineCall | StageCall): Promise<CallOutcome> {
    if (this.calls.isInterrupted()) throw new NotDone(interrupted());
    return this.calls.run(call);
  }

  /** Makes a private folder and gives its path. */
  async folder(): Promise<string> {
    const [value] = (await this.stage({ op: "stage", action: "folder" })).values ?? [];
    return value?.kind === "json" ? String(value.value) : "";
  }

  /** Makes a folder, in which something is to be written. */
  async touch(folder: string): Promise<void> {
    const nothing = { path: `${folder}/nothing`, offset: 0, size: 0, data: new Uint8Array() };
    await this.stage({ op: "stage", action: "write", ...nothing });
  }

  async has(file: Omit<Extract<StageCall, { action: "has" }>, "op" | "action">): Promise<boolean> {
    const [value] = (await this.stage({ op: "stage", action: "has", ...file })).values ?? [];
    return value?.kind === "json" && value.value === true;
  }

  /** Sends bytes of a file of ours to the same place in a file there, which is to have `size` bytes in all. */
  async send(
    file: string,
    path: string,
    offset: number,
    length: number,
    size: number | null = null,
  ): Promise<void> {
    const source = await open(file, "r");
    try {
      for (let at = offset; at < offset + length || at === offset; at += PIECE) {
        const data = new Uint8Array(Math.min(PIECE, offset + length - at));
        const { bytesRead } = await source.read(data, 0, data.byteLength, at);
        this.sent += bytesRead;
        const piece = { path, offset: at, size, data: data.subarray(0, bytesRead) };
        await this.stage({ op: "stage", action: "write", ...piece });
        if (bytesRead < data.byteLength) return;
      }
    } finally {
      await source.close();
    }
  }

  /** Copies a whole file from there to a new file here. */
  async fetch(path: string, file: string): Promise<void> {
    const target = await open(file, "w", 0o600);
    try {
      for (let offset = 0; ; offset += PIECE) {
        const outcome = await this.stage({ op: "stage", action: "read", path, offset, length: PIECE });
        const [value] = outcome.values ?? [];
        const data = value?.kind === "bytes" ? await bytesOf(value.payload) : new Uint8Array();
        await target.write(data, 0, data.byteLength, offset);
        this.fetched += data.byteLength;
        if (data.byteLength < PIECE) return;
      }
    } finally {
      await target.close();
    }
  }

  async remove(paths: readonly string[]): Promise<void> {
    if (paths.length > 0) await this.stage({ op: "stage", action: "remove", paths });
  }

  private async stage(call: StageCall): Promise<CallOutcome> {
    const outcome = await this.call(call);
    if (outcome.status !== "ok") throw new NotDone(outcome);
    return outcome;
  }
}

function interrupted(): CallOutcome {
  const now = Date.now();
  const nothing = { cpuSeconds: 0, waitSeconds: 0, bytesIn: 0, bytesOut: 0, notKept: 0 };
  return { status: "interrupted", started: now, completed: now, ...nothing };
}
