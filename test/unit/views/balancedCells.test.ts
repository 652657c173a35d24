import assert from "node:assert/strict";
import { errors } from "../../../src/base/errors";
import { Emitter } from "../../../src/base/event";
import type { Engine, EngineInfo } from "../../../src/engines/engine";
import { Run } from "../../../src/runs/run";
import { LoadBalancedView } from "../../../src/views/loadBalancedView";

/** An engine that answers its first start, and no other. */
function engineThatCannotStartAgain(): Engine {
  let starts = 0;
  const info: EngineInfo = {
    ...{ id: 0, backend: "python", language: "python", state: "idle", pid: 7, host: "here" },
    ...{ version: "3", tasksDone: 0, restarts: 0 },
  };
  return {
    info,
    onDidChange: new Emitter<EngineInfo>().event,
    onDidOutput: new Emitter<{ stream: "stdout" | "stderr"; text: string }>().event,
    start: async () => {
      starts += 1;
      if (starts > 1) throw errors.engineStart(0, "no memory");
    },
    call: () => assert.fail("it was not started"),
    interrupt: async () => true,
    restart: async () => {},
    stop: async () => {},
  };
}

describe("cells on an engine that cannot start again", () => {
  it("say so, also when the cell was with it already", async () => {
    const run = new Run({
      ...{ kind: "map", backend: "python", outputLimit: 1000 },
      source: { filename: "lab.py", title: "", language: "python" },
    });
    const view = new LoadBalancedView([engineThatCannotStartAgain()], run);
    const piece = { title: "one", code: "1", filename: "lab.py", firstLine: 0 };
    await assert.rejects(view.executeEach([piece]), /Engine 0 could not start: no memory/);
    assert.deepEqual(
      run.record().tasks.map(({ status }) => status),
      ["died"],
    );
  });
});
