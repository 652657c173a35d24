/** CSS pixels on both sides of a title, and the least that is worth a beginning of one. */
const [EDGE, LEAST] = [6, 24] as const;

/** Letters without what hangs below the line look too high in the middle. */
const SINK = 1;

/** Where a title has room, in CSS pixels. */
export interface TitleRoom {
  readonly from: number;
  readonly to: number;
  /** Of the line's middle. */
  readonly y: number;
}

/** Writes a task's title on its bar, as much of it as there is room for. */
export function paintTitle(ink: CanvasRenderingContext2D, title: string, room: TitleRoom): void {
  const left = Math.max(0, room.from) + EDGE;
  const width = room.to - EDGE - left;
  if (width < LEAST) return;
  ink.textBaseline = "middle";
  ink.fillText(fitted(ink, title, width), left, room.y + SINK);
}

/** The longest beginning that fits; halving finds it, as titles may be long. */
function fitted(ink: CanvasRenderingContext2D, title: string, width: number): string {
  const fits = (text: string) => ink.measureText(text).width <= width;
  if (fits(title)) return title;
  const signs = [...title];
  let [low, high] = [0, signs.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(`${signs.slice(0, middle).join("")}…`)) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? "" : `${signs.slice(0, low).join("").trimEnd()}…`;
}
