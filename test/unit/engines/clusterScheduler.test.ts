import assert from "node:assert/strict";
import { Emitter } from "../../../src/base/event";
import type { BridgeFrame } from "../../../src/engines/ipyparallel/bridge";
import type { ClusterEngine } from "../../../src/engines/ipyparallel/clusterEngine";
import type { ClusterLink } from "../../../src/engines/ipyparallel/clusterLink";
import { ClusterScheduler } from "../../../src/engines/ipyparallel/clusterScheduler";
import type { BridgeResponse } from "../../../src/protocol/bridgeFrames";

/** A scheduler whose bridge says what the test says. */
function schedulerOf(engines: readonly ClusterEngine[]) {
  const frames = new Emitter<BridgeFrame>();
  const link = {
    isOwn: true,
    onFrame: frames.event,
    onEnd: new Emitter<string>().event,
    open: async () => ({ hasScheduler: true, bridge: { send: () => {} } }),
  };
  const scheduler = new ClusterScheduler(link as unknown as ClusterLink, (id) => engines[id]);
  const say = (header: BridgeResponse) => frames.fire({ header, pieces: [] } as unknown as BridgeFrame);
  return { scheduler, say };
}

function engine(id: number, lastDeath?: string): ClusterEngine {
  const task = { token: "token", outputLimit: 1000, ahead: 0, end: () => {} };
  return { info: { id, lastDeath }, beginTask: () => task } as unknown as ClusterEngine;
}

const call = { op: "execute", code: "1", filename: "a.py", firstLine: 0, main: true } as const;

/** Begun attempts, as [engine, attempt], and the outcome. */
async function submitted(says: readonly BridgeResponse[], retries: number) {
  const engines = [engine(0, "exited (status 9)"), engine(1, "exited (status 9)")];
  const { scheduler, say } = schedulerOf(engines);
  const began: [number, number][] = [];
  const ended = scheduler.submit(call, {
    engines,
    retries,
    onStarted: ({ info }, { attempt }) => began.push([info.id, attempt]),
  });
  await new Promise(setImmediate);
  for (const header of says) say(header);
  const { status, error, engine: last } = await ended;
  return { began, status, message: error?.message, last: last?.info.id };
}

describe("calls that a cluster's scheduler gives to engines", () => {
  const began = { op: "began", task: 1, engine: 0, submitted: 1, buffers: [] } as const;
  const message = "as the scheduler says it";
  const died = { op: "unanswered", task: 1, reason: "died", message, buffers: [] } as const;

  it("tell an engine that died before it could tell that it began", async () => {
    assert.deepEqual(await submitted([began, { ...died, engine: 1 }], 1), {
      began: [
        [0, 1],
        [1, 2],
      ],
      status: "died",
      message: "exited (status 9)",
      last: 1,
    });
  });

  it("count the attempt of which nothing else was heard", async () => {
    const { began: attempts, last } = await submitted([{ ...died, engine: 0 }], 2);
    assert.deepEqual({ attempts, last }, { attempts: [[0, 3]], last: 0 });
  });

  it("tell one that began once", async () => {
    assert.deepEqual(await submitted([began, { ...died, engine: 0 }], 0), {
      began: [[0, 1]],
      status: "died",
      message: "exited (status 9)",
      last: 0,
    });
  });

  it("end without an engine where none had it", async () => {
    const outcome = await submitted([died], 0);
    assert.deepEqual(outcome, { began: [], status: "died", message, last: undefined });
  });
});
