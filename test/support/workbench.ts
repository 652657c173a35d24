import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Frame, Locator, Page } from "playwright-core";
import { QuickInput } from "./quickInput";
import { repositoryRoot, testCache } from "./repository";
import { Tree, type TreeItem } from "./trees";
import { until } from "./until";
import type { VSCodeServer } from "./vscodeServer";
import { findWebview } from "./webviews";

/** The themes that tests look at, by their names in settings, each with a part of the workbench's class under it. */
const THEME_CLASSES = {
  "Light Modern": "light_modern",
  "Dark Modern": "dark_modern",
  "Default High Contrast": "hc_black",
  "Default High Contrast Light": "hc_light",
} as const;

/** After how long a person presses a key again that seems to have done nothing. */
const PRESS_AGAIN_MS = 3000;

/** How often to look, at most, whether a window has stopped changing before its picture is taken. */
const SETTLING_LOOKS = 20;

/** One of VS Code's own themes. */
export type Theme = keyof typeof THEME_CLASSES;

/** A VS Code window in a browser, used as a person would: what is not on the screen cannot be used. */
export class Workbench {
  readonly quickInput: QuickInput;

  constructor(
    readonly page: Page,
    private readonly server: VSCodeServer,
    private readonly errors: readonly string[],
    private readonly end: () => Promise<void>,
  ) {
    this.quickInput = new QuickInput(page);
  }

  /** Runs a command from the palette by its whole title, such as "Parallel Labs: Run on All Engines". */
  async command(title: string): Promise<void> {
    await this.quickInput.command(title);
  }

  /** Opens a file by its path in the workspace. */
  async openFile(relativePath: string): Promise<void> {
    await this.quickInput.openFile(relativePath);
  }

  /**
   * Presses a key until what it is to do is done: again, as a person does, when VS Code was still busy and has not taken it.
   *
   * @param condition what is waited for, in words that complete "waited for …"
   */
  async pressUntil(key: string, condition: string, isDone: () => Promise<boolean>): Promise<void> {
    await until(condition, async () => {
      await this.page.keyboard.press(key);
      for (const end = Date.now() + PRESS_AGAIN_MS; Date.now() < end; await delay(20)) {
        if (await isDone()) return true;
      }
      return false;
    });
  }

  /** Chooses an item of the open quick pick. */
  async quickPick(label: string | RegExp): Promise<void> {
    await this.quickInput.pick(label);
  }

  /** The messages of the notifications on the screen. */
  async notifications(): Promise<string[]> {
    return await this.page.locator(".notification-toast .notification-list-item-message").allInnerTexts();
  }

  /** Waits for a notification with this text; returns it, so that its buttons can be clicked. */
  async notification(text: string | RegExp): Promise<Locator> {
    const message = this.page.locator(".notification-list-item-message", {
      hasText: text,
    });
    const toast = this.page.locator(".notification-toast", { has: message }).first();
    await until(
      `the notification ${text}`,
      () => toast.isVisible(),
      () => this.notifications(),
    );
    return toast;
  }

  /** Clicks a button of the notification with this text. */
  async answer(text: string | RegExp, button: string): Promise<void> {
    await (await this.notification(text)).getByRole("button", { name: button, exact: true }).click();
  }

  /** Clicks a button of the modal dialog on the screen. */
  async answerDialog(button: string): Promise<void> {
    const dialog = this.page.locator(".monaco-dialog-box");
    await dialog.getByRole("button", { name: button, exact: true }).click();
    await dialog.waitFor({ state: "hidden" });
  }

  /** Closes every notification. */
  async clearNotifications(): Promise<void> {
    await this.command("Notifications: Clear All Notifications");
    await this.page.locator(".notification-toast").first().waitFor({ state: "hidden" });
  }

  /** Waits for a status bar item with this text and returns it. */
  async statusBarItem(text: string | RegExp): Promise<Locator> {
    const item = this.page.locator(".statusbar-item", { hasText: text }).first();
    await until(
      `the status bar item ${text}`,
      () => item.isVisible(),
      () => this.page.locator(".statusbar-item").allInnerTexts(),
    );
    return item;
  }

  /** The titles of the code lenses on the screen, in reading order. */
  async codeLenses(): Promise<string[]> {
    return (await this.lensesInOrder()).map((lens) => lens.title);
  }

  /** Clicks a code lens; `nth` counts from 0 among those with this title, in reading order. */
  async codeLens(title: string | RegExp, nth = 0): Promise<void> {
    await this.focusEditor();
    const matches = (text: string) => (typeof title === "string" ? text === title : title.test(text));
    const lens = await until(
      `the code lens ${title}`,
      async () => (await this.lensesInOrder()).filter((one) => matches(one.title))[nth],
      () => this.codeLenses(),
    );
    await this.page.locator(".codelens-decoration a").nth(lens.index).click();
  }

  /** Gives the keyboard to the editor: VS Code asks for no code lenses while another part has it. */
  async focusEditor(): Promise<void> {
    const input = ".monaco-editor .native-edit-context, .monaco-editor textarea.inputarea";
    await this.page.locator(".editor-group-container").locator(input).first().focus();
  }

  /** Goes to the first group of editors, which is not that of the results: files open there from now on. */
  async firstGroup(): Promise<void> {
    const group = this.page.locator(".editor-group-container").first();
    await this.pressUntil("Control+1", "the first group of editors to be the active one", async () =>
      / active( |$)/.test((await group.getAttribute("class")) ?? ""),
    );
  }

  /** Puts the cursor of the editor at a line and column, both from 1. */
  async goTo(line: number, column: number): Promise<void> {
    const { keyboard } = this.page;
    await this.focusEditor();
    await this.pressUntil("Control+G", "a line to be asked for", () =>
      this.page.locator(".quick-input-widget").isVisible(),
    );
    await keyboard.type(`${line}:${column}`);
    await keyboard.press("Enter");
    await this.statusBarItem(`Ln ${line}, Col ${column}`);
  }

  /** Shows a container of the activity bar, if it is not shown yet. */
  async activityBar(title: string): Promise<void> {
    const label = this.page.locator(`.action-label[aria-label^="${title}"]`);
    const tab = this.page.locator(".activitybar .action-item", { has: label });
    await tab.waitFor();
    if ((await tab.getAttribute("aria-expanded")) !== "true") await tab.click();
    await until(
      `the side bar to show ${title}`,
      async () => (await tab.getAttribute("aria-expanded")) === "true",
    );
  }

  /** A tree view of the container that is shown. */
  tree(viewTitle: string): Tree {
    return new Tree(this.page, viewTitle);
  }

  /** The visible rows of a tree view of the container that is shown. */
  async treeItems(viewTitle: string): Promise<TreeItem[]> {
    return await this.tree(viewTitle).items();
  }

  /** Waits for a webview panel or view with this title; returns the extension's own document. */
  async webview(title: string | RegExp): Promise<Frame> {
    return await findWebview(this.page, title);
  }

  /**
   * Takes a picture of the window into media/screenshots/NAME.png when PARALLEL_LABS_SCREENSHOTS is set (an ordinary
   * test run changes no file of the repository), else into .vscode-test/screenshots.
   * @returns the path of the picture
   */
  async screenshot(name: string): Promise<string> {
    const { PARALLEL_LABS_SCREENSHOTS: update } = process.env;
    const folder = update ? join(repositoryRoot, "media", "screenshots") : join(testCache, "screenshots");
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${name}.png`);
    // The pointer rests where nothing answers to it, or a hover would show.
    await this.page.mouse.move(0, 0);
    const look = () => this.page.screenshot({ animations: "disabled", caret: "hide" });
    let picture = await look();
    for (
      let before: Buffer | undefined, looks = 0;
      !before?.equals(picture) && looks < SETTLING_LOOKS;
      looks++
    ) {
      before = picture;
      picture = await look();
    }
    writeFileSync(path, picture);
    return path;
  }

  /** Changes the colour theme in the workspace's settings and waits until the window has it. */
  async setTheme(theme: Theme): Promise<void> {
    this.server.changeSettings({ "workbench.colorTheme": theme });
    await this.page.locator(`.monaco-workbench[class*="${THEME_CLASSES[theme]}"]`).waitFor();
  }

  /**
   * Reloads the window as its user would, so that it first keeps what is open: extensions start anew, in a new
   * extension host.
   */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent("load");
    await this.command("Developer: Reload Window");
    await loaded;
    await this.ready();
  }

  /** Waits until the window has started and has loaded its extensions. */
  async ready(): Promise<void> {
    await this.page.locator(".monaco-workbench .statusbar-item").first().waitFor();
    await this.page.waitForFunction(() => performance.getEntriesByName("code/didLoadExtensions").length > 0);
  }

  /** Errors in the browser's console since the window opened, without those that this host always has. */
  consoleErrors(): readonly string[] {
    return this.errors;
  }

  /** Closes the window and its browser. */
  async close(): Promise<void> {
    await this.end();
  }

  private async lensesInOrder(): Promise<{ index: number; title: string }[]> {
    const lenses = await this.page.locator(".codelens-decoration a").evaluateAll((links) =>
      links.map((link, index) => {
        const { x, y } = link.getBoundingClientRect();
        return {
          index,
          x,
          y,
          title: (link.textContent ?? "").replace(/\u00a0/g, " ").trim(),
        };
      }),
    );
    return lenses.sort((one, other) => one.y - other.y || one.x - other.x);
  }
}
