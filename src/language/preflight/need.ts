/** What a piece of code needs that an engine may lack. */
export type NeedKind =
  /** A package or module, which must be installed there. */
  | "module"
  /** A function or class of the file, which must be defined there first. */
  | "definition"
  /** A value of the file, which must be sent there first. */
  | "value"
  /** A name that nothing in the file defines, and Python neither. */
  | "unknown"
  /** An open file, which is open here only. */
  | "file"
  /** A lock, which keeps nobody out on another engine. */
  | "lock"
  /** A generator, whose state cannot be sent. */
  | "generator"
  /** A pool, view, socket or database, which belongs to the process that made it. */
  | "connection";

export interface Need {
  readonly kind: NeedKind;
  /** The name in the code: `np`. */
  readonly name: string;
  /** Where a module's name comes from: `numpy`. */
  readonly module?: string;
  /** Whether the code imports it itself, so that it only has to be installed. */
  readonly isImportedHere: boolean;
  /** Where the code first says it, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
  /** What to do about it, in plain words. */
  readonly message: string;
}
