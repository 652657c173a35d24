import { INVISIBLE } from "../../lessons/format/invisible";

/**
 * Text of a lesson for a message or a quick pick, where VS Code makes links of `[a](command:b)` and icons of `$(name)`:
 * here it means nothing, and stands on one line.
 */
export function plainText(text: string): string {
  return text
    .replaceAll(/\s+/gu, " ")
    .replaceAll(new RegExp(INVISIBLE, "gu"), "")
    .trim()
    .replaceAll("](", "] (")
    .replaceAll("$(", "$ (");
}
