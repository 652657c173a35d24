import type { RichValue } from "../../../protocol/values";

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * The address of a value's picture, with the picture in it; undefined where it has none, or one of more than `most`
 * characters. For an `img` only: there an SVG can neither run scripts nor load anything.
 */
export function pictureOf({ svg, png }: RichValue, most: number): string | undefined {
  if (svg !== undefined) return address("image/svg+xml", Buffer.from(withNamespace(svg)), most);
  if (png === undefined || !PNG.every((byte, at) => png[at] === byte)) return undefined;
  return address("image/png", png, most);
}

function address(type: string, content: Uint8Array, most: number): string | undefined {
  if (content.length > most) return undefined; // without a look: in base64 it is longer still
  const found = `data:${type};base64,${Buffer.from(content).toString("base64")}`;
  return found.length > most ? undefined : found;
}

/** HTML lets an `svg` element go without its namespace; a picture needs it. */
function withNamespace(markup: string): string {
  const tag = /<svg\b[^<>]*>/i.exec(markup)?.[0];
  if (!tag || /\sxmlns\s*=/.test(tag)) return markup;
  return markup.replace(tag, () => tag.replace(/^<svg/i, '<svg xmlns="http://www.w3.org/2000/svg"'));
}
