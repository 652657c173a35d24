import { join } from "node:path";
import { type Browser, type ConsoleMessage, chromium, type Page } from "playwright-core";
import { findChromium } from "./chromium.mjs";
import { temporaryFolder } from "./cleanUp";
import { repositoryRoot } from "./repository";
import { PATIENCE_MS } from "./until";
import type { VSCodeServer } from "./vscodeServer";
import { type Theme, Workbench } from "./workbench";

/** How a window opens. */
export interface WindowOptions {
  readonly theme?: Theme;
  /** In CSS pixels; 1280 × 800 by default. */
  readonly width?: number;
  readonly height?: number;
  /** More of the page's `payload`: pairs of a workbench option and its value. */
  readonly payload?: readonly (readonly [name: string, value: string])[];
}

/** What this host reports as an error in every window: parts that its packages leave out, none of which is ours. */
const HOST_ERRORS = [
  /favicon/,
  /vsda/,
  /media\/templates\.png/, // on the page with walkthroughs
  /EntryNotFound[\s\S]*copyfile/, // the local history of a saved file that has been renamed meanwhile
  /Found unexpected null[\s\S]*\/webview\/browser\/pre\/index\.html/, // a preview that is closed while it loads
  /serviceWorker|\[Service Worker\]|fetching the script/,
  /update\/check/,
  /IDBTransaction[\s\S]*transaction has finished[\s\S]*onBeforeUnload/, // VS Code's own storage, when a window is reloaded
  /Unable to write file 'vscode-log:[\s\S]*IndexedDB database [\s\S]* is closed/, // its own log, then
  /Throttler is disposed[\s\S]*workbench\.js/, // the same
  /\[lifecycle\] Long running operations/,
  /authentication provider 'github'/,
];

/** Opens the server's workspace in a browser of its own and waits until its extensions are loaded. */
export async function openWorkbench(server: VSCodeServer, options: WindowOptions = {}): Promise<Workbench> {
  if (options.theme !== undefined) server.changeSettings({ "workbench.colorTheme": options.theme });
  const home = temporaryFolder("parallel-labs-browser-");
  const browser = await launchChromium(home.path);
  const end = async () => {
    await browser.close();
    home.remove();
  };
  try {
    const { width = 1280, height = 800 } = options;
    const page = await browser.newPage({
      viewport: { width, height },
      deviceScaleFactor: 1,
      reducedMotion: "reduce",
    });
    page.setDefaultTimeout(PATIENCE_MS);
    const workbench = new Workbench(page, server, collectErrors(page), end);
    await page.goto(address(server, options));
    await workbench.ready();
    return workbench;
  } catch (error) {
    await end();
    throw error;
  }
}

/** Starts Chromium with a home of its own, so that it leaves nothing in the user's. */
export async function launchChromium(home: string): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new Error(
      "Chromium is not on PATH: run `node test/support/install.mjs system`, or set CHROMIUM to its path.",
    );
  }
  const quiet = [
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ];
  return await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", ...quiet],
    env: {
      ...definedVariables(),
      HOME: home,
      XDG_CONFIG_HOME: home,
      XDG_CACHE_HOME: home,
      FONTCONFIG_FILE: join(repositoryRoot, "test", "support", "fonts.conf"),
    },
    timeout: PATIENCE_MS,
  });
}

function address(server: VSCodeServer, options: WindowOptions): string {
  const authority = `127.0.0.1:${server.port}`;
  const development = server.extensionDevelopmentPath;
  const payload = [
    ...(development === undefined ? [] : [["extensionDevelopmentPath", remotePath(server, development)]]),
    ...(options.payload ?? []),
  ];
  const query = new URLSearchParams({ folder: server.workspace });
  if (payload.length > 0) query.set("payload", JSON.stringify(payload));
  return `http://${authority}/?${query}`;
}

/** How the page names a file on the server's side. */
export function remotePath(server: VSCodeServer, path: string): string {
  return `vscode-remote://127.0.0.1:${server.port}${path}`;
}

function collectErrors(page: Page): string[] {
  const errors: string[] = [];
  const add = (text: string) => {
    if (!HOST_ERRORS.some((known) => known.test(text))) errors.push(text);
  };
  page.on("console", (message: ConsoleMessage) => {
    if (message.type() === "error") add(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => add(error.stack ?? error.message));
  return errors;
}

function definedVariables(): Record<string, string> {
  const entries = Object.entries(process.env);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
