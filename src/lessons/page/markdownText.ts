/** Text as Markdown that shows nothing but that text: on one line, and no sign of it means anything. */
export function asMarkdown(text: string): string {
  return text
    .trim()
    .replaceAll(/\s+/gu, " ")
    .replaceAll(/[!-/:-@[-`{-~]/g, "\\$&");
}

/** A link's target, between brackets, so that nothing in it ends the link. */
export function asLinkTarget(address: string): string {
  return `<${address.replaceAll(/[<>\\\s]/gu, encodeURIComponent).replaceAll("&", "&amp;")}>`;
}

/** A path with `/` as an address relative to the page. */
export function asAddress(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
