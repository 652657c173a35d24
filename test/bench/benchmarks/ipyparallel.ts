import { tmpdir } from "node:os";
import { createEngines } from "../../../src/engines/createEngines";
import { IpyCluster } from "../../engines/ipyparallel/ipyCluster";
import { builtFolder } from "../../support/builtFolder";
import { alone } from "../alone";
import type { Benchmark, Contest, Entry } from "../contest";
import { interpreter } from "../interpreter";
import { OURS, Ours, seconds } from "../ours";
import { freshPythonPeer, pythonPeer } from "../pythonPeer";

/** Calls measured in one round. */
const TIMES = 40;
const TASKS = 200;

/** What our way through the bridge costs beside ipyparallel's own client, each with a cluster of its own. */
export const ipyparallel: Benchmark = {
  name: "ipyparallel",
  contests: [broadcast(2), broadcast(4), tasks(2), attach()],
};

function broadcast(engines: number): Contest {
  return {
    title: `ipyparallel: push of a=1 to ${engines} engines of a cluster`,
    unit: "ms",
    figure: (time) => time * 1000,
    rounds: 9,
    entries: [
      async () => {
        const ours = await Ours.started(engines, "ipyparallel");
        const measure = () => times(() => ours.direct().push({ a: 1 }));
        await measure();
        return { name: `${OURS}, ipyparallel engines`, measure, end: () => ours.end() };
      },
      pythonPeer({
        name: "plain client, direct view",
        script: "ipp.py",
        work: "broadcast",
        parameters: { engines },
        times: TIMES,
      }),
    ],
  };
}

function tasks(engines: number): Contest {
  return {
    title: `ipyparallel: a map of ${TASKS} tasks of one item each on ${engines} engines of a cluster`,
    unit: "ms",
    figure: (time) => time * 1000,
    rounds: 5,
    entries: [
      async () => {
        const ours = await Ours.started(engines, "ipyparallel");
        const items = Array.from({ length: TASKS }, (_, at) => at);
        const work = () => ours.balanced().map("abs", items, { chunkSize: 1 });
        await work();
        return {
          name: `${OURS}, ipyparallel engines`,
          measure: async () => [await seconds(work)],
          end: () => ours.end(),
        };
      },
      pythonPeer({
        name: "plain client, load-balanced view",
        script: "ipp.py",
        work: "tasks",
        parameters: { engines, count: TASKS },
      }),
    ],
  };
}

/** From a new process to the engines' ids of a cluster that runs. */
function attach(): Contest {
  let cluster: IpyCluster | undefined;
  const running = async () => {
    if (!cluster) {
      cluster = new IpyCluster((await interpreter()).executable);
      await cluster.controller();
      for (const _ of [0, 1]) await cluster.engine();
    }
    return cluster.clientFile;
  };
  const ours: Entry = async () => {
    const file = await running();
    await attachOnce(file); // both engines are there from now on
    return {
      name: `${OURS}, to the engines' ids`,
      measure: () => alone("attach", file),
      end: () => cluster?.end(),
    };
  };
  return {
    title: "ipyparallel: attaching to a running cluster of 2 engines, in a new process",
    unit: "ms",
    figure: (time) => time * 1000,
    rounds: 9,
    entries: [
      ours,
      async () =>
        freshPythonPeer({
          name: "plain Client() and ids",
          script: "ipp.py",
          work: "attach",
          parameters: { file: await running() },
        })(),
    ],
  };
}

/** What is measured in a process of its own: see alone.ts. */
export async function attachOnce(connectionFile: string): Promise<number> {
  const { executable } = await interpreter();
  const cluster = createEngines(
    {
      backend: "ipyparallel",
      count: 0,
      executable,
      cwd: tmpdir(),
      outputLimit: 1 << 20,
      address: { connectionFile },
    },
    builtFolder(),
  );
  const time = await seconds(async () => {
    await cluster.ready();
    if (cluster.engines.length === 0) throw new Error("there is no engine");
  });
  await cluster.stop();
  return time;
}

async function times(work: () => Promise<unknown>): Promise<number[]> {
  const measured: number[] = [];
  while (measured.length < TIMES) measured.push(await seconds(work));
  return measured;
}
