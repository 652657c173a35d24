import { html, nothing, type TemplateResult } from "lit/html.js";
import { searchPattern } from "../model/searchPattern";
import { strings } from "../strings/strings";
import { Announcer } from "./announcer";
import { markRanges } from "./highlights";
import { icons } from "./icons";
import type { LogPlace, OutputLog } from "./outputLog";

/** Places that are counted and coloured at most. */
const MOST = 5000;
/** While output comes in it is searched anew at most this often, in ms. */
const INTERVAL = 500;

/** An output that can be searched, on the page or folded away. */
export interface SearchedOutput {
  readonly log: OutputLog;
  /** Puts it on the page, at the next rendering. */
  unfold(): void;
}

export interface OutputSearchOptions {
  /** The page, beside which it says what it found. */
  readonly root: HTMLElement;
  /** The outputs of the run that is shown, in the page's order, up to date. */
  outputs(): readonly SearchedOutput[];
  /** Changes with what {@link outputs} hold, and how they stand. */
  revision(): string;
  readonly requestRender: () => void;
}

/** The find box of the panel: searches what all engines put out, also what is folded or out of sight. */
export class OutputSearch {
  /** Its own: the run's says at every rendering how the run stands. */
  private readonly announcer = new Announcer();
  private isOpen = false;
  private query = "";
  private places: readonly (LogPlace & { readonly output: SearchedOutput })[] = [];
  /** The place that the reader is at. */
  private current = -1;
  private searched = "";
  private searchedAt = Number.NEGATIVE_INFINITY;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether the current place is to be brought into sight once the page is drawn. */
  private isGoing = false;
  private wantsFocus = false;
  private cameFrom: Element | null = null;
  private mark: HTMLElement | undefined;

  constructor(private readonly options: OutputSearchOptions) {
    options.root.after(this.announcer.element);
    // VS Code's own find box sees only what is laid out; this one takes its keys while the panel has the keyboard.
    window.addEventListener("keydown", (event) => this.takeKey(event), { capture: true });
  }

  /** Opens the box, or goes to it. */
  open(): void {
    if (this.options.outputs().length === 0) return;
    if (!this.isOpen) this.cameFrom = document.activeElement;
    this.isOpen = true;
    this.wantsFocus = true;
    this.options.requestRender();
  }

  /** Forgets where things were: another run is shown. */
  clear(): void {
    this.places = [];
    this.searched = "";
    this.mark = undefined;
  }

  template(): TemplateResult | typeof nothing {
    if (!this.isOpen) return nothing;
    const has = this.places.length > 0;
    return html`<div class="find" role="search" aria-label=${strings.findInOutput()}>
      <input type="text" id="find" autocomplete="off" spellcheck="false" placeholder=${strings.findInOutput()}
        aria-label=${strings.findInOutput()} .value=${this.query} @input=${(event: Event) => this.ask((event.target as HTMLInputElement).value)}>
      <span class="find-count">${this.words()}</span>
      <button type="button" class="icon-button" title=${strings.previousMatch()} aria-label=${strings.previousMatch()}
        ?disabled=${!has} @click=${() => this.step(-1)}>${icons.up}</button>
      <button type="button" class="icon-button" title=${strings.nextMatch()} aria-label=${strings.nextMatch()}
        ?disabled=${!has} @click=${() => this.step(1)}>${icons.down}</button>
      <button type="button" class="icon-button" title=${strings.closeFind()} aria-label=${strings.closeFind()}
        @click=${() => this.close()}>${icons.close}</button>
    </div>`;
  }

  /** To be called once the page is drawn. */
  settle(): void {
    if (!this.isOpen) return;
    if (this.wantsFocus) {
      this.wantsFocus = false;
      const input = document.querySelector<HTMLInputElement>("#find");
      input?.focus();
      input?.select();
    }
    this.search();
    if (this.isGoing) this.go();
    // What was folded and is shown again has lost its colours.
    this.colour();
  }

  private takeKey(event: KeyboardEvent): void {
    const { key } = event;
    const opens =
      (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && key.toLowerCase() === "f";
    const isInBox = event.target instanceof Element && event.target.closest(".find") !== null;
    if (opens) this.open();
    else if (!this.isOpen) return;
    else if (key === "F3") this.step(event.shiftKey ? -1 : 1);
    else if (key === "Escape") this.close();
    else if (key === "Enter" && isInBox && event.target instanceof HTMLInputElement)
      this.step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private ask(query: string): void {
    this.query = query;
    this.searched = "";
    this.searchedAt = Number.NEGATIVE_INFINITY;
    this.current = -1;
    this.search();
    if (this.places.length > 0) this.step(1);
    else this.report();
  }

  /** Searches again if anything has changed; the reader stays at their place, as far as it is still there. */
  private search(): void {
    const revision = `${this.options.revision()} ${this.query}`;
    if (this.searched === revision) return;
    const wait = this.searchedAt + INTERVAL - performance.now();
    if (wait > 0) {
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        this.options.requestRender();
      }, wait);
      return;
    }
    this.searched = revision;
    const here = this.places[this.current];
    const pattern = searchPattern(this.query);
    const places: (LogPlace & { readonly output: SearchedOutput })[] = [];
    for (const output of pattern ? this.options.outputs() : []) {
      const found = pattern ? output.log.find(pattern, MOST - places.length) : [];
      for (const place of found) places.push({ ...place, output });
    }
    this.places = places;
    const same = here ? places.findIndex((place) => isSame(place, here)) : -1;
    this.current = same < 0 ? Math.min(this.current, places.length - 1) : same;
    this.searchedAt = performance.now();
    this.options.requestRender();
  }

  private step(by: 1 | -1): void {
    const { length } = this.places;
    if (length === 0) return;
    const from = this.current < 0 && by < 0 ? 0 : this.current;
    this.current = (from + by + length) % length;
    this.places[this.current]?.output.unfold();
    this.isGoing = true;
    this.report();
  }

  private go(): void {
    this.isGoing = false;
    const place = this.places[this.current];
    this.mark?.classList.remove("found-block");
    if (!place) return;
    const element = place.log.goTo(place);
    // A picture or a page in a frame cannot be coloured: it is framed.
    if (element && !place.log.rangeOf(place)) {
      this.mark = element;
      element.classList.add("found-block");
    }
  }

  private colour(): void {
    const ranges = (places: readonly LogPlace[]) => places.flatMap((place) => place.log.rangeOf(place) ?? []);
    markRanges("found", ranges(this.places));
    markRanges("found-now", ranges(this.places.slice(Math.max(0, this.current), this.current + 1)));
  }

  private close(): void {
    const hadFocus = document.activeElement?.closest(".find");
    this.isOpen = false;
    this.mark?.classList.remove("found-block");
    this.searched = "";
    markRanges("found", []);
    markRanges("found-now", []);
    if (hadFocus && this.cameFrom instanceof HTMLElement && this.cameFrom.isConnected) this.cameFrom.focus();
    this.options.requestRender();
  }

  private report(): void {
    this.announcer.say(this.words());
    this.options.requestRender();
  }

  private words(): string {
    if (this.query === "") return "";
    return strings.foundAt(this.current + 1, this.places.length, this.places.length >= MOST);
  }
}

function isSame(a: LogPlace, b: LogPlace): boolean {
  return a.log === b.log && a.block === b.block && a.start === b.start;
}
