/** Files that a learner might run, with the same meaning in each language. `only(n, code)` runs code on engine n. */
export interface LabFiles {
  readonly ending: string;
  only(engine: number, code: string): string;
  /** Prints "hello" on stdout and "oops" on stderr, then gives engine_id * 2. */
  readonly prints: string;
  readonly raises: string;
  readonly exits: string;
  /** Ends the interpreter itself with status 3. */
  readonly exitsAtOnce: string;
  readonly aborts: string;
  readonly forks: string;
  readonly writesStraight: string;
  readonly printsMuch: string;
  readonly largeValue: string;
  readonly loops: string;
  readonly stubborn: string;
  readonly errorName: string;
  readonly comment: string;
  readonly quote: string;
}

const python: LabFiles = {
  ending: ".py",
  only: (engine, code) => `if engine_id == ${engine}:\n${code.replace(/^/gm, "    ")}\n`,
  prints: 'import sys\nprint("hello")\nprint("oops", file=sys.stderr)\nengine_id * 2\n',
  raises: 'raise ValueError("only here")',
  exits: "import sys\nsys.exit(3)",
  exitsAtOnce: "import os\nos._exit(3)",
  aborts: "import os\nos.abort()",
  forks:
    'import os\npid = os.fork()\nif pid == 0:\n    print("from the child", flush=True)\n    os._exit(0)\n_ = os.waitpid(pid, 0)',
  writesStraight: 'import os\n_ = os.write(1, b"straight\\n")\n_ = os.write(2, b"\\xff\\x00\\n")',
  printsMuch: 'for _ in range(1000000): print("x" * 999)',
  largeValue: '"x" * 100_000_000\n',
  loops: "while True: pass",
  stubborn:
    "import time\nwhile True:\n    try:\n        time.sleep(1000)\n    except KeyboardInterrupt:\n        pass",
  errorName: "ValueError",
  comment: "#",
  quote: "'",
};

const javascript: LabFiles = {
  ending: ".js",
  only: (engine, code) => `if (engine_id === ${engine}) {\n${code}\n}\n`,
  prints: 'console.log("hello");\nconsole.error("oops");\nengine_id * 2\n',
  raises: 'throw new RangeError("only here");',
  exits: "process.exitCode = 3; process.exit(3);",
  exitsAtOnce: "process.exit(3);",
  aborts: "process.abort();",
  forks:
    'require("node:child_process").spawnSync(process.execPath, ["-e", "console.log(\'from the child\')"], { stdio: "inherit" });',
  writesStraight:
    'require("node:fs").writeSync(1, "straight\\n"); require("node:fs").writeSync(2, Buffer.from([255, 0, 10]));',
  printsMuch: 'for (let i = 0; i < 1000000; i++) console.log("x".repeat(999));',
  largeValue: '"x".repeat(100_000_000)\n',
  loops: "while (true);",
  stubborn: 'while (true) require("node:child_process").spawnSync("sleep", ["1000"]);',
  errorName: "RangeError",
  comment: "//",
  quote: "'",
};

/** One entry an ending of a file's name. */
export const labFiles: readonly LabFiles[] = [
  python,
  javascript,
  {
    ...javascript,
    ending: ".ts",
    only: (engine, code) => `interface Unused { n: number }\n${javascript.only(engine, code)}`,
    prints: `const id: number = engine_id as number;\n${javascript.prints}`,
  },
];
