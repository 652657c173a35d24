/** What passes between our client and the language server beyond the language server protocol. */

/** A request by its method; the types of its parameters and answer come with it. */
export interface ServerRequest<Params, Answer> {
  readonly method: string;
  /** Never there: it holds the types. */
  readonly types?: (params: Params) => Answer;
}

/** Names what a client asks for in `initialize`, under `initializationOptions`; other editors need none of it. */
export interface ServerOptions {
  /** The client asks for lenses with {@link lensesRequest}, and makes their titles itself. */
  readonly ownLenses?: boolean;
  /**
   * Command that takes `{lesson, page?, heading}` and opens a page of a lesson there, for links in hovers and for
   * "Explain" among the quick fixes; without it there are none.
   */
  readonly lessonCommand?: string;
  /** Addresses of explanations by the codes of diagnostics, which become links; codes without one are plain text. */
  readonly explanations?: Readonly<Record<string, string>>;
  /** Gives semantic tokens only where nobody else does. */
  readonly lowTokens?: boolean;
  /** `pull`: diagnostics are given when they are asked for, and not before. */
  readonly diagnostics?: "push" | "pull";
  /** How long after the last change diagnostics come, in ms. */
  readonly diagnosticsDelay?: number;
}

/** What a lens does; those of {@link lensActions} can be chosen in a setting. */
export type LensAction = (typeof lensActions)[number] | "problem";

/** In the order in which they are taken when there is room for some of them only. */
export const lensActions = ["all", "compare", "input", "serially", "engines", "sweep"] as const;

/** Lenses of one cell, job or file at most. */
export const MOST_LENSES = 3;

/** A lens, without its title. */
export interface LensSpec {
  /** From 0. */
  readonly line: number;
  readonly action: LensAction;
  /** The job that it is for. */
  readonly job?: LensJob;
  /** What keeps functions from being a job, in one sentence (`problem`). */
  readonly message?: string;
}

/** What the title of a job's lens needs. */
export interface LensJob {
  readonly name: string;
  readonly shape: string;
  readonly reason: string;
  /** The module's list of the job's inputs (`items`). */
  readonly inputs?: string;
  /** Files and globs that the file itself names. */
  readonly globs?: readonly string[];
}

export interface LensesParams {
  readonly textDocument: { readonly uri: string };
}

/** The lenses of an open document; none where they are turned off. */
export const lensesRequest: ServerRequest<LensesParams, LensSpec[]> = { method: "parallelLabs/lenses" };

export interface PreflightParams {
  readonly textDocument: { readonly uri: string };
  /** The part that is to run, by offsets in UTF-16 units. */
  readonly from: number;
  readonly to: number;
  /** What the engines are known to have. */
  readonly engineNames: readonly string[];
}

/** What engines lack. Lines count from 0. */
export interface PreflightAnswer {
  readonly needs: readonly EngineNeed[];
  /** Lines to run before, the last included, which give the engines all of it; none where the file has it not. */
  readonly first: readonly { readonly from: number; readonly to: number }[];
}

export interface EngineNeed {
  readonly name: string;
  readonly isModule: boolean;
  readonly line: number;
}

/** What a part of an open Python file needs that the engines surely lack; nothing is run. */
export const preflightRequest: ServerRequest<PreflightParams, PreflightAnswer> = {
  method: "parallelLabs/preflight",
};

/** Where a lens of the standard request leads: the argument of its command. */
export interface LensPlace {
  readonly uri: string;
  readonly line: number;
}

/** Kind of the code action that repairs all that can be repaired without a choice. */
export const FIX_ALL = "source.fixAll.parallelLabs";

/** Who diagnostics are of. */
export const DIAGNOSTIC_SOURCE = "Parallel Labs";
