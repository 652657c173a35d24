import type { Frame } from "playwright-core";

/** The least width of the panel that all of it can be read in, in CSS pixels. */
export const NARROW = 300;

/** What reaches beyond the narrow page, and cannot be scrolled to where it stands. */
export async function tooWide(page: Frame): Promise<readonly string[]> {
  return await page.evaluate((width) => {
    const scrolls = (element: Element): boolean => {
      for (let above = element.parentElement; above && above !== document.body; above = above.parentElement) {
        if (getComputedStyle(above).overflowX !== "visible") return true;
      }
      return false;
    };
    return [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > width && !scrolls(element))
      .slice(0, 3)
      .map((element) => `${element.outerHTML.slice(0, 120)} (${element.getBoundingClientRect().right})`);
  }, NARROW);
}
