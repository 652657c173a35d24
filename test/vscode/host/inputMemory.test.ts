import assert from "node:assert/strict";
import { homedir } from "node:os";
import * as vscode from "vscode";
import { defaultFolder } from "../../../src/extension/defaultFolder";
import { InputMemory } from "../../../src/extension/inputMemory";
import { until } from "../../support/until";
import { discard, open, openText } from "./labs";

/** What a workspace keeps, in memory. */
class Kept implements vscode.Memento {
  readonly values = new Map<string, unknown>();
  keys(): readonly string[] {
    return [...this.values.keys()];
  }
  get(key: string): never {
    return this.values.get(key) as never;
  }
  async update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.values.delete(key);
    else this.values.set(key, value);
  }
}

describe("The input of a job", () => {
  let kept: Kept;
  let memory: InputMemory;
  beforeEach(() => {
    kept = new Kept();
    memory = new InputMemory(kept);
  });
  afterEach(async () => {
    memory.dispose();
    await discard();
  });

  it("is kept for a file, also for the next window, until the user goes back to the file's own", async () => {
    const { uri } = (await open("title_case.py")).document;
    await memory.remember(uri, "Map", ["stories/*.txt"]);
    const next = new InputMemory(kept);
    assert.deepEqual(next.recall(uri, "Map"), ["stories/*.txt"]);
    assert.equal(next.recall(uri, "mapper"), undefined);
    await next.remember(uri, "Map", undefined);
    assert.equal(memory.recall(uri, "Map"), undefined);
    next.dispose();
  });

  it("is forgotten for a document without a name when that is closed, and never kept", async () => {
    const { uri } = (await openText("def mapper(line):\n    yield line, 1\n")).document;
    await memory.remember(uri, "mapper", ["notes.md"]);
    assert.deepEqual(memory.recall(uri, "mapper"), ["notes.md"]);
    assert.deepEqual(kept.keys(), []);
    await discard();
    await until("it to be forgotten", async () => memory.recall(uri, "mapper") === undefined);
  });

  it("is named from the workspace's folder, and from the user's home where there is none", () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.equal(defaultFolder(), folder?.uri.fsPath);
    assert.equal(defaultFolder([]), homedir());
    const elsewhere = { uri: vscode.Uri.parse("vscode-vfs://github/a/b"), name: "b", index: 0 };
    assert.equal(defaultFolder([elsewhere]), homedir());
  });
});
