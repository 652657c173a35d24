import assert from "node:assert/strict";
import { forEachLocalBackend } from "../conformance/backends";
import { failure, jobSuite } from "./testJobs";

/** What only Python's keys and values can do. */
forEachLocalBackend("map/reduce odd keys", (backend) => {
  if (backend.id !== "python") return;
  const { jobs } = jobSuite(backend);

  const run = async (code: string, lines: readonly string[], engines = 2) =>
    await (await jobs(engines)).do(code, [`${lines.join("\n")}\n`], {
      splitSize: 1,
      reducers: 3,
    });

  it("rows whose keys a reducer made NaN come as they are", async () => {
    const code = `def mapper(line):
    yield line, 1

def reducer(key, values):
    yield float("nan"), len(list(values)) + len(key)
`;
    const { rows } = await run(code, ["a", "bb", "ccc", "dddd", "eeeee"]);
    assert.deepEqual(rows.map(([, value]) => value).sort(), [2, 3, 4, 5, 6]);
  });

  it("values of one key that do not go together: the reducer's error names the key, on however many engines", async () => {
    const code = `def mapper(line):
    yield "all", eval(line)

def reducer(key, values):
    return max(values)
`;
    for (const engines of [1, 2]) {
      const error = await failure(run(code, ["1", "'a'", "2", "'b'"], engines));
      assert.match(error.message, /TypeError: .*not supported between.* \(key 'all'\)$/);
    }
  });

  it("of equal keys that look different the first of the input is told, on however many engines", async () => {
    const code = `import time

def mapper(line):
    key = eval(line)
    time.sleep(0.05 if engine_id == 0 and type(key) is float else 0)
    yield key, line

def reducer(key, values):
    return "".join(values)
`;
    for (const engines of [1, 2, 2, 2]) {
      const { rows } = await run(code, ["1.0", "1", "True", "2", "2.0"], engines);
      assert.deepEqual(rows, [
        [1, "1.01True"],
        [2, "22.0"],
      ]);
    }
  });
});
