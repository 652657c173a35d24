import type { Phase } from "../../../../src/protocol/phase";
import { contrast } from "../../model/text/contrast";
import { ColourReader } from "../colourReader";

/** What can be drawn with a look of its own. */
export type Look = Phase | "queued" | "moving";
/** What fills a shape: colour and pattern together, so that colour never tells alone. */
export type Fill = string | CanvasPattern;

/** The colours and patterns of a theme, as a canvas needs them. */
export interface Looks {
  readonly fill: Readonly<Record<Look, Fill>>;
  readonly text: string;
  /** Of text on what `run` fills, whichever can be read better there. */
  readonly onRun: string;
  readonly muted: string;
  readonly line: string;
  readonly background: string;
  readonly focus: string;
  readonly error: string;
  /** The line around shapes in high contrast. */
  readonly contrast?: string;
  readonly font: string;
}

/** Reads the theme's colours, which are VS Code's CSS variables. `ratio` is device pixels a CSS pixel. */
export function readLooks(ratio: number): Looks {
  const style = getComputedStyle(document.body);
  const read = (...names: readonly string[]) =>
    names.map((name) => style.getPropertyValue(`--vscode-${name}`).trim()).find((value) => value !== "") ??
    "";
  const text = read("foreground") || style.color;
  const background = read("editor-background") || style.backgroundColor;
  const muted = read("descriptionForeground") || text;
  const blue = read("charts-blue") || text;
  const tile = (size: number, draw: (ink: CanvasRenderingContext2D) => void) =>
    patternOf(size, ratio, draw) ?? blue;
  const border = read("contrastBorder");
  return {
    fill: {
      run: blue,
      map: blue,
      shuffle: tile(4, (ink) => {
        fillAll(ink, 4, read("charts-purple") || muted);
        stroke(ink, background, [1, 0, 1, 4]);
      }),
      reduce: tile(5, (ink) => {
        fillAll(ink, 5, read("charts-green") || muted);
        ink.fillStyle = background;
        ink.beginPath();
        ink.arc(2.5, 2.5, 1.1, 0, 2 * Math.PI);
        ink.fill();
      }),
      queued: tile(5, (ink) => {
        stroke(ink, muted, [-1, 6, 6, -1]);
        stroke(ink, muted, [-1, 1, 1, -1]);
        stroke(ink, muted, [4, 6, 6, 4]);
      }),
      moving: tile(4, (ink) => {
        fillAll(ink, 4, background);
        ink.fillStyle = text;
        ink.fillRect(0, 0, 2.5, 4);
      }),
    },
    text,
    onRun: readableOn(blue),
    muted,
    line: border || read("widget-border", "editorWidget-border") || muted,
    background,
    focus: read("focusBorder") || text,
    error: read("errorForeground", "charts-red") || text,
    ...(border && { contrast: border }),
    font: `${style.fontSize} ${style.fontFamily}`,
  };
}

function readableOn(colour: string): "black" | "white" {
  const ground = new ColourReader().parts(colour);
  return contrast([0, 0, 0, 1], ground) > contrast([255, 255, 255, 1], ground) ? "black" : "white";
}

/** A square that repeats, in CSS pixels. */
function patternOf(size: number, ratio: number, draw: (ink: CanvasRenderingContext2D) => void) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = Math.max(1, Math.round(size * ratio));
  const ink = tile.getContext("2d");
  if (!ink) return undefined;
  ink.scale(tile.width / size, tile.height / size);
  draw(ink);
  const pattern = ink.createPattern(tile, "repeat");
  pattern?.setTransform(new DOMMatrix().scale(size / tile.width));
  return pattern ?? undefined;
}

function fillAll(ink: CanvasRenderingContext2D, size: number, colour: string): void {
  ink.fillStyle = colour;
  ink.fillRect(0, 0, size, size);
}

function stroke(
  ink: CanvasRenderingContext2D,
  colour: string,
  [x0, y0, x1, y1]: readonly [number, number, number, number],
): void {
  ink.strokeStyle = colour;
  ink.lineWidth = 1.2;
  ink.beginPath();
  ink.moveTo(x0, y0);
  ink.lineTo(x1, y1);
  ink.stroke();
}
