import { INVISIBLE } from "../lessons/format/invisible";

const invisible = new RegExp(INVISIBLE, "gu");

/**
 * Text that somebody else wrote, for a message or a quick pick. VS Code makes links of `[a](command:b)` and icons of
 * `$(name)` there: here they mean nothing, and all stands on one line, without signs that turn or hide text.
 */
export function plainText(text: string): string {
  return text
    .replaceAll(/\s+/gu, " ")
    .replaceAll(invisible, "")
    .trim()
    .replaceAll("](", "] (")
    .replaceAll("$(", "$ (");
}
