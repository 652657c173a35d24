/** The browser for the tests: what CHROMIUM names, else the first Chromium on PATH, else undefined. */
export function findChromium(): string | undefined;
