import type { Locator, Page } from "playwright-core";
import { until } from "./until";

/** The box at the top of the workbench: command palette, file picker, quick picks and input boxes. */
export class QuickInput {
  private readonly box: Locator;
  private readonly field: Locator;

  constructor(private readonly page: Page) {
    this.box = page.locator(".quick-input-widget");
    this.field = this.box.locator(".quick-input-box input");
  }

  /** Runs a command by its whole title in the palette, category included ("Category: Title"). */
  async command(title: string): Promise<void> {
    await this.choose("F1", `>${title}`, (row) => row.label === title);
  }

  /** Opens a file of the workspace by its path relative to the workspace folder, with forward slashes. */
  async openFile(relativePath: string): Promise<void> {
    const [name = "", ...folders] = relativePath.split("/").reverse();
    const folder = folders.reverse().join("/");
    await this.choose("Control+P", relativePath, (row) => row.label === name && row.detail.endsWith(folder));
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  }

  /** Chooses the item of an open quick pick whose label is `label` or matches it. */
  async pick(label: string | RegExp): Promise<void> {
    const matches = (row: Row) => (typeof label === "string" ? row.label === label : label.test(row.label));
    let before = "";
    const index = await until(
      `the quick pick item ${label}`,
      async () => {
        const rows = await this.rows();
        const now = JSON.stringify(rows);
        const same = now === before; // a list that still fills moves its rows under the pointer
        before = now;
        return same ? indexOrUndefined(rows.findIndex(matches)) : undefined;
      },
      async () => await this.labels(),
    );
    await this.row(index).click();
  }

  /**
   * Types into an open input box and accepts it.
   * @param prompt part of what the box asks, be it as title, message or placeholder; waits for that
   */
  async type(prompt: string | RegExp, text: string): Promise<void> {
    const matches = (asked: string) =>
      typeof prompt === "string" ? asked.includes(prompt) : prompt.test(asked);
    await until(
      `an input box that asks ${prompt}`,
      async () => matches(await this.asked()),
      () => this.asked(),
    );
    await this.field.fill(text);
    await this.field.press("Enter");
  }

  /** Accepts what the open box proposes, once that matches. */
  async accept(proposal: RegExp): Promise<void> {
    const value = async () => ((await this.field.isHidden()) ? "" : await this.field.inputValue());
    await until(`an input box that proposes ${proposal}`, async () => proposal.test(await value()), value);
    await this.field.press("Enter");
  }

  /** What the open box says around its input field; "" without one. */
  private async asked(): Promise<string> {
    if (await this.field.isHidden()) return "";
    const around = this.box.locator(".quick-input-title, .quick-input-message");
    return [...(await around.allInnerTexts()), await this.field.getAttribute("placeholder")].join("\n");
  }

  /** The labels of the items now offered. */
  async labels(): Promise<string[]> {
    return (await this.rows()).map((row) => row.label);
  }

  /** Closes the box, if it is open, as Escape does. */
  async dismiss(): Promise<void> {
    await until("the quick input to close", async () => {
      if (await this.box.isHidden()) return true;
      await this.page.keyboard.press("Escape");
      return false;
    });
  }

  /** Opens the box with `key`, types `text`, and clicks the row that `matches`. */
  private async choose(key: string, text: string, matches: (row: Row) => boolean): Promise<void> {
    let index: number | undefined;
    const listed = new Set<string>();
    // A window that has just opened ignores the key for a while and then lists only what it knows so far, so an
    // attempt without the row is repeated from the start.
    await until(
      `"${text}" in the quick input`,
      async () => {
        if (await this.box.isHidden()) await this.page.keyboard.press(key);
        if (await this.field.isHidden()) return false;
        await this.field.fill("");
        await this.field.fill(text);
        index = await this.settledIndex(matches, listed);
        if (index === undefined) await this.dismiss();
        return index !== undefined;
      },
      () => [...listed].slice(0, 20),
    );
    await this.row(index ?? 0).click();
    // What was chosen may ask for more in the same box at once, so that the box need not ever be hidden.
    await until(`"${text}" to be accepted`, async () => {
      return (await this.field.isHidden()) || (await this.field.inputValue()) !== text;
    });
  }

  /** Where the row stands once the list, which fills bit by bit, has stayed the same for some looks; or undefined. */
  private async settledIndex(
    matches: (row: Row) => boolean,
    listed: Set<string>,
  ): Promise<number | undefined> {
    let before = "";
    let same = 0;
    return await until("the quick input's list to settle", async () => {
      const rows = await this.rows();
      for (const row of rows) listed.add(row.label);
      const now = JSON.stringify(rows);
      same = now === before ? same + 1 : 0;
      before = now;
      const index = rows.findIndex(matches);
      if (index >= 0 && same >= 1) return { index };
      return same >= 20 ? { index: undefined } : undefined;
    }).then((settled) => settled.index);
  }

  private row(index: number): Locator {
    return this.box.locator(`.monaco-list-row[data-index="${index}"]`);
  }

  private async rows(): Promise<Row[]> {
    return await this.box.locator(".monaco-list-row").evaluateAll((rows) =>
      rows
        .map((row) => ({
          index: Number(row.getAttribute("data-index")),
          label: row.querySelector(".label-name")?.textContent ?? "",
          detail: row.querySelector(".label-description")?.textContent ?? "",
        }))
        .sort((one, other) => one.index - other.index),
    );
  }
}

interface Row {
  readonly index: number;
  readonly label: string;
  /** What stands beside the label: for a file, its folder. */
  readonly detail: string;
}

function indexOrUndefined(index: number): number | undefined {
  return index < 0 ? undefined : index;
}
