import { Writable } from "node:stream";
import { writeFully } from "./syncWrite";

type Mark = "o" | "e" | "d" | "f";

/**
 * Owns the engine's standard streams. JavaScript's stdout and stderr share descriptor 1, with marks that tell them
 * apart, so that what was printed keeps its order; child processes write to 1 and 2 themselves and need no care.
 * Every write is done when it returns: what a run printed stands before its end, also when the process dies.
 */
export class Output {
  private readonly marks: Readonly<Record<Mark, Buffer>>;

  /** `critical` does something that an interrupt must not cut off, like writing text between two marks. */
  constructor(token: string, critical: (work: () => void) => void) {
    const mark = (letter: Mark) => Buffer.from(`${token}${letter}\n`);
    this.marks = { o: mark("o"), e: mark("e"), d: mark("d"), f: mark("f") };
    standardStream("stdout", 1, (bytes) => writeFully(1, bytes));
    standardStream("stderr", 2, (bytes) => {
      critical(() => writeFully(1, Buffer.concat([this.marks.e, bytes, this.marks.o])));
    });
    delete process.env["FORCE_COLOR"]; // output is shown as plain text
  }

  /** Marks the place of a display among the text. */
  displayHere(): void {
    writeFully(1, this.marks.d);
  }

  /** Marks the end of a call's output, after everything that the call has written. */
  fence(): void {
    for (const fd of [1, 2]) {
      try {
        writeFully(fd, this.marks.f);
      } catch {
        // Without the mark the host would wait for ever. Node cannot keep a second descriptor of a pipe.
        const other = fd === 1 ? 2 : 1;
        writeFully(other, Buffer.from(`The engine ends because its code closed file descriptor ${fd}.\n`));
        process.exit(1);
      }
    }
  }
}

function standardStream(name: "stdout" | "stderr", fd: number, sink: (bytes: Uint8Array) => void): void {
  const stream = new Writable({
    decodeStrings: true,
    write(chunk: Uint8Array, _encoding, done) {
      sink(chunk);
      done();
    },
  });
  // Around the stream's queue: nobody can fill it, and console.log costs half.
  const write = (chunk: unknown, encoding?: unknown, done?: unknown): boolean => {
    if (typeof chunk === "string")
      sink(Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8"));
    else if (ArrayBuffer.isView(chunk))
      sink(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    else throw new TypeError(`process.${name}.write takes text or bytes, not ${typeof chunk}`);
    const told = typeof encoding === "function" ? encoding : done;
    if (typeof told === "function") process.nextTick(told as () => void);
    return true;
  };
  Object.assign(stream, { fd, write });
  Object.defineProperty(process, name, {
    value: stream,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}
