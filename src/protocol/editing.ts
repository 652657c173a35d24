/** What helps somebody who writes: plain data that a server turns into an editor's. Characters count UTF-16 units. */

/** Something to write at a place of a line. */
export interface Proposal {
  readonly label: string;
  /** What it is; Markdown. */
  readonly is: string;
  readonly kind: "name" | "value" | "reference";
  /** What to write, and over which part of the line. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** Whether to propose at once what may come behind it. */
  readonly goesOn: boolean;
}

/** What there is to say of a part of a line; Markdown. */
export interface Explanation {
  readonly says: string;
  readonly from: number;
  readonly to: number;
}
