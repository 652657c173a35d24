import assert from "node:assert/strict";
import fc from "fast-check";
import { encodeFrame, type Frame, FrameReader, type RequestHeader } from "../../../src/engines/driver/frames";

type Header = { readonly buffers: readonly number[]; readonly [name: string]: unknown };

const header = (code: string) => ({ op: "execute", code }) as unknown as RequestHeader;

/** Reads what comes in these pieces. */
function read(chunks: readonly Uint8Array[]): Frame<Header>[] {
  const frames: Frame<Header>[] = [];
  const reader = new FrameReader<Header>((frame) => frames.push(frame));
  for (const chunk of chunks) reader.push(chunk);
  return frames;
}

/** A stream cut at the given places. */
function cut(stream: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...places.map((place) => place % (stream.length + 1)), stream.length].sort((a, b) => a - b);
  return ends.map((end, at) => stream.subarray(ends[at - 1] ?? 0, end));
}

const plain = ({ header: { buffers, ...rest }, pieces }: Frame<Header>) => ({
  ...rest,
  pieces: pieces.map((piece) => [...piece]),
});

describe("frames", () => {
  const stream = Buffer.concat([
    ...encodeFrame(header("ä\n"), [Buffer.from("body"), Buffer.alloc(0), Buffer.from([0, 255])]),
    ...encodeFrame(header(""), []),
    ...encodeFrame(header("x"), [Buffer.alloc(0)]),
  ]);
  const expected = [
    { op: "execute", code: "ä\n", pieces: [[...Buffer.from("body")], [], [0, 255]] },
    { op: "execute", code: "", pieces: [] },
    { op: "execute", code: "x", pieces: [[]] },
  ];

  it("are read as they were written", () => {
    assert.deepEqual(read([stream]).map(plain), expected);
  });

  it("are read whichever byte they are cut at", () => {
    for (let at = 0; at <= stream.length; at++)
      assert.deepEqual(read(cut(stream, [at])).map(plain), expected);
  });

  it("are read byte by byte", () => {
    assert.deepEqual(read([...stream].map((byte) => Uint8Array.of(byte))).map(plain), expected);
  });

  it("are read whatever they hold and wherever they are cut", () => {
    const frame = fc.record({
      code: fc.string({ unit: "binary" }),
      pieces: fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 5 }), fc.array(fc.nat()), (frames, places) => {
        const bytes = Buffer.concat(frames.flatMap(({ code, pieces }) => encodeFrame(header(code), pieces)));
        assert.deepEqual(
          read(cut(bytes, places)).map(plain),
          frames.map(({ code, pieces }) => ({
            op: "execute",
            code,
            pieces: pieces.map((piece) => [...piece]),
          })),
        );
      }),
    );
  });

  it("have bodies in memory of their own, which can be handed on", () => {
    const [frame] = read([Buffer.concat(encodeFrame(header(""), [Buffer.from("ab"), Buffer.from("c")]))]);
    const [first, second] = frame?.pieces ?? [];
    assert.ok(first && second);
    assert.equal(first.buffer, second.buffer);
    assert.equal(first.buffer.byteLength, 3);
  });

  it("wait for the rest of a frame", () => {
    assert.deepEqual(read([stream.subarray(0, 7)]), []);
    const whole = Buffer.concat(encodeFrame(header("x"), [Buffer.alloc(10)]));
    assert.deepEqual(read([whole.subarray(0, whole.length - 1)]), []);
  });
});
