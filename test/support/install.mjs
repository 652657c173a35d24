// Installs what the project and its tests need: `node test/support/install.mjs packages|python|system|vscode …`.
// Runs on a bare machine, before node_modules exists, so it imports Node's own modules only.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { findChromium } from "./chromium.mjs";
import { npmCommand } from "./npm.mjs";

const repository = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** The VS Code server that the tests run: code-server carries VS Code, whose extension host needs Node 24. */
const CODE_SERVER = "4.139.1";
const VSCODE = "1.139.1";
const SERVER_NODE = "24.21.0";

/** Modules of the server whose native part would need a compiler, replaced by the files of this name in standIns/. */
const STAND_INS = ["spdlog", "native-watchdog"];

/** Debian packages, each with the test that tells whether the machine already has it. */
const SYSTEM_PACKAGES = {
  chromium: () => findChromium() !== undefined,
  python3: () => succeeds("python3", ["-c", "import sys; sys.exit(sys.version_info < (3, 9))"]),
  "python3-ipyparallel": () => succeeds("/usr/bin/python3", ["-c", "import ipyparallel"]) || hasIpyparallel(),
  iproute2: () => succeeds("ip", ["-V"]),
  libfaketime: () => hasBelow("/usr/lib", join("faketime", "libfaketime.so.1")),
  "openssh-client": () => succeeds("ssh", ["-V"]),
  // Where systemd runs, installing it would start a server for all: tests that need it are skipped there.
  "openssh-server": () => existsSync("/usr/sbin/sshd") || existsSync("/run/systemd/system"),
  "fonts-dejavu-core": () => existsSync("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
  "fonts-open-sans": () => existsSync("/usr/share/fonts/truetype/open-sans/OpenSans-Regular.ttf"),
  "fonts-liberation": () => existsSync("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"),
};

/** Whether the interpreter of the PATH has it. */
function hasIpyparallel() {
  return succeeds("python3", ["-c", "import ipyparallel"]);
}

/** Whether a folder of a folder has this file. */
function hasBelow(folder, file) {
  return existsSync(folder) && readdirSync(folder).some((name) => existsSync(join(folder, name, file)));
}

/**
 * Runs `npm ci` when node_modules does not hold what package-lock.json asks for.
 */
export function installPackages() {
  if (packagesAreInstalled()) return;
  console.log("Installing the npm packages of package-lock.json…");
  npm(["ci"], {
    cwd: repository,
    purpose: "the npm packages",
  });
}

/** Makes sure that the programs and fonts the tests use, or some of them, are there, with apt-get where it can. */
export function installSystem(names = Object.keys(SYSTEM_PACKAGES)) {
  const missingOf = () => names.filter((name) => !SYSTEM_PACKAGES[name]());
  const missing = missingOf();
  if (missing.length === 0) return;
  const wanted = missing.join(", ");
  if (!succeeds("apt-get", ["--version"])) {
    throw new Error(
      `This needs ${wanted}, and this machine has no apt-get: install them by hand (CHROMIUM=… names a browser elsewhere).`,
    );
  }
  const root = process.getuid?.() === 0;
  if (!root && !succeeds("sudo", ["-n", "true"])) {
    throw new Error(`This needs ${wanted}: run "sudo apt-get install ${missing.join(" ")}" once.`);
  }
  console.log(`Installing the Debian packages ${wanted}…`);
  const apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
  const elevated = root ? apt : ["sudo", "-n", ...apt];
  run([...elevated, "-qq", "update"], {
    purpose: "the list of Debian packages",
  });
  run([...elevated, "-qq", "install", "-y", "--no-install-recommends", ...missing], { purpose: wanted });
  const still = missingOf();
  if (still.length > 0) {
    throw new Error(
      `apt-get installed ${wanted}, but ${still.join(", ")} is still not usable: install it by hand.`,
    );
  }
}

/**
 * Installs the VS Code server into `folder` (about half a minute, 800 MB), if that version is not there yet.
 * Everything goes into a sibling folder that is renamed at the end, so an interrupted install counts for nothing.
 * The stamp it leaves, `installed.json`, tells test/support/vscodeServer.ts what is where.
 */
export function installVSCode(folder = join(repository, ".vscode-test", "server")) {
  const stamp = {
    vscode: VSCODE,
    codeServer: CODE_SERVER,
    nodeVersion: SERVER_NODE,
    node: `node_modules/node-${process.platform}-${process.arch}/bin/node`,
    serverMain: "node_modules/code-server/lib/vscode/out/server-main.js",
    standIns: createHash("sha256").update(STAND_INS.map(standIn).join("")).digest("hex").slice(0, 12),
  };
  const stampText = `${JSON.stringify(stamp, undefined, 2)}\n`;
  removeInterruptedInstalls(folder);
  const isInstalled = () => readIfExists(join(folder, "installed.json")) === stampText;
  if (isInstalled()) return;

  const building = `${folder}.installing-${process.pid}`;
  mkdirSync(building, { recursive: true });
  try {
    console.log(`Installing VS Code ${VSCODE} (code-server ${CODE_SERVER}) for the tests…`);
    writeFileSync(join(building, "package.json"), '{ "private": true }\n');
    const nodePackage = `node-${process.platform}-${process.arch}@${SERVER_NODE}`;
    const purpose = "the VS Code server";
    npm(["install", nodePackage, `code-server@${CODE_SERVER}`], {
      cwd: building,
      purpose,
    });
    const vscode = join(building, "node_modules", "code-server", "lib", "vscode");
    const node = join(building, stamp.node);
    npm(["install", "--omit=dev"], { cwd: vscode, purpose, node });
    npm(["install", "--omit=dev"], {
      cwd: join(vscode, "extensions"),
      purpose,
      node,
    });
    for (const name of STAND_INS) {
      writeFileSync(join(vscode, "node_modules", "@vscode", name, "index.js"), standIn(name));
    }
    writeFileSync(join(building, "installed.json"), stampText);
    if (isInstalled()) return; // Another test run was quicker, and may use it by now.
    rmSync(folder, { recursive: true, force: true });
    renameSync(building, folder);
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

function standIn(name) {
  return readFileSync(join(repository, "test", "support", "standIns", `${name}.cjs`), "utf8");
}

/** Compares npm's own record of what it installed with the lock file; npm writes that record last. */
function packagesAreInstalled() {
  const wanted = readLock(join(repository, "package-lock.json"));
  const installed = readLock(join(repository, "node_modules", ".package-lock.json"));
  if (wanted === undefined || installed === undefined) return false;
  const same = (path) => wanted[path]?.version === installed[path]?.version;
  // An optional package may be for another platform; what is installed must be wanted all the same.
  const needed = Object.keys(wanted).filter((path) => path !== "" && !wanted[path].optional);
  return needed.every(same) && Object.keys(installed).every(same);
}

function readLock(file) {
  const text = readIfExists(file);
  return text === undefined ? undefined : JSON.parse(text).packages;
}

function readIfExists(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function removeInterruptedInstalls(folder) {
  const parent = dirname(folder);
  if (!existsSync(parent)) return;
  for (const name of readdirSync(parent)) {
    const [, owner] = /\.installing-(\d+)$/.exec(name) ?? [];
    if (owner !== undefined && !isRunning(Number(owner)))
      rmSync(join(parent, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/**
 * Runs npm quietly, with `node` first on PATH when given (packages check the Node they are installed with).
 * Install scripts stay off: nothing here needs one, and the result is then the same with every npm.
 */
function npm(args, { cwd, purpose, node = process.execPath }) {
  const env = {
    ...process.env,
    PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ""}`,
  };
  const quiet = ["--loglevel=error", "--no-audit", "--no-fund"];
  run([...npmCommand(), ...args, "--ignore-scripts", ...quiet], { cwd, env, purpose });
}

function run([command, ...args], { purpose, ...options }) {
  const result = spawnSync(command, args, {
    encoding: "utf8",
    maxBuffer: Number.MAX_SAFE_INTEGER,
    ...options,
  });
  if (result.status === 0) return;
  process.stderr.write(`${result.stdout ?? ""}${result.stderr ?? ""}`);
  const reason = result.error?.message ?? `exit status ${result.status ?? result.signal}`;
  throw new Error(`Could not install ${purpose}: "${[command, ...args].join(" ")}" failed (${reason}).`);
}

function succeeds(command, args) {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}

const parts = {
  packages: installPackages,
  python: () => installSystem(["python3"]),
  system: () => installSystem(),
  vscode: () => installVSCode(),
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !(name in parts));
  try {
    if (names.length === 0 || unknown !== undefined) {
      throw new Error(
        `Say what to install: ${Object.keys(parts).join(", ")}${unknown ? ` (not "${unknown}")` : ""}.`,
      );
    }
    for (const name of names) parts[name]();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
