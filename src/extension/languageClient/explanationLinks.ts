import { dirname } from "node:path/posix";
import { explanationOf } from "../../language/pitfalls/explanations";
import { PITFALLS } from "../../language/pitfalls/pitfall";
import { headingAddress } from "../../lessons/page/pageAddress";
import { LESSON_SCHEME } from "../lessons/lessonUris";

/**
 * Where the codes of pitfalls lead. VS Code opens no command from a diagnostic's code, so it is an address, behind which
 * `LessonDoors` opens the page.
 */
export function explanationLinks(): Record<string, string> {
  return Object.fromEntries(
    PITFALLS.map((code) => {
      const { lesson, path, page, anchor } = explanationOf(code);
      return [code, `${LESSON_SCHEME}://${lesson}/${dirname(path)}/${headingAddress(page, anchor)}`];
    }),
  );
}
