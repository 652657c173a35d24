import type { Frame } from "playwright-core";

/** Opens every part that is folded away. */
export async function unfold(page: Frame): Promise<void> {
  const folded = page.locator('button.toggle[aria-expanded="false"]');
  while ((await folded.count()) > 0) await folded.first().click();
  await page.locator("details:not([open])").evaluateAll((all) => {
    for (const one of all) (one as HTMLDetailsElement).open = true;
  });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve(undefined))));
}
