import type { Frame, Page } from "playwright-core";
import { until } from "./until";

/**
 * Waits for a webview whose title (its tab's, or its view's) is `title` or matches it, and returns the frame that holds
 * the extension's own document, loaded. Two frames wrap it: the workbench's and the one it hands messages through.
 */
export async function findWebview(page: Page, title: string | RegExp): Promise<Frame> {
  const seen = new Set<string>();
  return await until(
    `the webview ${title}`,
    async () => {
      for (const frame of page.frames()) {
        const element = await frame.frameElement().catch(() => undefined);
        if (element === undefined || (await attribute(element, "id")) !== "active-frame") continue;
        const name = (await attribute(element, "title")) ?? "";
        seen.add(name);
        const matches = typeof title === "string" ? name === title : title.test(name);
        if (matches && (await isLoaded(frame))) return frame;
      }
      return undefined;
    },
    () => [...seen],
  );
}

/** An attribute of a frame's element; undefined also when the frame has gone in the meantime. */
async function attribute(
  element: Awaited<ReturnType<Frame["frameElement"]>>,
  name: string,
): Promise<string | undefined> {
  return (await element.getAttribute(name).catch(() => undefined)) ?? undefined;
}

async function isLoaded(frame: Frame): Promise<boolean> {
  const state = frame.evaluate(
    () => document.readyState === "complete" && document.body.childElementCount > 0,
  );
  return await state.catch(() => false);
}
