import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cluster } from "../../../src/engines/cluster";
import { createClient } from "../../../src/engines/createEngines";
import { findCells } from "../../../src/language/cells";
import { languages } from "../../../src/language/languages";
import { CLIENT } from "../../../src/protocol/remote";
import type { OutputItem } from "../../../src/protocol/run";
import { Run } from "../../../src/runs/run";
import { ClientView } from "../../../src/views/clientView";
import { builtFolder, sourceFolder } from "../../support/builtFolder";
import { temporaryFolder } from "../../support/cleanUp";
import { type IpCluster, pythonWithIpyparallel, startIpCluster } from "../../support/ipcluster";
import { skip } from "../../support/skip";

/** What a cell gave, in the plain client or in ours. */
interface Given {
  readonly value: string | null;
  readonly error: string | null;
  /** What engines printed, by their numbers. */
  readonly engines: Readonly<Record<string, string>>;
  readonly pictures: number;
}

const fixtures = join(sourceFolder(), "test", "fixtures");
const file = join(fixtures, "clientCells.py");
const [python] = languages;
assert.ok(python);
const cells = findCells(readFileSync(file, "utf8"), python);
const lines = readFileSync(file, "utf8").split("\n");
const textOf = ({ firstLine, lastLine }: (typeof cells)[number]) =>
  lines.slice(firstLine, lastLine + 1).join("\n");

describe("Client cells, against ipyparallel's own client in a plain script", function () {
  this.timeout(Number(process.env["LABS_TIMEOUT"] ?? 180_000));
  let cluster: IpCluster;
  let client: Cluster;
  const plain: Given[] = [];

  before(async function () {
    const executable = pythonWithIpyparallel();
    if (!executable) skip(this, "no Python here has ipyparallel");
    cluster = await startIpCluster(executable, 4);
    client = createClient(
      {
        executable,
        cwd: realpathSync(tmpdir()),
        outputLimit: 1 << 20,
        env: cluster.env,
        arguments: { connection_info: cluster.connectionFile },
      },
      builtFolder(),
    );
    const folder = temporaryFolder("parallel-labs-cells-");
    const list = join(folder.path, "cells.json");
    writeFileSync(list, JSON.stringify(cells.map(textOf)));
    const said = execFileSync(executable, [join(fixtures, "plainClient.py"), cluster.connectionFile, list], {
      env: { ...process.env, ...cluster.env },
      encoding: "utf8",
    });
    folder.remove();
    plain.push(
      ...said
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Given),
    );
  });
  after(async () => {
    await client?.stop();
    await cluster?.stop();
  });

  for (const [index, cell] of cells.entries()) {
    it(cell.title, async () => {
      const expected = plain[index];
      assert.ok(expected);
      const given = await run(textOf(cell), cell.firstLine);
      assert.deepEqual(given, {
        value: expected.value,
        error: expected.error,
        engines: expected.engines,
        pictures: expected.pictures,
      });
    });
  }

  async function run(code: string, firstLine: number): Promise<Given> {
    const source = { filename: file, title: "cell", language: "python" } as const;
    const run = new Run({ kind: "run", backend: "ipyparallel", source, outputLimit: 1 << 20 });
    const [engine] = client.engines;
    assert.ok(engine);
    const outcome = await new ClientView(engine, run).execute({ code, filename: file, firstLine });
    const { outputs } = run.snapshot();
    const printed = (items: readonly OutputItem[]) =>
      items.map((item) => (item.kind === "text" ? item.text : "")).join("");
    const engines = outputs.filter(({ engine: id, items }) => id !== CLIENT && printed(items) !== "");
    return {
      value: outcome.result?.text ?? null,
      error: outcome.error?.name ?? null,
      engines: Object.fromEntries(engines.map(({ engine: id, items }) => [id, printed(items)])),
      pictures: outputs
        .flatMap(({ items }) => items)
        .filter((item) => item.kind === "display" && item.value.png).length,
    };
  }
});
