import { type FileParts, findParts } from "../language/fileParts";
import type { LanguageFacts } from "../language/languages";
import type { SyntaxText } from "../language/syntax/syntaxText";
import type { Documents } from "./documents";
import type { ServerDocument } from "./serverDocument";
import type { ServerSettings, SettingsStore } from "./settings";

/** A program as one version of it is: features read it at once, before anything else can change it. */
export interface FileView {
  readonly document: ServerDocument;
  readonly facts: LanguageFacts;
  readonly settings: ServerSettings;
  readonly parts: FileParts;
  readonly syntax: SyntaxText;
}

/** Makes views of programs. What it finds in a text is kept until the text changes. */
export class FileViews {
  private readonly found = new WeakMap<
    ServerDocument,
    { readonly version: number; readonly marker: string | undefined; readonly parts: FileParts }
  >();

  constructor(
    private readonly documents: Documents,
    private readonly settings: SettingsStore,
  ) {}

  /** A program's view; undefined for what is none, and for a document that was closed meanwhile. */
  async of(uri: string): Promise<FileView | undefined> {
    const document = this.documents.get({ uri });
    const settings = await this.settings.of(uri);
    const syntax = await document?.syntax();
    if (!document?.facts || !syntax || this.documents.get({ uri }) !== document) return undefined;
    return { document, facts: document.facts, settings, syntax, parts: this.parts(document, settings) };
  }

  private parts(document: ServerDocument, { marker }: ServerSettings): FileParts {
    const { version, facts } = document;
    const known = this.found.get(document);
    if (known?.version === version && known.marker === marker) return known.parts;
    const parts = facts
      ? findParts(document.text, facts, marker)
      : { isEmpty: true, cells: [], jobs: [], problems: [] };
    this.found.set(document, { version, marker, parts });
    return parts;
  }
}
