import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { contributes } from "../../../package.json";
import { DEFAULT_MARKER } from "../../../src/language/cells";
import { commands, contextKeys, settingIds, settingsPrefix, views } from "../../../src/protocol/ids";
import { sourceFolder } from "../../support/builtFolder";

const sorted = (values: readonly string[]) => [...values].sort();

/** Everything in a `when` or `enablement` clause that begins with our prefix. */
function ownNames(): Set<string> {
  const clauses = JSON.stringify(contributes).matchAll(/"(?:when|enablement)":"((?:[^"\\]|\\.)*)"/g);
  const names = [...clauses].flatMap(([, clause = ""]) => clause.match(/parallelLabs(?:\.\w+)*/g) ?? []);
  return new Set(names);
}

describe("package.json", () => {
  it("contributes the commands of ids.ts, all in one category", () => {
    assert.deepEqual(
      sorted(contributes.commands.map(({ command }) => command)),
      sorted(Object.values(commands)),
    );
    assert.deepEqual([...new Set(contributes.commands.map(({ category }) => category))], ["Parallel Labs"]);
  });

  it("contributes the views of ids.ts", () => {
    assert.deepEqual(
      contributes.viewsContainers.activitybar.map(({ id }) => id),
      [views.container],
    );
    assert.deepEqual(
      contributes.views[views.container].map(({ id }) => id),
      [views.lessons, views.engines, views.history],
    );
    assert.deepEqual(
      contributes.customEditors.map(({ viewType }) => viewType),
      [views.runFile],
    );
  });

  it("contributes the settings of ids.ts, each with a default and a description", () => {
    const { properties } = contributes.configuration;
    assert.deepEqual(
      sorted(Object.keys(properties)),
      sorted(settingIds.map((id) => `${settingsPrefix}.${id}`)),
    );
    for (const [id, property] of Object.entries(properties)) {
      assert("default" in property, `${id} has a default`);
      assert("description" in property || "markdownDescription" in property, `${id} has a description`);
    }
    assert.equal(properties["parallelLabs.cells.marker"].default, DEFAULT_MARKER);
  });

  it("names no command, view or context key that does not exist", () => {
    const menus = Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command));
    const keys = contributes.keybindings.map(({ command }) => command);
    const known = new Set<string>([
      ...Object.values(commands),
      ...Object.values(contextKeys),
      ...Object.values(views),
    ]);
    for (const name of [...menus, ...keys, ...ownNames()]) assert(known.has(name), name);
  });

  it("has a walkthrough of five steps at most, whose buttons and ends exist", () => {
    const ours = new Set<string>(Object.values(commands));
    const theirs = [`workbench.view.extension.${views.container}`];
    for (const { steps } of contributes.walkthroughs) {
      assert.ok(steps.length <= 5);
      for (const { id, description, media, completionEvents } of steps) {
        const buttons = [...description.matchAll(/\(command:([\w.]+)(?:\?([^)]*))?\)/g)];
        assert.ok(buttons.length > 0, `${id} has a button`);
        for (const [, command = "", argument] of buttons) {
          assert.ok(ours.has(command) || theirs.includes(command), command);
          if (argument) JSON.parse(decodeURIComponent(argument));
        }
        for (const event of completionEvents) {
          const [kind, name = ""] = event.split(":");
          const known = kind === "onCommand" ? ours : new Set<string>(Object.values(views));
          assert.ok(known.has(name), event);
        }
        const { svg } = media;
        assert.ok(existsSync(join(sourceFolder(), svg)), svg);
      }
    }
  });

  it("guards what runs code by the workspace's trust", () => {
    const runs = contributes.commands
      .filter(({ command }) => /\.(run|start|restart)/.test(command))
      .filter(({ command }) => command !== commands.restartLanguageServer); // which only reads
    for (const { command, enablement } of runs as { command: string; enablement?: string }[]) {
      const guarded = /isWorkspaceTrusted|parallelLabs\.hasEngines/.test(enablement ?? "");
      assert(guarded, `${command} is enabled only where something may run`);
    }
  });
});
