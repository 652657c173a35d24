import assert from "node:assert/strict";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../support/cleanUp";
import { readDocument, runCommand } from "./commandLine";

describe("parallel-labs, wrong usage and missing parts", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  before(() => {
    folder = temporaryFolder("parallel-labs-usage-");
    writeFileSync(join(folder.path, "lab.py"), "# %% one\n1\n# %% two\n2\n");
    writeFileSync(join(folder.path, "plain.py"), "1\n");
    writeFileSync(join(folder.path, "lab.js"), "1\n");
    writeFileSync(join(folder.path, "notes.txt"), "hello\n");
    mkdirSync(join(folder.path, "folder.py"));
  });
  after(() => folder.remove());

  const wrong: readonly (readonly [what: string, args: readonly string[], says: RegExp])[] = [
    ["no command", [], /Usage: parallel-labs/],
    ["an unknown command", ["fly"], /unknown command 'fly'/i],
    ["an unknown option", ["run", "lab.py", "--fly"], /unknown option '--fly'/i],
    ["no file", ["run"], /missing required argument 'file'/i],
    ["a missing file", ["run", "gone.py"], /gone\.py cannot be read: there is no such file/],
    ["a folder", ["run", "folder.py"], /folder\.py cannot be read: it is a folder/],
    ["a file of another kind", ["run", "notes.txt"], /notes\.txt is not a file that engines can run: .*\.py/],
    [
      "an unknown cell",
      ["run", "lab.py", "--cell", "three"],
      /no cell three: its cells are 1 \(one\), 2 \(two\)/,
    ],
    ["a cell's number beyond the last", ["run", "lab.py", "--cell", "3"], /no cell 3/],
    [
      "a cell of a file without cells",
      ["run", "plain.py", "--cell", "1"],
      /has no cells; begin one with .*# %%/,
    ],
    ["no engines", ["run", "lab.py", "--engines", "0"], /whole number from 1/],
    ["half an engine", ["run", "lab.py", "--engines", "1.5"], /whole number from 1/],
    ["targets that are no numbers", ["run", "lab.py", "--targets", "a,b"], /engine numbers from 0/],
    ["no targets", ["run", "lab.py", "--targets", ""], /engine numbers from 0/],
    [
      "a target that is not there",
      ["run", "lab.py", "--engines", "2", "--targets", "2"],
      /no engine 2: .* 0 to 1/,
    ],
    ["an unknown backend", ["run", "lab.py", "--backend", "fly"], /fly/],
    [
      "a backend for another language",
      ["run", "lab.js", "--backend", "python"],
      /cannot run on python engines/,
    ],
    ["a timeout of 0", ["run", "lab.py", "--timeout", "0"], /seconds above 0/],
    [
      "an ssh server without a cluster of ipyparallel",
      ["run", "lab.py", "--ssh-server", "front"],
      /--ssh-server and --ssh-key name a cluster of ipyparallel: add --backend ipyparallel/,
    ],
    [
      "an ssh server without a name",
      ["run", "lab.py", "--backend", "ipyparallel", "--ssh-server", ""],
      /--ssh-server names no server/,
    ],
    [
      "an ssh key that is not there",
      ["run", "lab.py", "--backend", "ipyparallel", "--ssh-server", "front", "--ssh-key", "gone"],
      /no ssh key gone: name the file of a private key/,
    ],
    [
      "an ssh key for nothing",
      ["run", "lab.py", "--backend", "ipyparallel", "--ssh-key", "lab.py"],
      /--ssh-key is for reaching a running cluster: name it, too/,
    ],
    ["a missing interpreter", ["run", "lab.py", "--python", "/nowhere/python"], /there is no such program/],
  ];
  for (const [what, args, says] of wrong) {
    it(`${what}: exit status 2, and one sentence on stderr that says what to do`, async () => {
      const { status, stdout, stderr } = await runCommand(args, folder.path);
      assert.equal(status, 2, stderr);
      assert.equal(stdout, "");
      assert.match(stderr, says);
      assert.doesNotMatch(stderr, /\n\s+at /, "no stack trace");
    });
  }

  it("with --json the sentence is in the document", async () => {
    const said = await runCommand(["run", "gone.py", "--json"], folder.path);
    assert.equal(said.status, 2);
    const { ok, error } = readDocument(said);
    assert.equal(ok, false);
    assert.equal(error?.code, "wrong-usage");
    assert.match(error.message, /gone\.py/);
  });

  for (const [args, says] of [
    [["fly"], /^Unknown command 'fly'/],
    [["run"], /^Missing required argument 'file'/],
    [["run", "lab.py", "--fly"], /^Unknown option '--fly'/],
    [["run", "lab.py", "--engines", "0"], /whole number from 1/],
    [["mapreduce", "lab.py", "--serial", "--compare"], /cannot be used with/],
  ] as const) {
    it(`with --json ${args.join(" ")}: the document and nothing else`, async () => {
      const said = await runCommand([...args, "--json"], folder.path);
      assert.equal(said.status, 2);
      assert.equal(said.stderr, "");
      const { ok, error } = readDocument(said);
      assert.equal(ok, false);
      assert.equal(error?.code, "wrong-usage");
      assert.match(error.message, says);
    });
  }

  it("an engine that cannot start: exit status 3", async () => {
    // It answers as Python when it is asked for its version, and not when it is to be an engine.
    const path = join(folder.path, "half-python");
    const answer = `[ "$1" = -c ] && printf '3.11.0\\n%s' "$0" && exit 0; echo 'cannot be an engine' >&2; exit 1`;
    writeFileSync(path, `#!/bin/sh\n${answer}\n`);
    chmodSync(path, 0o755);
    const said = await runCommand(["run", "plain.py", "--python", path, "--json"], folder.path);
    assert.equal(said.status, 3);
    const { error } = readDocument(said);
    assert.equal(error?.code, "engine-start");
    assert.match(error.message, /cannot be an engine/);
  });

  for (const flag of ["--help", "--version"]) {
    it(`${flag}: exit status 0`, async () => {
      const { status, stdout } = await runCommand([flag], folder.path);
      assert.equal(status, 0);
      assert.match(stdout, flag === "--help" ? /Usage: parallel-labs/ : /^\d+\.\d+\.\d+\n$/);
    });
  }

  it("no Python at all: exit status 2, with what to install", async () => {
    const { status, stderr } = await runCommand(["run", "plain.py"], folder.path, { PATH: folder.path });
    assert.equal(status, 2);
    assert.match(stderr, /No Python was found .*install Python 3\.9 or newer/);
  });

  it("only an old Python: exit status 2, with what is needed", async () => {
    const bin = join(folder.path, "bin");
    mkdirSync(bin);
    writeFileSync(join(bin, "python3"), "#!/bin/sh\nprintf '3.8.1\\n/old/python'\n");
    chmodSync(join(bin, "python3"), 0o755);
    const { status, stderr } = await runCommand(["run", "plain.py"], folder.path, {
      PATH: `${bin}:/nowhere`,
    });
    assert.equal(status, 2);
    assert.match(stderr, /python3 is Python 3\.8\.1, and engines need 3\.9 or newer/);
  });
});
