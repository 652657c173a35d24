import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Cluster } from "../../../src/engines/cluster";
import { createClient, createEngines } from "../../../src/engines/createEngines";
import type { ClientAddress, SshAddress } from "../../../src/protocol/bridgeFrames";
import { builtFolder } from "../../support/builtFolder";
import { temporaryFolder } from "../../support/cleanUp";
import { findIpyparallel } from "../../support/ipyparallel";
import { hostsMissing, type NetworkHost, NetworkHosts } from "../../support/networkHosts";
import {
  isRunning,
  processesWithVariable,
  type RunningProcess,
  runningProcesses,
  signal,
} from "../../support/processTree";
import { skip } from "../../support/skip";
import { SshServer, sshMissing } from "../../support/sshServer";
import { until } from "../../support/until";
import { CommandLine, readDocument, runCommand } from "../cli/commandLine";
import { countWords, failure } from "../mapreduce/testJobs";
import { IpyCluster } from "./ipyCluster";

const MARK = "PARALLEL_LABS_TEST_SSH";
const SLEEP = "import time; time.sleep(100000)";

describe("ipyparallel through ssh", function () {
  this.timeout(Number(process.env["LABS_TIMEOUT"] ?? 240_000));
  let hosts: NetworkHosts;
  let host: NetworkHost;
  let ssh: SshServer;
  let ipy: IpyCluster;
  let here: ReturnType<typeof temporaryFolder>;
  let cluster: Cluster | undefined;
  let python: string;

  before(async function () {
    const missing = hostsMissing() ?? sshMissing();
    if (missing) skip(this, missing);
    const found = await findIpyparallel();
    if (!found) skip(this, "no interpreter here has ipyparallel 7.1 or newer (python3-ipyparallel)");
    python = found;
  });

  beforeEach(() => {
    here = temporaryFolder("parallel-labs-ssh-");
    hosts = new NetworkHosts();
    host = hosts.add();
    ssh = new SshServer(host);
    ipy = new IpyCluster(python);
  });

  afterEach(async () => {
    await cluster?.stop();
    cluster = undefined;
    await until(
      "every ssh to end",
      () => sshProcesses().length === 0,
      () => sshProcesses(),
    );
    ipy?.end();
    ssh?.remove();
    hosts?.remove();
    here?.remove();
  });

  /** A cluster that listens on its host's own loopback alone, with engines that have a disk of their own. */
  async function distant(extra: readonly string[] = [], count = 2): Promise<void> {
    await ipy.controller(host, extra, "127.0.0.1");
    for (let at = 0; at < count; at++) await ipy.engine(host, { ownDisk: true });
  }

  const environment = (path = ssh.path) => ({ PATH: path, [MARK]: here.path, HOME: here.path });

  function reached(address: SshAddress, options: { timeoutSeconds?: number; path?: string } = {}): Cluster {
    const { timeoutSeconds = 60, path } = options;
    cluster = createEngines(
      {
        ...{ backend: "ipyparallel", count: 0, executable: python, cwd: here.path, outputLimit: 1 << 20 },
        ...{ env: environment(path), timeoutSeconds },
        address: { connectionFile: ipy.clientFile, ...address },
      },
      builtFolder(),
    );
    return cluster;
  }

  async function refused(address: SshAddress, options?: Parameters<typeof reached>[1]): Promise<string> {
    const error = await failure(reached(address, options).ready());
    assert.equal(error.code, "engine-start");
    return error.message;
  }

  function sshProcesses(): RunningProcess[] {
    return processesWithVariable(MARK, here.path).filter(({ command }) => /(^|\/)ssh /.test(command));
  }

  /** Kills the host's programs with this in their command line; answers how many there were. */
  function end(name: string): number {
    const pids = new Set(host.pids());
    const found = runningProcesses().filter(({ pid, command }) => pids.has(pid) && command.includes(name));
    for (const { pid } of found) signal(pid, "SIGKILL");
    return found.length;
  }

  async function values(of: Cluster, code: string): Promise<(string | undefined)[]> {
    const call = { op: "execute", main: true, code, filename: "/lab.py", firstLine: 0 } as const;
    const outcomes = await Promise.all(of.engines.map((engine) => engine.call(call)));
    for (const { status, error } of outcomes) assert.equal(status, "ok", error?.traceback ?? error?.message);
    return outcomes.map(({ result }) => result?.text);
  }

  it("engines behind a controller that listens on its own host alone run code, over one ssh", async () => {
    await ssh.start();
    await distant();
    assert.match(await refused({}, { timeoutSeconds: 2 }), /waited 2 s for an answer of the controller/);
    const engines = reached({ sshserver: ssh.server, sshkey: ssh.key });
    await engines.ready();
    await until("two engines", () => engines.engines.length === 2);
    assert.deepEqual(await values(engines, "engine_id, engine_count"), ["(0, 2)", "(1, 2)"]);
    const bytes = new Uint8Array(5_000_000).fill(3);
    await engines.engines[0]?.call({
      op: "push",
      values: { data: { kind: "bytes", payload: { data: bytes } } },
    });
    const [first] = engines.engines;
    const outcome = await first?.call({
      ...{ op: "execute", main: true, code: "len(data), sum(data)", filename: "/lab.py", firstLine: 0 },
    });
    assert.equal(outcome?.result?.text, "(5000000, 15000000)");
    assert.equal(sshProcesses().length, 1);
  });

  it("a name of ssh's configuration is enough", async () => {
    await ssh.start();
    await distant([], 1);
    const engines = reached({ sshserver: "front" });
    await engines.ready();
    assert.deepEqual(await values(engines, "1 + 1"), ["2"]);
  });

  it("the server that the connection file names is taken", async () => {
    await ssh.start();
    await distant(["--ssh=front"], 1);
    assert.equal(JSON.parse(readFileSync(ipy.clientFile, "utf8")).ssh, "front");
    const engines = reached({});
    await engines.ready();
    assert.deepEqual(await values(engines, "6 * 7"), ["42"]);
    assert.equal(sshProcesses().length, 1);
  });

  it("the command line runs a file and a map/reduce job through it", async () => {
    await ssh.start();
    await distant();
    const both = reached({ sshserver: "front" });
    await both.ready();
    await until("two engines", () => both.engines.length === 2); // the hub tells of them a little after they are there
    await both.stop();
    const lab = join(here.path, "count.py");
    writeFileSync(
      lab,
      "def mapper(line):\n    for word in line.split():\n        yield word, 1\n\ndef reducer(key, values):\n    return sum(values)\n",
    );
    const text = "a b a\nc a b\n".repeat(2000);
    writeFileSync(join(here.path, "text.txt"), text);
    const to = [
      "--python",
      python,
      "--json",
      "--backend",
      "ipyparallel",
      "--connection-file",
      ipy.clientFile,
    ];
    const through = [...to, "--ssh-server", ssh.server, "--ssh-key", ssh.key];
    const ran = readDocument(await runCommand(["run", lab, ...through], here.path, environment()));
    assert.deepEqual(
      ran.result.map(({ status }) => status),
      ["ok", "ok"],
    );
    const counted = readDocument(
      await runCommand(["mapreduce", lab, "--input", "text.txt", ...through], here.path, environment()),
    );
    assert.deepEqual(counted.result, countWords(text));
  });

  it("a client cell goes through it, and so does another client of its code", async () => {
    await ssh.start();
    await distant();
    const address: ClientAddress = { connectionFile: ipy.clientFile, sshserver: "front" };
    const options = { executable: python, cwd: here.path, outputLimit: 1 << 20, env: environment() };
    cluster = createClient({ ...options, address }, builtFolder());
    assert.deepEqual(await values(cluster, "rc.wait_for_engines(2, interactive=False)\nrc.ids"), ["[0, 1]"]);
    assert.deepEqual(await values(cluster, "rc[:].apply_sync(lambda: 6 * 7)"), ["[42, 42]"]);
    assert.deepEqual(await values(cluster, "from ipyparallel import Client\nother = Client()\nother.ids"), [
      "[0, 1]",
    ]);
    const [one, ...more] = sshProcesses();
    assert.ok(one && more.length === 0);
    process.kill(one.pid, "SIGKILL");
    await until("that ssh to end", () => !isRunning(one));
    assert.deepEqual(await values(cluster, "rc[:].apply_sync(lambda: 7 * 7)"), ["[49, 49]"]);
  });

  it("a client cell says why it does not get through", async () => {
    await ssh.start();
    await distant([], 1);
    const address = { connectionFile: ipy.clientFile, sshserver: ssh.server, sshkey: ssh.otherKey };
    const options = { executable: python, cwd: here.path, outputLimit: 1 << 20, env: environment() };
    cluster = createClient({ ...options, address }, builtFolder());
    const outcome = await cluster.engines[0]?.call({
      ...{ op: "execute", main: true, code: "1", filename: "/lab.py", firstLine: 0 },
    });
    assert.equal(outcome?.status, "error");
    assert.match(
      outcome?.error?.message ?? "",
      /^No ipyparallel cluster can be reached: .* does not accept the ssh key/,
    );
  });

  describe("what keeps it from connecting is said in a sentence:", () => {
    it("a key that is refused, one that is not there, one that is none, and one that others can read", async () => {
      await ssh.start();
      await distant([], 0);
      const other = await refused({ sshserver: ssh.server, sshkey: ssh.otherKey });
      assert.match(other, /root@[\d.]+ does not accept the ssh key .*\/other: put its public half into/);
      assert.match(
        await refused({ sshserver: ssh.server }),
        /accepts none of your ssh keys, and nobody can type/,
      );
      assert.match(
        await refused({ sshserver: ssh.server, sshkey: "/nowhere/key" }),
        /there is no ssh key \/nowhere\/key/,
      );
      const none = join(here.path, "none");
      writeFileSync(none, "no key\n", { mode: 0o600 });
      assert.match(await refused({ sshserver: ssh.server, sshkey: none }), /ssh cannot use the key .*none/);
      const open = join(here.path, "open");
      writeFileSync(open, readFileSync(ssh.key), { mode: 0o644 });
      assert.match(
        await refused({ sshserver: ssh.server, sshkey: open }),
        /others can read the ssh key .*chmod 600/,
      );
    });

    it("a host that ssh does not know, or knows as another", async () => {
      await ssh.start({ isKnown: false });
      await distant([], 0);
      assert.match(
        await refused({ sshserver: "front" }),
        /ssh does not know the host front yet: connect once with "ssh front" in a terminal/,
      );
      ssh.know(ssh.otherKey);
      assert.match(
        await refused({ sshserver: "front" }),
        /the host key of front is not the one that ssh knows/,
      );
    });

    it("a server that is not there, that has no ssh, or that never answers", async () => {
      await distant([], 0);
      assert.match(await refused({ sshserver: "nowhere.invalid" }), /ssh knows no host nowhere\.invalid/);
      assert.match(
        await refused({ sshserver: "front" }),
        /ssh does not connect to front \(.*Connection refused/,
      );
      const silent = createServer(() => {}).listen(0, "127.0.0.1");
      try {
        await until("a server", () => silent.listening);
        const { port } = silent.address() as { port: number };
        const said = await refused({ sshserver: `127.0.0.1:${port}` }, { timeoutSeconds: 2 });
        assert.match(said, /waited 2 s for ssh to connect to 127\.0\.0\.1:\d+/);
      } finally {
        silent.close();
      }
    });

    it("no controller behind the server", async () => {
      await ssh.start();
      await distant([], 0);
      // It may be about to start another process of its, which has its ports, too.
      await until("no controller", () => end("ipyparallel") === 0);
      const said = await refused({ sshserver: "front" }, { timeoutSeconds: 2 });
      assert.match(said, /waited 2 s for an answer .* from front, .*\(ssh: .*Connection refused\)/);
    });

    it("no program ssh", async () => {
      await distant([], 0);
      const bin = join(here.path, "bin");
      mkdirSync(bin);
      symlinkSync(python, join(bin, "python3"));
      assert.match(
        await refused({ sshserver: "front" }, { path: bin }),
        /there is no program ssh here: install/,
      );
    });

    it("what is no server's name never becomes an option or a command", async () => {
      await distant([], 0);
      const made = join(here.path, "made");
      for (const name of [
        `-oProxyCommand=touch ${made}`,
        "a@-oB",
        "front; touch",
        "`touch`@front",
        "$(touch)",
      ])
        assert.match(await refused({ sshserver: name }), /names no ssh server: write user@host/);
      assert.ok(!existsSync(made));
    });
  });

  it("a server that goes away ends what runs with a clear message", async () => {
    await ssh.start();
    await distant([], 1);
    const engines = reached({ sshserver: "front" });
    await engines.ready();
    const [engine] = engines.engines;
    const call = engine?.call({ op: "execute", main: true, code: SLEEP, filename: "x", firstLine: 0 });
    await until("it to be busy", () => engine?.info.state === "busy");
    end("sshd");
    const outcome = await call;
    assert.equal(outcome?.status, "died");
    assert.match(outcome?.error?.message ?? "", /lost its controller/);
  });

  describe("no ssh outlives", () => {
    let command: CommandLine;

    beforeEach(async () => {
      await ssh.start();
      await distant([], 1);
      const lab = join(here.path, "lab.py");
      writeFileSync(lab, SLEEP);
      const to = ["--python", python, "--backend", "ipyparallel", "--connection-file", ipy.clientFile];
      command = new CommandLine(["run", lab, ...to, "--ssh-server", "front"], here.path, environment());
      await until("its ssh", () => sshProcesses().length === 1);
    });
    afterEach(async () => {
      command.kill("SIGKILL");
      await command.leavesNothing();
    });

    it("a command that is killed", async () => {
      command.kill("SIGKILL");
      await until("every process to end", () => command.processes().length === 0);
    });

    it("its bridge, also where nobody is left to see to it", async () => {
      const bridge = await until("the bridge", () =>
        command.processes().find(({ command: line }) => line.includes("bridge.py")),
      );
      command.kill("SIGSTOP");
      process.kill(bridge.pid, "SIGKILL");
      await until(
        "its ssh to end",
        () => sshProcesses().length === 0,
        () => sshProcesses(),
      );
    });
  });
});
