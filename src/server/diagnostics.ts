import { type Connection, type Diagnostic, DiagnosticSeverity } from "vscode-languageserver";
import { type Disposable, DisposableStore } from "../base/disposable";
import type { Finding } from "../language/finding";
import { DIAGNOSTIC_SOURCE, type ServerOptions } from "../protocol/languageServer";
import type { Documents } from "./documents";
import type { Findings } from "./findings";
import type { ServerDocument } from "./serverDocument";

/** How long after the last change diagnostics come, in ms: after a pause, and not after each key. */
export const DIAGNOSTICS_DELAY = 200;

/** Diagnostics of one document at most. */
const MOST = 500;

const SEVERITIES: Readonly<Record<Finding["severity"], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Tells the client what is wrong in open documents: at once when they open, a little after they change. */
export class Diagnostics implements Disposable {
  private readonly timers = new Map<ServerDocument, NodeJS.Timeout>();
  private readonly subscriptions = new DisposableStore();

  constructor(
    private readonly connection: Pick<Connection, "sendDiagnostics" | "console">,
    private readonly documents: Documents,
    private readonly findings: Findings,
    private readonly options: Pick<ServerOptions, "diagnosticsDelay" | "explanations"> = {},
  ) {
    this.subscriptions.add(documents.onDidOpen((document) => this.schedule(document, 0)));
    this.subscriptions.add(documents.onDidChange((document) => this.schedule(document)));
    this.subscriptions.add(documents.onDidClose((document) => this.clear(document)));
  }

  /** Looks at all documents anew. */
  refresh(): void {
    for (const document of this.documents.all) this.schedule(document, 0);
  }

  dispose(): void {
    this.subscriptions.dispose();
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  private schedule(
    document: ServerDocument,
    delay = this.options.diagnosticsDelay ?? DIAGNOSTICS_DELAY,
  ): void {
    clearTimeout(this.timers.get(document));
    const timer = setTimeout(() => {
      this.timers.delete(document);
      this.tell(document).catch((error) => this.connection.console.error(String(error?.stack ?? error)));
    }, delay);
    this.timers.set(document, timer);
  }

  private async tell(document: ServerDocument): Promise<void> {
    const findings = await this.findings.of(document);
    // A change that came meanwhile has a timer of its own; of a closed document there is nothing to tell.
    if (this.timers.has(document) || this.documents.get(document) !== document) return;
    const { uri, version } = document;
    const diagnostics = toDiagnostics(document, findings, this.options.explanations);
    await this.connection.sendDiagnostics({ uri, version, diagnostics });
  }

  private clear(document: ServerDocument): void {
    clearTimeout(this.timers.get(document));
    this.timers.delete(document);
    void this.connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  }
}

/**
 * Findings as the protocol has them.
 * @param explanations addresses that codes lead to
 */
export function toDiagnostics(
  document: ServerDocument,
  findings: readonly Finding[],
  explanations?: ServerOptions["explanations"],
): Diagnostic[] {
  return findings.slice(0, MOST).map((finding) => toDiagnostic(document, finding, explanations));
}

export function toDiagnostic(
  document: ServerDocument,
  { code, severity, message, from, to }: Finding,
  explanations: ServerOptions["explanations"] = {},
): Diagnostic {
  const href = Object.hasOwn(explanations, code) ? explanations[code] : undefined;
  return {
    range: document.range(from, to),
    severity: SEVERITIES[severity],
    code,
    ...(href !== undefined && { codeDescription: { href } }),
    source: DIAGNOSTIC_SOURCE,
    message,
  };
}
