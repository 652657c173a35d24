import type { LinkTarget, TextLink } from "./textLinks";
import type { Stretch, TextLook } from "./textLook";

/** A piece of a text that looks the same all over. */
export interface TextPiece {
  readonly text: string;
  readonly look?: TextLook;
}

/** Neighbouring pieces that lead to the same place, or nowhere. */
export interface PieceGroup {
  readonly target?: LinkTarget;
  readonly pieces: readonly TextPiece[];
}

/** Cuts a text where its looks and links begin and end. The texts of the pieces add up to it; stretches and links are in their order. */
export function textPieces(
  text: string,
  stretches: readonly Stretch[],
  links: readonly TextLink[],
): PieceGroup[] {
  const groups: PieceGroup[] = [];
  let next = 0;
  const piecesOf = (from: number, to: number): TextPiece[] => {
    const pieces: TextPiece[] = [];
    let at = from;
    for (; at < to; ) {
      while ((stretches[next]?.end ?? to) <= at) next++;
      const stretch = stretches[next];
      const isIn = stretch !== undefined && stretch.start <= at;
      const end = Math.min(to, (isIn ? stretch.end : stretch?.start) ?? to);
      pieces.push({ text: text.slice(at, end), ...(isIn && { look: stretch.look }) });
      at = end;
    }
    return pieces;
  };
  let at = 0;
  for (const { start, end, target } of links) {
    if (start > at) groups.push({ pieces: piecesOf(at, start) });
    groups.push({ target, pieces: piecesOf(start, end) });
    at = end;
  }
  if (at < text.length) groups.push({ pieces: piecesOf(at, text.length) });
  return groups;
}
