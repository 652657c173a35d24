/**
 * A host that starts engines and then ends, or is ended, without stopping them. Bundled and run by lifetime.test.ts:
 * `node host.js OPTIONS`, where OPTIONS is JSON of {@link HostOptions}.
 */
import { type ClusterOptions, createEngines } from "../../../src/engines/createEngines";

export interface HostOptions {
  readonly cluster: ClusterOptions;
  readonly scripts: string;
  /** Run on every engine first; its result is told. */
  readonly setUp: string;
  /** Run on every engine then, without end. */
  readonly work: string;
  readonly ending: "wait" | "exit" | "throw";
}

const { cluster: options, scripts, setUp, work, ending } = JSON.parse(process.argv[2] ?? "") as HostOptions;
const cluster = createEngines(options, scripts);

async function main(): Promise<void> {
  await cluster.start();
  const source = { op: "execute", main: true, filename: "lab", firstLine: 0 } as const;
  const results = await Promise.all(
    cluster.engines.map(async (engine) => (await engine.call({ ...source, code: setUp })).result?.text),
  );
  const running = cluster.engines.map(
    (engine) =>
      new Promise<void>((resolve) => {
        void engine.call(
          { ...source, code: work },
          { onEvent: ({ type }) => type === "output" && resolve() },
        );
      }),
  );
  await Promise.all(running); // each has printed something
  const pids = [...cluster.engines.map(({ info }) => info.pid), ...results.map(Number)];
  await new Promise((resolve) => process.stdout.write(`${JSON.stringify(pids)}\n`, resolve));
  if (ending === "exit") process.exit(0);
  if (ending === "throw") throw new Error("the host crashed");
}

void main();
