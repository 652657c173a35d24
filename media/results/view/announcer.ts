/** Screen readers get one announcement in this time at most. */
const QUIET_MS = 1000;

/** A live region that reads out what it is told, unless it is what it said last; of many at once only the last. */
export class Announcer {
  readonly element = document.createElement("p");
  private pending = "";
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.element.className = "sr-only";
    this.element.setAttribute("role", "status");
  }

  /** Says `text`, now or when the last announcement has had its time. */
  say(text: string): void {
    this.pending = text;
    if (this.timer === undefined) this.speak();
  }

  private speak(): void {
    this.timer = undefined;
    if (this.pending === this.element.textContent) return;
    this.element.textContent = this.pending;
    this.timer = setTimeout(() => this.speak(), QUIET_MS);
  }
}
