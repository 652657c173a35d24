/** How far from the pointer it stands, in CSS pixels. */
const [AWAY_X, AWAY_Y] = [12, 14] as const;

/** A few lines beside the pointer. Screen readers do not get it: what it says stands in the page, too. */
export class Tooltip {
  readonly element = document.createElement("div");

  constructor() {
    this.element.className = "chart-tip";
    this.element.setAttribute("aria-hidden", "true");
    this.element.hidden = true;
  }

  /** Shows lines near a point of its parent, within the parent's width. */
  show(lines: readonly string[], x: number, y: number): void {
    const { element } = this;
    element.replaceChildren(
      ...lines.map((line) => {
        const row = document.createElement("div");
        row.textContent = line;
        return row;
      }),
    );
    element.hidden = false;
    const room = (element.parentElement?.clientWidth ?? 0) - element.offsetWidth;
    element.style.left = `${Math.max(0, Math.min(room, x + AWAY_X))}px`;
    element.style.top = `${y + AWAY_Y}px`;
  }

  hide(): void {
    this.element.hidden = true;
  }
}
