import { type MessagePort, workerData } from "node:worker_threads";
import workerpool from "workerpool";
import type { ControlEvent, ControlRequest, EngineCall, EngineStart } from "../../protocol/engineCalls";
import { EngineProcess } from "./engineProcess";
import type { EngineProgram } from "./engineProgram";
import { attachProcess, type ProcessHandle, spawnProcess } from "./processHandle";

/** What the host hands to a worker thread. */
export interface EngineWorkerData {
  readonly control: MessagePort;
}

/** Makes this worker thread the driver of one engine process; what it answers is `EngineWorkerMethods`. */
export function registerWorker(program: EngineProgram): void {
  const { control } = workerData as EngineWorkerData;
  let current: EngineProcess | undefined;
  let starting: ProcessHandle | undefined;
  let running = 0;
  let interrupted = 0;
  const tell = (event: ControlEvent) => control.postMessage(event);
  const exits = new Exits();
  control.on("message", (request: ControlRequest) => {
    if (request.type === "interrupt") {
      interrupted = request.call;
      if (interrupted === running) current?.interrupt();
    } else if (request.type === "answer") {
      if (request.call === running) current?.answer(request.id, request.answer);
    } else exits.tell(request.pid, request.reason);
  });
  control.unref();

  workerpool.worker(
    {
      async start(options: EngineStart) {
        await current?.end();
        const { attach } = options;
        starting = attach ? attachProcess(attach, exits.of(attach.pid)) : spawnProcess(program, options);
        const { process, hello } = await EngineProcess.start(program, options, starting, {
          onOutput: (stream, text) => tell({ type: "output", stream, text }),
          onDied: (pid, reason) => tell({ type: "died", pid, reason }),
        });
        current = process;
        return hello;
      },
      async call(call: EngineCall, number: number) {
        if (!current) throw new Error("the engine has not been started");
        running = number;
        const ended = current.call(call, (event) =>
          workerpool.workerEmit(new workerpool.Transfer(event, buffersOf(event))),
        );
        if (interrupted === number) current.interrupt(); // the interrupt came before its call
        const outcome = await ended;
        return new workerpool.Transfer(outcome, buffersOf(outcome));
      },
    },
    {
      onTerminate: () => {
        if (!current) starting?.kill();
        return current?.end();
      },
    },
  );
}

/** What the host tells of attached processes' ends, which may be before or after they are asked for. */
class Exits {
  private readonly known = new Map<number, { promise: Promise<string>; resolve: (reason: string) => void }>();

  of(pid: number): Promise<string> {
    return this.entry(pid).promise;
  }

  tell(pid: number, reason: string): void {
    this.entry(pid).resolve(reason);
  }

  private entry(pid: number) {
    let entry = this.known.get(pid);
    if (!entry) {
      let resolve: (reason: string) => void = () => {};
      const promise = new Promise<string>((done) => {
        resolve = done;
      });
      entry = { promise, resolve };
      this.known.set(pid, entry);
    }
    return entry;
  }
}

/** The distinct buffers below a message, which move to the host instead of being copied. */
function buffersOf(message: unknown, found = new Set<ArrayBuffer>()): ArrayBuffer[] {
  if (ArrayBuffer.isView(message)) found.add(message.buffer as ArrayBuffer);
  else if (typeof message === "object" && message !== null) {
    for (const part of Object.values(message)) buffersOf(part, found);
  }
  return [...found];
}
