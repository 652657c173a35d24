import { optionFindings } from "../language/editing/optionFindings";
import type { Finding } from "../language/finding";
import { findPitfalls } from "../language/pitfalls/findPitfalls";
import { lessonFindings } from "../lessons/editing/lessonFindings";
import { isLessonText } from "../lessons/editing/lessonText";
import type { FileView, FileViews } from "./fileView";
import type { ServerDocument } from "./serverDocument";

/** What is wrong in documents, found once for each version of each. */
export class Findings {
  private readonly known = new WeakMap<
    ServerDocument,
    { readonly key: string; readonly findings: readonly Finding[] }
  >();
  private settingsAge = 0;

  constructor(private readonly views: FileViews) {}

  /** The settings changed: what was found under the old ones is forgotten. */
  forget(): void {
    this.settingsAge++;
  }

  /** What is wrong in a document as it now is, in the order of its text. */
  async of(document: ServerDocument): Promise<readonly Finding[]> {
    const view = document.facts ? await this.views.of(document.uri) : undefined;
    const key = `${document.version} ${this.settingsAge}`;
    const known = this.known.get(document);
    if (known?.key === key) return known.findings;
    const findings = view ? programFindings(view) : lessonOrNothing(document);
    this.known.set(document, { key, findings });
    return findings;
  }
}

/** Of a program: pitfalls of parallel code, and mistakes in options. */
export function programFindings({ document, facts, settings, parts, syntax }: FileView): Finding[] {
  const { pitfalls, off, severity } = settings;
  const found = pitfalls ? findPitfalls({ language: facts.language, syntax }, { off, severity }) : [];
  return [...found, ...optionFindings(parts, document)].sort((a, b) => a.from - b.from || a.to - b.to);
}

function lessonOrNothing({ facts, path, text }: ServerDocument): readonly Finding[] {
  return !facts && isLessonText(path, text) ? lessonFindings(text) : [];
}
