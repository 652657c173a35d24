import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { RunningProcess } from "./processTree";
import { Profile, type Settings } from "./profile";
import { testCache } from "./repository";
import { ServerProcess } from "./serverProcess";

/** What a VS Code server starts with. */
export interface ServerOptions {
  /** A folder whose copy is opened as the workspace; without it the workspace is empty. */
  readonly workspace?: string;
  /** Extension packages to install, as a user would from the command line. */
  readonly vsix?: readonly string[];
  /** A folder to run as an extension under development, as F5 does. Such windows show no notifications. */
  readonly extensionDevelopmentPath?: string;
  /** False leaves Workspace Trust on and the workspace untrusted; true (the default) turns it off. */
  readonly trust?: boolean;
  /** User settings on top of the quiet ones that every server gets. */
  readonly settings?: Settings;
  /** Environment variables on top of this process's; the extension host inherits them. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A running VS Code server with files of its own. */
export interface VSCodeServer {
  /** Which VS Code this is, for people. */
  readonly host: string;
  readonly port: number;
  /** The opened folder: a copy, which tests may change. */
  readonly workspace: string;
  /** What `os.tmpdir()` gives in the server and its extensions: theirs alone, so that leftovers can be found. */
  readonly temporaryFolder: string;
  readonly extensionDevelopmentPath: string | undefined;
  /** What the server and its extension hosts have said so far. */
  log(): string;
  /** Every living process that the server started, directly or not, orphans included; not the server itself. */
  processes(): RunningProcess[];
  /** The extension hosts among them, one for each open window. */
  extensionHosts(): RunningProcess[];
  /** Changes settings of the workspace, which open windows take over at once. */
  changeSettings(changes: Settings): void;
  /**
   * Ends the server with all under it and removes its files.
   * @returns what extensions had started that did not end by itself and was killed
   */
  dispose(): Promise<RunningProcess[]>;
}

/** In the command of a process that is part of VS Code itself. */
const VSCODE_OWN = join("code-server", "lib", "vscode", "out");

/** What test/support/install.mjs leaves as `installed.json`; paths are relative to its folder. */
interface Installation {
  readonly vscode: string;
  readonly node: string;
  readonly serverMain: string;
}

/**
 * Starts a VS Code server on loopback with a fresh profile and waits until it accepts windows.
 * However this process ends, except by SIGKILL, the server ends with it.
 */
export async function startVSCode(options: ServerOptions = {}): Promise<VSCodeServer> {
  const { vscode, node, serverMain } = readInstallation();
  const profile = new Profile(options.workspace, options.settings ?? {});
  const own = { TMPDIR: profile.temporary, XDG_CACHE_HOME: profile.cache };
  const place = { cwd: profile.workspace, env: { ...inheritedVariables(), ...own, ...options.env } };
  const program = [serverMain, "--server-data-dir", profile.data];
  let server: ServerProcess | undefined;
  const dispose = async () => {
    const killed = (await server?.end()) ?? [];
    profile.remove();
    // An extension host that had only just started does not notice the end of its server: no fault of an extension.
    return killed.filter((one) => !one.command.includes(VSCODE_OWN));
  };
  try {
    for (const vsix of options.vsix ?? []) {
      await promisify(execFile)(node, [...program, "--install-extension", vsix], place);
    }
    const trust = (options.trust ?? true) ? ["--disable-workspace-trust"] : [];
    const development = options.extensionDevelopmentPath === undefined ? [] : DEVELOPMENT_FLAGS;
    const args = [...program, ...FLAGS, ...development, ...trust];
    server = new ServerProcess(node, args, place, profile.path);
    const [, port] = await server.says(/agent listening on (\d+)[\s\S]*Extension host agent started/);
    return asServer(`VS Code ${vscode} (code-server)`, Number(port), options, profile, server, dispose);
  } catch (error) {
    await dispose();
    throw error;
  }
}

const FLAGS = [
  ...["--host", "127.0.0.1", "--port", "0", "--without-connection-token", "--accept-server-license-terms"],
  // The environment is this process's and not what a login shell would make of it.
  ...["--disable-telemetry", "--force-disable-user-env"],
];

/** Without this the page ignores its payload; with it the window shows neither notifications nor file dialogs. */
const DEVELOPMENT_FLAGS = ["--enable-smoke-test-driver"];

function asServer(
  host: string,
  port: number,
  options: ServerOptions,
  profile: Profile,
  server: ServerProcess,
  dispose: () => Promise<RunningProcess[]>,
): VSCodeServer {
  return {
    host,
    port,
    workspace: profile.workspace,
    temporaryFolder: profile.temporary,
    extensionDevelopmentPath: options.extensionDevelopmentPath,
    log: () => `${server.output()}\n${profile.extensionHostLog()}`,
    processes: () => server.descendants(),
    extensionHosts: () => server.descendants().filter((one) => one.command.includes("--type=extensionHost")),
    changeSettings: (changes) => profile.changeSettings(changes),
    dispose,
  };
}

function readInstallation(): Installation {
  const folder = join(testCache, "server");
  const stamp = join(folder, "installed.json");
  if (!existsSync(stamp)) {
    throw new Error("The VS Code server is not installed: run `node test/support/install.mjs vscode`.");
  }
  const { vscode, node, serverMain } = JSON.parse(readFileSync(stamp, "utf8")) as Installation;
  return { vscode, node: join(folder, node), serverMain: join(folder, serverMain) };
}

/** This process's environment without what would make the server think it runs inside another VS Code, or npm. */
function inheritedVariables(): NodeJS.ProcessEnv {
  const foreign = /^(VSCODE_|ELECTRON_|npm_)|^(NODE_OPTIONS|XDG_RUNTIME_DIR)$/;
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  // An empty gallery: nothing outside this machine is asked.
  return { ...Object.fromEntries(own), EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
}
