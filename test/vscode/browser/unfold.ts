import type { Frame } from "playwright-core";

/** Opens every part that is folded away. */
export async function unfold(page: Frame): Promise<void> {
  // Clicked in the page itself: the panel may put another button in the place of one that is waited for.
  const openAll = () =>
    page.locator('button.toggle[aria-expanded="false"]').evaluateAll((folded) => {
      for (const button of folded) (button as HTMLElement).click();
      return folded.length;
    });
  while ((await openAll()) > 0) await nextFrame(page);
  await page.locator("details:not([open])").evaluateAll((all) => {
    for (const one of all) (one as HTMLDetailsElement).open = true;
  });
  await nextFrame(page);
}

async function nextFrame(page: Frame): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve(undefined))));
}
