/** Counting title-case words by hand with Node's worker threads; it answers as peer.py does. */
const { open } = require("node:fs/promises");
const { createInterface } = require("node:readline");
const { Worker, isMainThread, parentPort } = require("node:worker_threads");

const PARTS_A_THREAD = 8;
const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;
const TITLE = /^\P{L}*(?:\p{Lu}\p{Ll}*\P{L}+)*\p{Lu}\p{Ll}*\P{L}*$/u;

async function linesOf(path, start, end) {
  const file = await open(path);
  const { size } = await file.stat();
  const from = Math.max(0, start - 1);
  const data = Buffer.alloc(Math.min(size, end + (1 << 16)) - from);
  await file.read(data, 0, data.length, from);
  await file.close();
  const first = start === 0 ? 0 : data.indexOf(10) + 1;
  const last = end >= size ? data.length : data.indexOf(10, end - from - 1) + 1;
  return data.toString("utf8", first, last).split("\n");
}

async function count({ path, start, end }) {
  const counts = new Map();
  for (const line of await linesOf(path, start, end)) {
    for (const part of line.split(/\s+/)) {
      const word = part.replace(EDGES, "");
      if (TITLE.test(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return counts;
}

async function main({ path, engines, distinct, total }) {
  const workers = Array.from({ length: engines }, () => new Worker(__filename));
  const file = await open(path);
  const { size } = await file.stat();
  await file.close();
  const work = async () => {
    const parts = engines * PARTS_A_THREAD;
    const cut = (at) => Math.floor((size * at) / parts);
    const ranges = Array.from({ length: parts }, (_, at) => ({ path, start: cut(at), end: cut(at + 1) }));
    const all = new Map();
    const serve = async (worker) => {
      for (let range = ranges.shift(); range; range = ranges.shift()) {
        const answer = new Promise((resolve) => worker.once("message", resolve));
        worker.postMessage(range);
        for (const [word, times] of await answer) all.set(word, (all.get(word) ?? 0) + times);
      }
    };
    await Promise.all(workers.map(serve));
    const sorted = [...all].sort(([a], [b]) => (a < b ? -1 : 1));
    const found = sorted.reduce((sum, [, times]) => sum + times, 0);
    if (sorted.length !== distinct || found !== total)
      throw new Error(`${sorted.length} words, ${found} times`);
  };
  console.log(JSON.stringify({ version: null }));
  for await (const line of createInterface({ input: process.stdin })) {
    const times = [];
    while (times.length < Number(line)) {
      const started = performance.now();
      await work();
      times.push((performance.now() - started) / 1000);
    }
    console.log(JSON.stringify(times));
  }
  await Promise.all(workers.map((worker) => worker.terminate()));
}

if (isMainThread) void main(JSON.parse(process.argv[2]));
else parentPort.on("message", async (range) => parentPort.postMessage(await count(range)));
