import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../support/cleanUp";
import { readDocument, runCommand } from "./commandLine";

describe("parallel-labs run, what a Python file finds", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder("parallel-labs-input-");
  });
  afterEach(() => folder.remove());

  const write = (name: string, text: string) => writeFileSync(join(folder.path, name), text);
  const run = async (...options: string[]) => {
    const said = await runCommand(["run", "lab.py", "--engines", "2", "--json", ...options], folder.path);
    return { status: said.status, document: readDocument(said) };
  };

  it("input() fails at once with what to do instead", async () => {
    write("lab.py", 'name = input("Your name? ")\n');
    const { status, document } = await run();
    assert.equal(status, 1);
    for (const { error } of document.result) {
      assert.equal(error?.name, "EOFError");
      assert.match(error.message, /no keyboard/);
    }
  });

  it("sys.stdin is empty", async () => {
    write("lab.py", "import sys\nsys.stdin.read()\n");
    const { status, document } = await run();
    assert.equal(status, 0);
    assert.equal(document.result[0]?.value, "''");
  });

  it("sys.exit() without a status ends the file in order", async () => {
    write("lab.py", 'import sys\nprint("before")\nsys.exit()\nprint("after")\n');
    const { status, document } = await run();
    assert.equal(status, 0);
    assert.equal(document.result[0]?.stdout, "before\n");
  });

  it("the folder of the command is the working folder, and modules beside it are found", async () => {
    write("lab.py", "import os, beside\n(os.getcwd(), beside.answer)\n");
    write("beside.py", "answer = 42\n");
    const { document } = await run();
    assert.equal(document.result[0]?.value, `('${folder.path}', 42)`);
  });

  it("__file__ and sys.argv name the file, and __name__ is __main__", async () => {
    write("lab.py", "import sys\n(__file__, sys.argv, __name__)\n");
    const { document } = await run();
    const path = join(folder.path, "lab.py");
    assert.equal(document.result[0]?.value, `('${path}', ['${path}'], '__main__')`);
  });

  it("a byte order mark and Windows line ends are no part of the code", async () => {
    write("lab.py", "\ufeffx = 1\r\nif x:\r\n    x += 1\r\nx\r\n");
    const { status, document } = await run();
    assert.equal(status, 0, document.result[0]?.error?.traceback);
    assert.equal(document.result[0]?.value, "2");
  });

  it("a byte order mark is no part of the first cell either", async () => {
    write("lab.py", "\ufeffx = 1\r\nx\r\n# %% next\r\n2\r\n");
    const { status, document } = await run("--cell", "1");
    assert.equal(status, 0, document.result[0]?.error?.traceback);
    assert.equal(document.result[0]?.value, "1");
  });

  it("multiprocessing works, also with what the file defines", async () => {
    write(
      "lab.py",
      [
        "from multiprocessing import get_context",
        "def square(x): return x * x",
        'if __name__ == "__main__":',
        '    with get_context("fork").Pool(2) as pool: print(pool.map(square, range(4)))',
        "",
      ].join("\n"),
    );
    const { status, document } = await run();
    assert.equal(status, 0, document.result[0]?.error?.traceback);
    assert.equal(document.result[0]?.stdout, "[0, 1, 4, 9]\n");
  });

  it("multiprocessing works with processes that start anew", async () => {
    write(
      "lab.py",
      [
        "from multiprocessing import get_context",
        "def square(x): return x * x",
        'if __name__ == "__main__":',
        '    with get_context("spawn").Pool(2) as pool: print(pool.map(square, range(4)))',
        "",
      ].join("\n"),
    );
    const { status, document } = await run("--timeout", "60");
    assert.equal(status, 0, document.result[0]?.error?.traceback);
    assert.equal(document.result[0]?.stdout, "[0, 1, 4, 9]\n");
  });

  it("a forked child that returns from the file does not speak for its parent", async () => {
    write(
      "lab.py",
      'import os\npid = os.fork()\nif pid:\n    os.waitpid(pid, 0)\nprint("parent" if pid else "child")\n',
    );
    const { status, document } = await run();
    assert.equal(status, 0);
    for (const { stdout } of document.result) assert.equal(stdout, "child\nparent\n");
  });

  it("threads that go on printing after the file's end do no harm", async () => {
    write(
      "lab.py",
      "import threading, time\ndef talk():\n    while True: print('talk')\nthreading.Thread(target=talk, daemon=True).start()\n1\n",
    );
    const { status, document } = await run();
    assert.equal(status, 0);
    assert.equal(document.result[0]?.value, "1");
  });

  it("closed standard streams do no harm", async () => {
    write("lab.py", "import os, sys\nsys.stdout.close()\nos.close(1)\nos.close(2)\n");
    const { status, document } = await run();
    assert.equal(status, 0, document.result[0]?.error?.traceback);
  });
});
