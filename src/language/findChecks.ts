import type { CheckInfo } from "../protocol/checkReport";
import type { Language } from "../protocol/language";
import { measureDepths } from "./jobs/brackets";
import { outlineJavaScript } from "./jobs/javascriptOutline";
import type { Definition } from "./jobs/outline";
import { outlinePython } from "./jobs/pythonOutline";
import { type Comment, tokenize } from "./jobs/tokens";

const CHECK = { python: /^check_\w/, javascript: /^check[A-Z_]\w*/ } as const;

/**
 * The checks of a check file, in the order of its lines: functions at its left edge that are called `check_…`, or
 * `check…` in JavaScript. Nothing runs.
 */
export function findChecks(text: string, language: Language): CheckInfo[] {
  const { tokens, comments } = tokenize(text, language);
  measureDepths(tokens, language);
  const { functions } = language === "python" ? outlinePython(tokens) : outlineJavaScript(tokens);
  // Of two with one name the later is the one that can be called.
  const byName = new Map(functions.map((definition) => [definition.name, definition]));
  return [...byName.values()]
    .filter(({ name }) => CHECK[language].test(name))
    .map((definition) => ({
      name: definition.name,
      title:
        (language === "python" ? docstring(definition) : commentAbove(definition, comments)) ||
        inWords(definition.name),
      line: definition.line,
    }))
    .sort((a, b) => a.line - b.line);
}

function docstring({ body }: Definition): string {
  const [first] = body;
  if (first?.kind !== "string") return "";
  return firstLine(first.text.replace(/^\w*("""|'''|"|')/, "").replace(/("""|'''|"|')$/, ""));
}

function commentAbove({ firstLine: line }: Definition, comments: readonly Comment[]): string {
  const above = comments.find(({ lastLine, first }) => first && lastLine === line - 1);
  return above ? firstLine(above.text.replace(/^\/[/*]+|\*\/$/g, "").replace(/^\s*\*/gm, "")) : "";
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0]?.trim() ?? "";
}

/** `check_points_add_up` and `checkPointsAddUp` are "Points add up". */
function inWords(name: string): string {
  const words = name
    .replace(/^check_?/, "")
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
