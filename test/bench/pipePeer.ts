import { spawn } from "node:child_process";
import { join } from "node:path";
import { sourceFolder } from "../support/builtFolder";
import { interpreter } from "./interpreter";
import { LineProcess } from "./lines";

const END_GRACE = 1000;

/** Bare interpreters that answer lines of JSON over pipes (see peers/pipe.py): the least that any engine costs. */
export class Pipes {
  private constructor(private readonly all: readonly LineProcess[]) {}

  static async open(count: number): Promise<Pipes> {
    const script = join(sourceFolder(), "test", "bench", "peers", "pipe.py");
    const { executable } = await interpreter();
    const processes = Array.from({ length: count }, () => {
      const child = spawn(executable, ["-I", "-B", script], { stdio: "pipe", detached: true });
      return new LineProcess(child);
    });
    const pipes = new Pipes(processes);
    await pipes.toEach({ push: {} });
    return pipes;
  }

  /** Sends a request, and what follows it, to every process; their answers. */
  toEach(request: object, ...more: Uint8Array[]): Promise<string[]> {
    return Promise.all(this.all.map((one) => one.ask(`${JSON.stringify(request)}\n`, ...more)));
  }

  /** Sends each next request to whichever process is free, until `next` has none; tells their answers. */
  async feed(next: () => object | undefined, onAnswer: (answer: string) => void): Promise<void> {
    const one = async (process: LineProcess) => {
      for (let request = next(); request; request = next())
        onAnswer(await process.ask(`${JSON.stringify(request)}\n`));
    };
    await Promise.all(this.all.map(one));
  }

  async end(): Promise<void> {
    await Promise.all(this.all.map((one) => one.end(END_GRACE)));
  }
}
