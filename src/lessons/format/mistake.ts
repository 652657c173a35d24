import type { LessonProblem, LessonProblemCode } from "../../protocol/lessonProblem";
import type { Path } from "./frontMatter";
import { INVISIBLE } from "./invisible";
import type { TextPosition } from "./textPosition";

/** Something wrong with a value of the front matter; its place is looked up later. */
export interface Mistake {
  readonly code: LessonProblemCode;
  readonly path: Path;
  /** The place is the field's name, not its value. */
  readonly atKey?: boolean;
  /** A sentence without its end: the words of the path come before. */
  readonly message: string;
}

/** A problem in a file, an error unless it says otherwise. Messages may repeat the lesson's text: it is made harmless. */
export function problem(
  code: LessonProblemCode,
  file: string,
  message: string,
  { line, column }: TextPosition = { line: 1, column: 1 },
  {
    field = "",
    severity = "error",
  }: { readonly field?: string; readonly severity?: LessonProblem["severity"] } = {},
): LessonProblem {
  return {
    code,
    severity,
    file,
    line,
    column,
    field,
    message: message.replaceAll(new RegExp(INVISIBLE, "gu"), "\ufffd"),
  };
}
