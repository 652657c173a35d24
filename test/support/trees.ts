import type { Locator, Page } from "playwright-core";
import { until } from "./until";

/** One row of a tree view, as a person sees it. */
export interface TreeItem {
  readonly label: string;
  /** The dimmed text after the label; "" without one. */
  readonly description: string;
  /** 1 for the roots. */
  readonly level: number;
  /** Undefined for an item that cannot be expanded. */
  readonly expanded: boolean | undefined;
  /** Undefined for an item without a check box. */
  readonly checked: boolean | undefined;
}

/** One tree view in the side bar or panel, by its title. Rows scrolled out of sight are not in the page. */
export class Tree {
  private readonly pane: Locator;

  constructor(
    page: Page,
    private readonly title: string,
  ) {
    const heading = page.locator(".pane-header h3.title").getByText(title, { exact: true });
    this.pane = page.locator(".pane", { has: heading });
  }

  /** The visible rows from top to bottom; expands the view first. */
  async items(): Promise<TreeItem[]> {
    await this.show();
    return await this.pane.locator(".pane-body [role=treeitem]").evaluateAll((rows) =>
      rows
        .sort(
          (one, other) => Number(one.getAttribute("data-index")) - Number(other.getAttribute("data-index")),
        )
        .map((row) => {
          const flag = (value: string | null | undefined) => (value ? value === "true" : undefined);
          const box = row.querySelector(".custom-view-tree-node-item-checkbox");
          return {
            label: row.querySelector(".label-name")?.textContent ?? "",
            description: row.querySelector(".label-description")?.textContent ?? "",
            level: Number(row.getAttribute("aria-level")),
            expanded: flag(row.getAttribute("aria-expanded")),
            checked: flag(box?.getAttribute("aria-checked")),
          };
        }),
    );
  }

  /** Waits for an item with this label (the first, if there are several) and returns its row, to click for instance. */
  async item(label: string | RegExp): Promise<Locator> {
    await this.show();
    const exact = typeof label === "string" ? new RegExp(`^${escapeForRegExp(label)}$`) : label;
    const row = this.pane.locator("[role=treeitem]", {
      has: this.pane.page().locator(".label-name", { hasText: exact }),
    });
    await until(
      `the item ${label} in the view "${this.title}"`,
      async () => (await row.count()) > 0,
      async () => (await this.items()).map((item) => item.label),
    );
    return row.first();
  }

  /** Expands an item, if it is not yet expanded. */
  async expand(label: string | RegExp): Promise<void> {
    const row = await this.item(label);
    if ((await row.getAttribute("aria-expanded")) === "false")
      await row.locator(".monaco-tl-twistie").click();
    await until(`${label} to expand`, async () => (await row.getAttribute("aria-expanded")) === "true");
  }

  private async show(): Promise<void> {
    const header = this.pane.locator(".pane-header");
    await header.waitFor({ state: "attached" });
    // The only view of a container has its heading merged into the container's, and is always expanded.
    if (!(await header.isVisible())) return;
    if ((await header.getAttribute("aria-expanded")) === "false") await header.click();
    await until(`the view "${this.title}" to expand`, async () => {
      return (await header.getAttribute("aria-expanded")) === "true";
    });
  }
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
