/** Pages of a job's results, as the panel asks for them. */

/** Which rows to show. `offset` and `count` are of those that match. */
export interface RowsQuery {
  /** Absent, the rows stand as the job ordered them. */
  readonly sort?: { readonly column: RowColumn; readonly descending: boolean };
  /** Text that the key or the value has, in capital letters or not; empty for all rows. */
  readonly search: string;
  readonly offset: number;
  readonly count: number;
}

export type RowColumn = "key" | "value";

export interface RowsPage {
  readonly rows: readonly (readonly [key: string, value: string])[];
  /** Rows that match the search. */
  readonly matching: number;
  /** Rows that were looked at: all, or the first ones of very many. */
  readonly searched: number;
  readonly total: number;
}

/** The first rows of a job's results, as a person reads them. */
export interface FirstRows {
  readonly rows: readonly (readonly [key: string, value: string])[];
  /** Rows of the job in all. */
  readonly total: number;
}

/** What differs between the results of two jobs, row by row. */
export interface RowsComparison {
  /** Numbers of rows: of both with the same value, of both with another, and of one alone. */
  readonly same: number;
  readonly different: number;
  readonly onlyLeft: number;
  readonly onlyRight: number;
  /** The first rows that differ. */
  readonly rows: readonly ComparedRow[];
  /** Whether all rows were compared: those in very different orders are too many to be held. */
  readonly isWhole: boolean;
}

/** A row that two jobs do not have in common; a value is absent where its job has no such row. */
export interface ComparedRow {
  readonly key: string;
  readonly left?: string;
  readonly right?: string;
}
