import type { Snippets } from "./snippets";

const text = (value: string) => JSON.stringify(value);
/** The bytes that `makeBytes` makes, as an expression. */
const counting = (size: number) => `Uint8Array.from({ length: ${size} }, (_, at) => at % 251)`;

export const nodeSnippets: Snippets = {
  assign: (name, value) => `var ${name} = ${value};`,
  isDefined: (name) => `typeof ${name} !== "undefined"`,
  isMain: `require.main === module`,
  print: (value) => `console.log(${text(value)});`,
  printError: (value) => `console.error(${text(value)});`,
  writeTo: (descriptor, bytes) =>
    `{ let b = Buffer.from("${bytes.toString("base64")}", "base64"); while (b.length) b = b.subarray(require("node:fs").writeSync(${descriptor}, b)); }`,
  childPrints: (value, errorText) =>
    `require("node:child_process").spawnSync("/bin/sh", ["-c", 'printf "%s\\\\n" "$0"; printf "%s\\\\n" "$1" >&2', ${text(value)}, ${text(errorText)}], { stdio: "inherit" });`,
  waitFor: (file) =>
    `while (!require("node:fs").existsSync(${text(file)})) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);`,
  printForever: `while (true) console.log("x".repeat(1000));`,
  printMany: (bytes) => `for (let i = 0; i < ${bytes} / 1000; i++) console.log("x".repeat(999));`,
  loop: "while (true);",
  sleep: "await new Promise((resolve) => setTimeout(resolve, 100000000));",
  // Not even V8's own termination ends a wait in a native call.
  stubborn: `while (true) require("node:child_process").spawnSync("sleep", ["100000"]);`,
  raise: (message) => `throw new RangeError(${text(message)});`,
  errorName: "RangeError",
  nestedRaise: (message) => [
    "function inner() {",
    `    throw new RangeError(${text(message)}); }`,
    "inner();",
  ],
  chained: (first, second) =>
    [
      "try {",
      `    throw new TypeError(${text(first)});`,
      "} catch (cause) {",
      `    throw new RangeError(${text(second)}, { cause }); }`,
    ].join("\n"),
  syntaxError: "function broken( {",
  abort: "process.abort();",
  exit: (status) => `process.exit(${status});`,
  startChild: `require("node:child_process").spawn("sleep", ["100000"]).pid`,
  displayRich: `console.log("before"); display(_rich); console.log("after");`,
  rich: [
    "var _rich = {",
    `    _repr_html_: () => "<b>bold</b>",`,
    `    _repr_svg_: () => "<svg/>",`,
    "    _repr_png_: () => Uint8Array.of(137, 80, 78, 71) };",
    "_rich",
  ].join("\n"),
  plainData: `({ words: Array.from({ length: 100 }, (_, n) => "word " + n), empty: null })`,
  makeBytes: (name, size) => `var ${name} = ${counting(size)};`,
  isBytes: (name, size) =>
    `${name} instanceof Uint8Array && Buffer.compare(${name}, ${counting(size)}) === 0`,
  makeOpaque: (name) => `var ${name} = new Map([["day", new Date(0)], [1n, new Set([3])]]);`,
  isOpaque: (name) =>
    `${name} instanceof Map && ${name}.get("day").getTime() === 0 && ${name}.get(1n).has(3)`,
  makeLargeOpaque: (name) => `var ${name} = new Map([["bytes", "abc".repeat(1000000)]]);`,
  isLargeOpaque: (name) => `${name}.get("bytes") === "abc".repeat(1000000)`,
  pid: "process.pid",
  yes: "true",
  text: (value) => `'${value}'`,
  square: (name) => `function ${name}(x) { return x * x; }`,
};
