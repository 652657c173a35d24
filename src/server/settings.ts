import type { Connection } from "vscode-languageserver";
import { PITFALLS, type PitfallCode, type PitfallSeverity } from "../language/pitfalls/pitfall";
import { settingsPrefix } from "../protocol/ids";
import { lensActions } from "../protocol/languageServer";

/** What the user wants of the server for a document. */
export interface ServerSettings {
  readonly lenses: boolean;
  readonly lensActions: readonly (typeof lensActions)[number][];
  readonly marker: string | undefined;
  readonly pitfalls: boolean;
  readonly off: ReadonlySet<PitfallCode>;
  readonly severity: Partial<Record<PitfallCode, PitfallSeverity>>;
}

const SEVERITIES: readonly unknown[] = [
  "error",
  "warning",
  "information",
  "hint",
] satisfies PitfallSeverity[];

/** The settings of each document, asked of the client once and again when it says that they changed. */
export class SettingsStore {
  private readonly known = new Map<string, Promise<ServerSettings>>();

  /** @param connection absent for a client that has no settings to ask for */
  constructor(private readonly connection?: Connection) {}

  of(uri: string): Promise<ServerSettings> {
    const known = this.known.get(uri);
    if (known) return known;
    const asked = this.ask(uri);
    this.known.set(uri, asked);
    return asked;
  }

  forget(uri?: string): void {
    if (uri === undefined) this.known.clear();
    else this.known.delete(uri);
  }

  private async ask(uri: string): Promise<ServerSettings> {
    const asked = this.connection?.workspace.getConfiguration({ scopeUri: uri, section: settingsPrefix });
    return readSettings(await asked?.catch(() => undefined));
  }
}

/** Takes from a client's answer what makes sense; the rest is as it is by default. */
export function readSettings(answer: unknown): ServerSettings {
  const severities = groupOf(memberOf(answer, "pitfalls", "severity"));
  const off = new Set<PitfallCode>();
  const severity: Partial<Record<PitfallCode, PitfallSeverity>> = {};
  for (const code of PITFALLS) {
    const wanted = severities[code];
    if (wanted === "off") off.add(code);
    else if (SEVERITIES.includes(wanted)) severity[code] = wanted as PitfallSeverity;
  }
  const marker = memberOf(answer, "cells", "marker");
  const actions = memberOf(answer, "codeLens", "actions");
  return {
    lenses: memberOf(answer, "codeLens", "enabled") !== false,
    lensActions: Array.isArray(actions) ? lensActions.filter((one) => actions.includes(one)) : lensActions,
    marker: typeof marker === "string" && marker !== "" ? marker : undefined,
    pitfalls: memberOf(answer, "pitfalls", "enabled") !== false,
    off,
    severity,
  };
}

function memberOf(answer: unknown, group: string, name: string): unknown {
  return groupOf(groupOf(answer)[group])[name];
}

function groupOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
