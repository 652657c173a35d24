import assert from "node:assert/strict";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LabsError } from "../../../src/base/errors";
import { findPython } from "../../../src/engines/cpython/findPython";
import { temporaryFolder } from "../../support/cleanUp";

describe("finding Python", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder("parallel-labs-python-");
  });
  afterEach(() => folder.remove());

  /** A program that answers as told. */
  function program(name: string, script: string): string {
    const path = join(folder.path, name);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  }
  const answering = (version: string) => `printf '${version}\\n/real/python'`;

  async function fails(found: Promise<unknown>, code: string, says: RegExp): Promise<void> {
    await assert.rejects(found, (error) => {
      assert.ok(error instanceof LabsError);
      assert.deepEqual([error.kind, error.code], ["usage", code]);
      assert.match(error.message, says);
      return true;
    });
  }

  it("finds the one in PATH, and the interpreter behind a shim", async () => {
    const { executable, version } = await findPython({});
    assert.match(version, /^3\.\d+\.\d+$/);
    assert.ok(existsSync(executable));
    assert.notEqual(readFileSync(executable).subarray(0, 2).toString(), "#!", "it is no script");
  });

  it("takes the chosen one before the active one", async () => {
    const chosen = program("chosen", answering("3.12.1"));
    const active = program("active", answering("3.11.0"));
    assert.deepEqual(await findPython({ chosen, active }), { executable: "/real/python", version: "3.12.1" });
    assert.equal((await findPython({ active })).version, "3.11.0");
    assert.equal((await findPython({ chosen: "", active })).version, "3.11.0");
  });

  for (const version of ["3.8.1", "3.8.20", "2.7.18"]) {
    it(`refuses Python ${version}`, async () => {
      const chosen = program("old", answering(version));
      await fails(
        findPython({ chosen }),
        "old-python",
        new RegExp(`old is Python ${version}, and engines need 3\\.9`),
      );
    });
  }

  for (const version of ["3.9.0", "3.14.0", "4.0.0"]) {
    it(`takes Python ${version}`, async () => {
      assert.equal((await findPython({ chosen: program("new", answering(version)) })).version, version);
    });
  }

  it("says that a chosen one is missing, and does not take another", async () => {
    await fails(
      findPython({ chosen: join(folder.path, "gone") }),
      "broken-python",
      /there is no such program/,
    );
  });

  it("says what a broken one said", async () => {
    const chosen = program("broken", "echo 'first line' >&2; echo 'libpython is missing' >&2; exit 127");
    await fails(findPython({ chosen }), "broken-python", /\(libpython is missing\)/);
  });

  it("does not take another program's answer for a version", async () => {
    await fails(
      findPython({ chosen: program("other", "echo hello") }),
      "broken-python",
      /was not understood/,
    );
    await fails(findPython({ chosen: program("silent", "exit 0") }), "broken-python", /was not understood/);
  });

  it("asks again after a failure, since it may have been mended", async () => {
    const chosen = program("mended", "exit 1");
    await assert.rejects(findPython({ chosen }));
    program("mended", answering("3.12.0"));
    assert.equal((await findPython({ chosen })).version, "3.12.0");
  });

  it("asks once as long as all is well", async () => {
    const log = join(folder.path, "log");
    const chosen = program("counted", `echo asked >> ${log}; ${answering("3.12.0")}`);
    await Promise.all([findPython({ chosen }), findPython({ chosen })]);
    await findPython({ chosen });
    assert.equal(readFileSync(log, "utf8"), "asked\n");
  });
});
