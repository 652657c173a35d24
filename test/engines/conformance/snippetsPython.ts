import type { Snippets } from "./snippets";

const text = (value: string) => JSON.stringify(value);

export const pythonSnippets: Snippets = {
  assign: (name, value) => `${name} = ${value}`,
  isDefined: (name) => `${text(name)} in globals()`,
  isMain: `__name__ == "__main__"`,
  print: (value) => `print(${text(value)})`,
  printError: (value) => `import sys; print(${text(value)}, file=sys.stderr)`,
  writeTo: (descriptor, bytes) =>
    `import ctypes, base64; _b = base64.b64decode("${bytes.toString("base64")}"); ` +
    `_ = ctypes.CDLL(None).write(${descriptor}, _b, len(_b))`,
  childPrints: (value, errorText) =>
    `import subprocess; _ = subprocess.run(["/bin/sh", "-c", 'printf "%s\\\\n" "$0"; printf "%s\\\\n" "$1" >&2', ${text(value)}, ${text(errorText)}])`,
  waitFor: (file) => `import os, time\nwhile not os.path.exists(${text(file)}): time.sleep(0.01)`,
  printForever: `while True: print("x" * 1000)`,
  printMany: (bytes) => `for _ in range(${bytes} // 1000): print("x" * 999)`,
  loop: "while True: pass",
  sleep: "import time; time.sleep(100000)",
  stubborn: [
    "import time",
    "while True:",
    "  try:",
    "    while True: time.sleep(0.01)",
    "  except KeyboardInterrupt: pass",
  ].join("\n"),
  raise: (message) => `raise ValueError(${text(message)})`,
  errorName: "ValueError",
  nestedRaise: (message) => ["def inner():", `    raise ValueError(${text(message)})`, "inner()"],
  chained: (first, second) =>
    [
      "try:",
      `    raise KeyError(${text(first)})`,
      "except KeyError as error:",
      `    raise ValueError(${text(second)}) from error`,
    ].join("\n"),
  syntaxError: "def broken(:",
  abort: "import os; os.abort()",
  exit: (status) => `import os; os._exit(${status})`,
  startChild: `import subprocess; subprocess.Popen(["sleep", "100000"]).pid`,
  displayRich: `print("before"); display(_Rich()); print("after")`,
  rich: [
    "class _Rich:",
    `    def _repr_html_(self): return "<b>bold</b>"`,
    `    def _repr_svg_(self): return "<svg/>"`,
    "    def _repr_png_(self): return bytes([137, 80, 78, 71])",
    "_Rich()",
  ].join("\n"),
  plainData: `{"words": [f"word {n}" for n in range(100)], "empty": None}`,
  makeBytes: (name, size) => `${name} = (bytes(range(251)) * (${size} // 251 + 1))[:${size}]`,
  isBytes: (name, size) =>
    `type(${name}) is bytes and ${name} == (bytes(range(251)) * (${size} // 251 + 1))[:${size}]`,
  makeOpaque: (name) => `import datetime; ${name} = {(1, 2): {3}, "day": datetime.date(2024, 2, 29)}`,
  isOpaque: (name) => `import datetime; ${name} == {(1, 2): {3}, "day": datetime.date(2024, 2, 29)}`,
  makeLargeOpaque: (name) => `${name} = {"bytes": b"abc" * 1000000}`,
  isLargeOpaque: (name) => `${name} == {"bytes": b"abc" * 1000000}`,
  pid: "__import__('os').getpid()",
  yes: "True",
  text: (value) => `'${value}'`,
  square: (name) => `def ${name}(x): return x * x`,
};
