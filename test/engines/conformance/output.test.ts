import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../support/cleanUp";
import { forEachBackend } from "./backends";
import { type Ran, testClusters } from "./testCluster";

/** The texts of a call's output events, each with its stream, neighbours of one stream joined. */
function streams({ events }: Ran): [string, string][] {
  const joined: [string, string][] = [];
  for (const event of events) {
    if (event.type !== "output") continue;
    const last = joined.at(-1);
    if (last?.[0] === event.stream) last[1] += event.text;
    else joined.push([event.stream, event.text]);
  }
  return joined;
}

forEachBackend("output", (backend) => {
  const start = testClusters(backend);
  const { code } = backend;
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder("parallel-labs-output-");
  });
  afterEach(() => folder.remove());

  it("reaches the host while the code still runs", async () => {
    const cluster = await start();
    const seen = join(folder.path, "seen");
    const running = cluster.begin([code.print("ready"), code.waitFor(seen), code.print("done")].join("\n"));
    await running.prints("ready"); // the code cannot end before the file is there
    writeFileSync(seen, "");
    const ran = await running.ended;
    assert.equal(ran.status, "ok");
    assert.equal(ran.stdout, "ready\ndone\n");
  });

  it("belongs to the call that wrote it", async () => {
    const cluster = await start(2);
    const texts = ["a", "b", "c", "d"];
    const rans = await Promise.all(
      texts.map((text, at) => cluster.run(code.print(text), { engine: at % 2 })),
    );
    assert.deepEqual(
      rans.map(({ stdout }) => stdout),
      ["a\n", "b\n", "c\n", "d\n"],
    );
  });

  it("keeps stdout and stderr in their order", async () => {
    const cluster = await start();
    const ran = await cluster.run(
      [code.print("1"), code.printError("2"), code.print("3"), code.printError("4")].join("\n"),
    );
    assert.deepEqual(streams(ran), [
      ["stdout", "1\n"],
      ["stderr", "2\n"],
      ["stdout", "3\n"],
      ["stderr", "4\n"],
    ]);
  });

  it("keeps what is printed, written to descriptor 1 and printed by child processes in its order", async () => {
    const cluster = await start();
    const lines = [
      code.print("printed"),
      code.writeTo(1, Buffer.from("written\n")),
      code.childPrints("child", "child's error"),
      code.print("printed again"),
    ];
    const ran = await cluster.run(lines.join("\n"));
    assert.equal(ran.status, "ok", ran.error?.traceback);
    assert.equal(ran.stdout, "printed\nwritten\nchild\nprinted again\n");
    assert.equal(ran.stderr, "child's error\n");
  });

  it("takes what is written to descriptor 2 as stderr", async () => {
    const cluster = await start();
    const ran = await cluster.run(code.writeTo(2, Buffer.from("straight\n")));
    assert.equal(ran.stderr, "straight\n");
    assert.equal(ran.stdout, "");
  });

  it("carries all of Unicode", async () => {
    const cluster = await start();
    const text = "Größe 数 𝒫 👩‍🔬 \u001e \u0007";
    assert.equal((await cluster.run(code.print(text))).stdout, `${text}\n`);
  });

  const hostile: readonly (readonly [what: string, bytes: Buffer])[] = [
    ["binary garbage", Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 167 + 13) % 256))],
    ["NULs", Buffer.alloc(1000)],
    ["half a character", Buffer.from("é").subarray(0, 1)],
    ["a fake frame", fakeFrame({ op: "result", status: "ok", buffers: [] })],
    ["half a frame", fakeFrame({ op: "hello", buffers: [] }).subarray(0, 9)],
    ["what looks like a mark", Buffer.from("\u001e0123456789abcdef01234567f\n")],
    ["the first half of a mark", Buffer.from("\u001e0123")],
    ["the sign that begins a mark", Buffer.from("\u001e")],
  ];
  for (const [what, bytes] of hostile) {
    it(`survives ${what} on descriptors 1 and 2`, async () => {
      const cluster = await start();
      const ran = await cluster.run(
        [code.writeTo(1, bytes), code.writeTo(2, bytes), code.assign("x", 7)].join("\n"),
      );
      assert.equal(ran.status, "ok", ran.error?.traceback);
      const expected = new TextDecoder().decode(bytes);
      assert.equal(ran.stdout, expected);
      assert.equal(ran.stderr, expected);
      const next = await cluster.run([code.print("next"), "x"].join("\n"));
      assert.equal(next.stdout, "next\n", "the next call's output begins afresh");
      assert.equal(next.result?.text, "7");
    });
  }

  it("of more than the limit is counted, not kept", async () => {
    const cluster = await start(1, { outputLimit: 10_000 });
    const ran = await cluster.run(code.printMany(100_000));
    assert.equal(ran.stdout.length, 10_000);
    assert.equal(ran.notKept, 90_000);
    const told = ran.events.filter((event) => event.type === "notKept");
    assert.equal(told.at(-1)?.bytes, 90_000);
    const next = await cluster.run(code.print("next"));
    assert.equal(next.stdout, "next\n", "the limit is one a call");
    assert.equal(next.notKept, 0);
  });
});

function fakeFrame(header: object): Buffer {
  const head = Buffer.from(JSON.stringify(header));
  const sizes = Buffer.alloc(8);
  sizes.writeUInt32LE(head.length, 0);
  return Buffer.concat([sizes, head]);
}
