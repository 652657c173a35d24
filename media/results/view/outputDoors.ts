import type { OpenText } from "./largeMarkup";

/** What output can lead to. */
export interface OutputDoors {
  /** Opens a place (line and column from 1) in a file. */
  openLocation(filename: string, line: number, column?: number): void;
  /** Opens a page of the web in the browser. */
  openLink(url: string): void;
  /** Opens a text that belongs to no file. */
  readonly openText: OpenText;
}
