/** Source text that runs in the engine's namespace. */
export interface SourceText {
  /** Folder to work in, where relative paths begin and imports are looked for first; unchanged if absent. */
  readonly cwd?: string;
  readonly code: string;
  /** The user's own file name, as tracebacks show it. */
  readonly filename: string;
  /** Line of the file (from 0) on which `code` begins, so that a cell's line numbers are those of its file. */
  readonly firstLine: number;
}
