/** What the results' page is made of. Addresses and sources are as the page may load them. */
export interface ResultsHtml {
  readonly title: string;
  readonly script: string;
  readonly style: string;
  /** Where the page's styles come from, for its policy. */
  readonly styleSource: string;
  /** A token of this page alone. */
  readonly nonce: string;
  /** The language of `words`, as a BCP 47 tag. */
  readonly language: string;
  /** Translations by the English sentence; none for English. */
  readonly words: Readonly<Record<string, string>>;
}

/** The results' page: nothing remote, no script but its own. */
export function resultsHtml(page: ResultsHtml): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${page.nonce}'`,
    `style-src ${page.styleSource} 'nonce-${page.nonce}'`,
    "img-src blob: data:",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="${page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${page.title}</title>
<link rel="stylesheet" href="${page.style}">
</head>
<body>
<main id="root"></main>
<script type="application/json" id="words">${scriptJson(page.words)}</script>
<script nonce="${page.nonce}" src="${page.script}"></script>
</body>
</html>`;
}

/** A value as JSON that can stand in a script element, and cannot end it. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
