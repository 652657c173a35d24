import type { Path } from "../format/frontMatter";
import { MOST_YAML } from "../format/yamlLimits";

/** A line of front matter that has a field or a member of a list. Lines and characters count from 0. */
export interface MatterLine {
  readonly line: number;
  /** Steps to what it says, as `["checklist", 1, "link"]`; of a member without a field `["labs", 0, "hints", 2]`. */
  readonly path: Path;
  /** Place of the field's name; absent for a member without one. */
  readonly key?: { readonly from: number; readonly to: number };
  /** What stands behind the colon, or behind the hyphen, without quotes. */
  readonly value: string;
  readonly valueFrom: number;
  readonly valueTo: number;
}

/** Lists and groups of fields in each other. A lesson has four; of what is nested deeper, nothing is read. */
const MOST_NESTED = 8;

interface Frame {
  readonly kind: "map" | "list";
  readonly column: number;
  readonly path: Path;
  /** The map's last key, or the list's last index. */
  last: string | number;
}

const KEY = /^([\w-]+)(\s*:)(?=\s|$)/;

/**
 * The lines of a lesson's front matter by their indentation, also where it is no valid YAML because somebody is writing
 * it. Only the block style is read. Takes time in proportion to the text, of which it reads no more than front matter may
 * have.
 */
export function outlineMatter(text: string): MatterLine[] {
  const lines = text.slice(0, MOST_YAML).split("\n");
  if (lines[0]?.trimEnd().replace(/^\ufeff/, "") !== "---") return [];
  const outline = new MatterOutline();
  for (let line = 1; line < lines.length; line++) {
    const content = lines[line] ?? "";
    if (content.trimEnd() === "---") break;
    outline.add(line, content);
  }
  return outline.lines;
}

/** Whether a line is of the front matter: below its first fence and not below its second. */
export function isMatterLine(text: string, line: number): boolean {
  const lines = text.slice(0, MOST_YAML).split("\n", line + 1);
  if (line < 1 || lines.length <= line || lines[0]?.trimEnd().replace(/^\ufeff/, "") !== "---") return false;
  return !lines.slice(1).some((one) => one.trimEnd() === "---");
}

class MatterOutline {
  readonly lines: MatterLine[] = [];
  private readonly frames: Frame[] = [{ kind: "map", column: 0, path: [], last: "" }];
  /** Column of the field whose text goes on below it (`|` or `>`). */
  private textBelow: number | undefined;

  add(line: number, content: string): void {
    const trimmed = content.trim();
    if (trimmed === "" || trimmed.startsWith("#")) return;
    let column = content.length - content.trimStart().length;
    if (this.textBelow !== undefined && column > this.textBelow) return;
    this.textBelow = undefined;
    let rest = content.slice(column).trimEnd();
    while (rest === "-" || rest.startsWith("- ")) {
      if (!this.enterList(column)) return;
      const step = rest.length - rest.slice(1).trimStart().length;
      column += rest === "-" ? 2 : step;
      rest = rest.slice(step);
    }
    const key = KEY.exec(rest);
    if (!key?.[1]) {
      this.addMember(line, column, rest);
      return;
    }
    if (!this.enterMap(column, key[1])) return;
    const value = rest.slice(key[0].length).trimStart();
    if (/^[|>]/.test(value)) this.textBelow = column;
    const path = [...this.top.path, key[1]];
    const place = { from: column, to: column + key[1].length };
    this.lines.push({ line, path, key: place, ...readValue(value, column + rest.length - value.length) });
  }

  private addMember(line: number, column: number, rest: string): void {
    const { kind, path, last } = this.top;
    if (kind !== "list") return;
    this.lines.push({ line, path: [...path, last], ...readValue(rest, column) });
  }

  private get top(): Frame {
    return this.frames.at(-1) ?? { kind: "map", column: 0, path: [], last: "" };
  }

  private leave(column: number, kind: Frame["kind"]): void {
    while (this.frames.length > 1) {
      const { column: at, kind: what } = this.top;
      if (at < column || (at === column && (what === kind || what === "map"))) break;
      this.frames.pop();
    }
  }

  private enterList(column: number): boolean {
    this.leave(column, "list");
    const { top } = this;
    if (top.kind === "list" && top.column === column) top.last = Number(top.last) + 1;
    else return this.enter({ kind: "list", column, path: [...top.path, top.last], last: 0 });
    return true;
  }

  private enterMap(column: number, key: string): boolean {
    this.leave(column, "map");
    const { top } = this;
    if (top.kind === "map" && top.column === column) top.last = key;
    else return this.enter({ kind: "map", column, path: [...top.path, top.last], last: key });
    return true;
  }

  private enter(frame: Frame): boolean {
    if (this.frames.length >= MOST_NESTED) return false;
    this.frames.push(frame);
    return true;
  }
}

/** What a value says, without quotes, and where it ends: a comment behind it is not of it. */
function readValue(text: string, from: number): Pick<MatterLine, "value" | "valueFrom" | "valueTo"> {
  const [, quote, quoted = ""] = /^(["'])(.*?)\1(?=\s+#|$)/.exec(text) ?? [];
  if (quote) return { value: quoted, valueFrom: from, valueTo: from + quoted.length + 2 };
  const value = text.replace(/(?:^|\s+)#.*$/, "");
  return { value, valueFrom: from, valueTo: from + value.length };
}
