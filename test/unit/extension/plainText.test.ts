import assert from "node:assert/strict";
import { plainText } from "../../../src/extension/plainText";

/** What VS Code makes links of in messages, and icons of in quick picks. */
const LIVE = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)|\$\([a-z-]+\)/i;

describe("text of others in a message", () => {
  it("has no links and no icons", () => {
    for (const text of [
      "[a](command:workbench.action.quit)",
      "[a](https://example.org 'title')",
      "[a]\n(command:x)",
      "[[a](command:x)](command:y)",
      "$(trash) $( trash)",
      "[a]\u200b(command:x) $\u202e(trash)",
    ]) {
      assert.doesNotMatch(plainText(text), LIVE, text);
    }
  });

  it("stands on one line, and else is as it was", () => {
    assert.equal(plainText("  Task 1:\n a[0] * (b) costs $3 "), "Task 1: a[0] * (b) costs $3");
  });
});
