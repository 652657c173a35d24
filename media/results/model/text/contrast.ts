/** Red, green and blue from 0 to 255, and how much it covers, from 0 to 1. */
export type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** What text needs to be read (WCAG 2.2, 1.4.3). */
export const READABLE = 4.5;

/** The contrast of two opaque colours, from 1 to 21, as WCAG defines it. */
export function contrast(one: Rgba, other: Rgba): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** `share` (0 to 1) of a colour and the rest of another. */
export function mixed(colour: Rgba, other: Rgba, share: number): Rgba {
  const part = (at: 0 | 1 | 2) => colour[at] * share + other[at] * (1 - share);
  return [part(0), part(1), part(2), 1];
}

/** A colour as it looks on an opaque one. */
export function over(colour: Rgba, ground: Rgba): Rgba {
  return mixed(colour, ground, colour[3]);
}

/** The share of `colour` that, the rest being `other`, can be read on `ground`: all of it, or as much as there can be in tenths. */
export function readableShare(colour: Rgba, other: Rgba, ground: Rgba): number {
  for (let tenths = 10; tenths > 0; tenths--) {
    if (contrast(mixed(colour, other, tenths / 10), ground) >= READABLE) return tenths / 10;
  }
  return 0;
}

function luminance([red, green, blue]: Rgba): number {
  const linear = (value: number) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
