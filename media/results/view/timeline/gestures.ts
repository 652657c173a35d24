/** What the reader can do to the picture with the pointer, the wheel and the keyboard. CSS pixels within the canvas. */
export interface Gestures {
  zoomAt(factor: number, x: number): void;
  /** Moves the picture to the right by so many pixels. */
  panBy(pixels: number): void;
  hoverAt(point: Point | undefined): void;
  openAt(point: Point): void;
  key(event: KeyboardEvent): boolean;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** How far the pointer moves, in CSS pixels, before a press is a drag. */
const DRAG = 4;
/** Zoom for one CSS pixel of the wheel. */
const WHEEL = 0.002;
/** CSS pixels of a line, for wheels that count in lines. */
const LINE = 16;

/** Listens to the canvas. The plain wheel scrolls the page, as everywhere else. */
export function listen(canvas: HTMLElement, gestures: Gestures): void {
  let press: { readonly id: number; readonly start: Point; last: number; dragged: boolean } | undefined;
  const at = (event: MouseEvent): Point => ({ x: event.offsetX, y: event.offsetY });

  canvas.addEventListener(
    "wheel",
    (event) => {
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
      const [across, along] = [event.deltaX * unit, event.deltaY * unit];
      if (event.ctrlKey || event.metaKey) gestures.zoomAt(Math.exp(along * WHEEL), event.offsetX);
      else if (event.shiftKey && along !== 0) gestures.panBy(-along);
      else if (Math.abs(across) > Math.abs(along)) gestures.panBy(-across);
      else return;
      event.preventDefault();
    },
    { passive: false },
  );
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    press = { id: event.pointerId, start: at(event), last: event.offsetX, dragged: false };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    const point = at(event);
    if (press?.id !== event.pointerId) {
      gestures.hoverAt(point);
      return;
    }
    press.dragged ||= Math.abs(point.x - press.start.x) > DRAG;
    if (!press.dragged) return;
    gestures.hoverAt(undefined);
    gestures.panBy(point.x - press.last);
    press.last = point.x;
  });
  canvas.addEventListener("pointerup", (event) => {
    if (press?.id === event.pointerId && !press.dragged) gestures.openAt(at(event));
    press = undefined;
  });
  canvas.addEventListener("pointercancel", () => {
    press = undefined;
  });
  canvas.addEventListener("pointerleave", () => gestures.hoverAt(undefined));
  canvas.addEventListener("keydown", (event) => {
    if (gestures.key(event)) event.preventDefault();
  });
}
