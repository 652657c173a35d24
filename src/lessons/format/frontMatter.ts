import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from "yaml";
import type { TextPosition } from "./textPosition";
import { isNestedTooDeep, MOST_ALIASES, MOST_YAML } from "./yamlLimits";

/** Steps to a value, as `["checklist", 1, "link"]`. */
export type Path = readonly (string | number)[];

/** Half of a sign, which YAML's escapes can write and nothing can show. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Mistakes that are told of one text. */
const MOST_MISTAKES = 20;

/** What is wrong with YAML before anybody looks at what it says. */
export interface YamlMistake extends TextPosition {
  readonly message: string;
}

/** Front matter that was read: plain data, and where each part of it stands. */
export class FrontMatter {
  private readonly lines = new LineCounter();
  private readonly document: Document;
  /** What it says; undefined when there are {@link mistakes}. */
  readonly data: unknown;
  readonly mistakes: readonly YamlMistake[];

  /**
   * @param yaml untrusted text
   * @param linesBefore lines of the file above it
   */
  constructor(
    yaml: string,
    private readonly linesBefore: number,
  ) {
    const refusal = refusalOf(yaml);
    this.document = this.parse(refusal === undefined ? yaml : "");
    if (refusal !== undefined) {
      this.mistakes = [{ line: linesBefore, column: 1, message: refusal }];
      return;
    }
    this.mistakes = this.findMistakes();
    if (this.mistakes.length > 0) return;
    try {
      this.data = this.document.toJS({ maxAliasCount: MOST_ALIASES });
    } catch (error) {
      const says = `has aliases that cannot be followed (${asClause(error)}): write the text out.`;
      this.mistakes = [this.mistake(0, says)];
    }
  }

  private parse(yaml: string): Document {
    return parseDocument(yaml, {
      lineCounter: this.lines,
      prettyErrors: false,
      logLevel: "silent",
      strict: true,
      uniqueKeys: false, // takes quadratic time; repeated keys are found below
    });
  }

  /** Where a value begins; of what is missing, where that which lacks it begins. */
  valueAt(path: Path): TextPosition {
    for (let length = path.length; length >= 0; length--) {
      const node = length === 0 ? this.document.contents : this.document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return this.position(node.range[0]);
    }
    return this.position(0);
  }

  /** Where the name of a field begins. */
  keyAt(path: Path): TextPosition {
    const parent = this.document.getIn(path.slice(0, -1), true);
    if (isMap(parent)) {
      const name = path.at(-1);
      const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === name);
      if (isScalar(pair?.key) && pair.key.range) return this.position(pair.key.range[0]);
    }
    return this.valueAt(path);
  }

  private findMistakes(): YamlMistake[] {
    const [invalid] = [...this.document.errors, ...this.document.warnings];
    if (invalid) {
      const why = invalid.message.replace(/[.:\s]+$/, "");
      return [
        this.mistake(invalid.pos[0], `is not valid YAML (${why}): put text with signs of its own in quotes.`),
      ];
    }
    const mistakes: YamlMistake[] = [];
    visit(this.document, {
      Map: (_, { items }) => {
        const seen = new Set<string>();
        for (const { key } of items) {
          const name = isScalar(key) ? String(key.value) : undefined;
          const says =
            name === undefined || LONE_SURROGATE.test(name)
              ? "has a field whose name is no text: write a name and a colon."
              : seen.has(name) && `says ${name} twice: keep one.`;
          if (says) mistakes.push(this.mistake(isNode(key) ? (key.range?.[0] ?? 0) : 0, says));
          else seen.add(name ?? "");
        }
      },
    });
    return mistakes.slice(0, MOST_MISTAKES);
  }

  private mistake(offset: number, message: string): YamlMistake {
    return { ...this.position(offset), message: `The front matter ${message}` };
  }

  private position(offset: number): TextPosition {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(1, line) + this.linesBefore, column: Math.max(1, col) };
  }
}

/** Why YAML is not parsed at all. */
function refusalOf(yaml: string): string | undefined {
  if (yaml.length > MOST_YAML) {
    return `The front matter is longer than ${MOST_YAML / 1024} KB: move text into the page below it.`;
  }
  if (isNestedTooDeep(yaml))
    return "The front matter is nested too deep: write each item on a line of its own.";
  return undefined;
}

function asClause(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.$/, "") : String(error);
}
