import * as vscode from "vscode";
import type { Engine } from "../engines/engine";
import { partLines, type RunTarget } from "../language/runTarget";
import { type EngineNeed, type PreflightAnswer, preflightRequest } from "../protocol/languageServer";
import type { EditorSource } from "./editorSource";
import { namesOnEngines } from "./engineNames";
import type { LanguageServer } from "./languageClient/languageServer";
import { setting } from "./settings";

/** A run waits for the analysis no longer than this, in ms. */
const PATIENCE = 300;

/** Names in one question at most. */
const MOST_NAMES = 5;

/**
 * Looks, before a cell or a selection of Python runs, whether it needs what the engines surely lack, and asks what to do: better
 * than a NameError of each engine. What cannot be known, or not soon, is not asked about.
 */
export class Preflight {
  constructor(private readonly server: LanguageServer) {}

  /** What to run in place of a target: with what it lacks before it, or as it is. Undefined if it is not to run. */
  async check(
    source: EditorSource,
    target: RunTarget,
    engines: readonly Engine[],
  ): Promise<readonly RunTarget[] | undefined> {
    const { needs, first } = (await this.look(source, target, engines)) ?? { needs: [], first: [] };
    if (needs.length === 0) return [target];
    const lines = first
      .map(({ from, to }) => (from === to ? `${from + 1}` : `${from + 1}–${to + 1}`))
      .join(", ");
    const isImport = needs.every(({ isModule }) => isModule);
    const provide = isImport
      ? vscode.l10n.t("Import on the Engines")
      : vscode.l10n.t("Run Lines {0} First", lines);
    const anyway = vscode.l10n.t("Run Anyway");
    const buttons = first.length > 0 ? [provide, anyway] : [anyway];
    const chosen = await vscode.window.showWarningMessage(questionOf(needs), ...buttons);
    if (chosen === undefined) return undefined;
    return chosen === provide ? [partLines(source.text, first, target.options), target] : [target];
  }

  private async look(
    source: EditorSource,
    target: RunTarget,
    engines: readonly Engine[],
  ): Promise<PreflightAnswer | undefined> {
    if (source.facts.language !== "python" || target.kind === "file") return undefined;
    if (this.server.state !== "running" || !setting("preflight.enabled", source.uri)) return undefined;
    const overdue = new AbortController();
    const token = new vscode.CancellationTokenSource();
    const timer = setTimeout(() => {
      overdue.abort();
      token.cancel();
    }, PATIENCE);
    const late = new Promise<undefined>((resolve) =>
      overdue.signal.addEventListener("abort", () => resolve(undefined)),
    );
    try {
      return await Promise.race([this.ask(source, target, engines, overdue.signal, token.token), late]);
    } catch {
      return undefined; // an engine that cannot answer tells why when the code runs
    } finally {
      clearTimeout(timer);
      token.dispose();
    }
  }

  private async ask(
    source: EditorSource,
    target: RunTarget,
    engines: readonly Engine[],
    signal: AbortSignal,
    token: vscode.CancellationToken,
  ): Promise<PreflightAnswer | undefined> {
    const names = await namesOnEngines(engines, signal);
    if (!names || signal.aborted) return undefined;
    const textDocument = { uri: source.uri.toString() };
    const params = { textDocument, ...placeOf(source, target), engineNames: [...names] };
    return (await this.server.ask(preflightRequest, params, token)) ?? undefined;
  }
}

/** Where a target stands in the document, by offsets. */
function placeOf({ text, where }: EditorSource, { kind, firstLine, code }: RunTarget) {
  const lines = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(({ index, 0: end }) => index + end.length)];
  const start = lines[firstLine] ?? text.length;
  if (kind === "selection" && where.selection) {
    const from = text.indexOf(where.selection.text, start);
    if (from >= 0) return { from, to: from + where.selection.text.length };
  }
  return { from: start, to: lines[firstLine + code.split("\n").length] ?? text.length };
}

/** Names the lines, so that the reader finds what is meant. */
function questionOf(needs: readonly EngineNeed[]): string {
  const [need, ...others] = needs;
  if (need && others.length === 0)
    return vscode.l10n.t("Line {0} needs {1}, which the engines do not have.", need.line + 1, need.name);
  const names = needs
    .slice(0, MOST_NAMES)
    .map(({ name, line }) => vscode.l10n.t("{0} (line {1})", name, line + 1));
  if (needs.length > MOST_NAMES) names.push("…");
  return vscode.l10n.t("This needs names that the engines do not have: {0}.", names.join(", "));
}
