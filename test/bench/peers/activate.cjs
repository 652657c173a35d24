/**
 * Loads and activates a built extension with a `vscode` that does nothing, and prints how many seconds that took:
 * `node activate.cjs EXTENSION`.
 */
const Module = require("node:module");
const { tmpdir } = require("node:os");

const file = { fsPath: tmpdir(), scheme: "file", path: tmpdir(), toString: () => `file://${tmpdir()}` };

/** It can be read, called, made and extended, whatever its names. */
function anything(known = {}) {
  const proxy = new Proxy(class {}, {
    get: (target, name) => {
      if (name in known) return known[name];
      if (name === "prototype") return target.prototype;
      if (name === Symbol.toPrimitive) return () => "";
      if (name === Symbol.iterator) return () => [][Symbol.iterator]();
      if (name === "then") return undefined;
      known[name] = anything();
      return known[name];
    },
    set: (_target, name, value) => {
      known[name] = value;
      return true;
    },
    apply: () => anything(),
    construct: (target, args, made) => (made === proxy ? anything() : Reflect.construct(target, args, made)),
  });
  return proxy;
}

// Bundles copy a module's own names and its prototype; the latter has them all.
const vscode = Object.create(
  anything({
    Uri: anything({ joinPath: () => file, file: () => file }),
    workspace: anything({ isTrusted: true, workspaceFolders: [], textDocuments: [] }),
  }),
);
const context = anything({ subscriptions: [], extensionUri: file, storageUri: file, globalStorageUri: file });

const load = Module._load;
Module._load = function (name, ...rest) {
  return name === "vscode" ? vscode : load.call(this, name, ...rest);
};

const started = performance.now();
require(process.argv[2]).activate(context);
process.stdout.write(`${(performance.now() - started) / 1000}\n`, () => process.exit());
