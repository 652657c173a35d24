import type { Frame } from "playwright-core";
import { until } from "../../support/until";
import type { Workbench } from "../../support/workbench";

/** The results panel as a person reads it. */
export class Panel {
  private constructor(private readonly frame: Frame) {}

  /** Waits for the panel to be there. */
  static async of(workbench: Workbench): Promise<Panel> {
    return new Panel(await workbench.webview("Engine Results"));
  }

  /** All text on the panel. */
  async text(): Promise<string> {
    return await this.frame.locator("body").innerText();
  }

  /** Waits until the panel's text matches. */
  async says(pattern: RegExp): Promise<void> {
    await until(
      `the panel to say ${pattern}`,
      async () => pattern.test(await this.text()),
      () => this.text(),
    );
  }

  /** Waits until the run on the panel has ended, and not only one of its engines. */
  async ended(title: RegExp, status = /^Done$/): Promise<void> {
    const seen = () =>
      this.frame
        .evaluate(() => ({
          title: document.querySelector("header h1")?.textContent?.trim() ?? "",
          status: document.querySelector(".status-line .status")?.textContent?.trim() ?? "",
        }))
        .catch((error: Error) => ({ title: "", status: error.message })); // the page is being drawn anew
    await until(
      `the run ${title} to end with ${status}`,
      async () => {
        const now = await seen();
        return title.test(now.title) && status.test(now.status);
      },
      seen,
    );
  }

  /** Text of one engine's section. */
  async engine(id: number): Promise<string> {
    return await this.frame
      .locator("section.engine", { has: this.frame.locator(`#engine-${id}`) })
      .innerText();
  }

  async link(text: string): Promise<void> {
    await this.frame.getByRole("link", { name: text }).first().click();
  }

  async click(button: string): Promise<void> {
    await this.frame.getByRole("button", { name: button }).first().click();
  }

  /** The rows of the results that are on the page. */
  async rows(): Promise<[string, string][]> {
    return await this.frame
      .locator(".rows tbody tr")
      .evaluateAll((rows) =>
        rows.map((row) => [row.children[0]?.textContent ?? "", row.children[1]?.textContent ?? ""]),
      );
  }

  /** Waits until exactly these rows of the results are on the page. */
  async hasRows(rows: readonly (readonly [string, string])[]): Promise<void> {
    await until(
      `the rows ${JSON.stringify(rows)}`,
      async () => JSON.stringify(await this.rows()) === JSON.stringify(rows),
      () => this.rows(),
    );
  }

  async sortBy(column: string): Promise<void> {
    await this.frame.locator(".rows th", { hasText: column }).getByRole("button").click();
  }

  async search(text: string): Promise<void> {
    await this.frame.locator(".rows vscode-textfield").locator("input").fill(text);
  }
}

/** Waits for the page of a run's file, which is found by what it says: editors' pages have no title of their own. */
export async function pageThatSays(workbench: Workbench, text: string): Promise<Frame> {
  return await until(`a page that says ${text}`, async () => {
    for (const frame of workbench.page.frames()) {
      if (
        await frame
          .locator("#root")
          .getByText(text)
          .first()
          .isVisible()
          .catch(() => false)
      )
        return frame;
    }
    return undefined;
  });
}
