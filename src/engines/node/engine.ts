/**
 * One engine: a Node process with a namespace of its own, driven over pipes.
 * The contract is src/protocol/engineFrames.ts. Start-up time is paid by every engine, so what only some runs need
 * (the parser, TypeScript, v8's serializer, the lifeline's thread) is loaded when it is first needed.
 */
import { isMainThread } from "node:worker_threads";
import { Engine } from "./engineLoop";
import { Frames } from "./frames";
import { holdLifeline } from "./lifeline";

if (isMainThread) {
  let engine: Engine | undefined;
  const frames: Frames = new Frames(3, 4, ({ header, pieces }) => {
    if (header.op === "start") engine = new Engine(frames, header);
    else engine?.serve(header, pieces);
  });
} else holdLifeline(5);
