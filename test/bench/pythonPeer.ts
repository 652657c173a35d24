import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { sourceFolder } from "../support/builtFolder";
import { type Contestant, type Entry, messageOf } from "./contest";
import { interpreter } from "./interpreter";
import { LineProcess } from "./lines";
import { MARK } from "./memory";

/** How long a peer may take to stop what it started, in ms. */
const END_GRACE = 25_000;

export interface PythonPeer {
  readonly name: string;
  /** File of test/bench/peers. */
  readonly script: string;
  /** Which of the script's works, and its parameters. */
  readonly work: string;
  readonly parameters: Readonly<Record<string, string | number>>;
  /** Times that the work is measured in one round. */
  readonly times?: number;
  readonly rounds?: number;
}

/** A peer in Python (see peers/peer.py), in one process for all rounds. */
export function pythonPeer(peer: PythonPeer): Entry {
  return async () => {
    const file = join(sourceFolder(), "test", "bench", "peers", peer.script);
    const { executable } = await interpreter();
    const args = ["-B", file, peer.work, JSON.stringify(peer.parameters)];
    return processPeer(peer, executable, args);
  };
}

/** A peer that is a process, which answers as peers/peer.py tells. Its memory can be measured. */
export async function processPeer(
  { name: plain, times = 1, rounds }: Pick<PythonPeer, "name" | "times" | "rounds">,
  program: string,
  args: readonly string[],
): ReturnType<Entry> {
  const mark = randomUUID();
  const env = { ...process.env, [MARK]: mark };
  const child = new LineProcess(spawn(program, args, { stdio: "pipe", detached: true, env }));
  const hello = await greeting(child);
  const name = hello.version ? `${plain} ${hello.version}` : plain;
  const end = () => child.end(END_GRACE);
  if (hello.missing !== undefined) {
    await end();
    return { name, missing: hello.missing };
  }
  return {
    name,
    mark,
    measure: async () => JSON.parse(await child.ask(`${times}\n`)) as number[],
    end,
    ...(rounds !== undefined && { rounds }),
  };
}

/** The same peer with a new process each round, for what only the first use in a process shows. */
export function freshPythonPeer(peer: PythonPeer): Entry {
  const entry = pythonPeer(peer);
  return async () => {
    let current: Contestant | undefined;
    const first = await entry();
    if ("missing" in first) return first;
    await first.end();
    return {
      ...first,
      measure: async () => {
        const contestant = await entry();
        if ("missing" in contestant) throw new Error(contestant.missing);
        current = contestant;
        const times = await contestant.measure();
        await contestant.end();
        current = undefined;
        return times;
      },
      end: () => current?.end(),
    };
  };
}

interface Greeting {
  readonly version?: string | null;
  readonly missing?: string;
}

async function greeting(child: LineProcess): Promise<Greeting> {
  try {
    return JSON.parse(await child.next()) as Greeting;
  } catch (error) {
    return { missing: messageOf(error) };
  }
}
