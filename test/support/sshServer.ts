import { type ChildProcess, execFileSync } from "node:child_process";
import {
  accessSync,
  appendFileSync,
  constants,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { whenProcessEnds } from "./cleanUp";
import type { NetworkHost } from "./networkHosts";
import { until } from "./until";

const SSHD = "/usr/sbin/sshd";
const SSH = "/usr/bin/ssh";

/** Why no ssh server can be started on this machine, if it cannot. */
export function sshMissing(): string | undefined {
  try {
    for (const program of [SSHD, SSH]) accessSync(program, constants.X_OK);
    return undefined;
  } catch {
    return "OpenSSH's server or client is not here (apt-get install openssh-server openssh-client)";
  }
}

/**
 * An ssh server on a host of a test, with keys of its own, and a program `ssh` for its clients that reads the test's
 * configuration alone: nothing of the user's is read or written.
 */
export class SshServer {
  /** Not below /tmp, which hosts have for themselves. */
  private readonly folder = mkdtempSync(join("/var/tmp", "labs-ssh-"));
  private readonly forget = whenProcessEnds(() => this.removeFiles());
  private child: ChildProcess | undefined;
  private said = "";
  /** A key that it accepts, and one that it does not. */
  readonly key = this.makeKey("key");
  readonly otherKey = this.makeKey("other");
  /** PATH with the test's `ssh` before the system's. */
  readonly path = [join(this.folder, "bin"), process.env["PATH"]].join(delimiter);

  constructor(private readonly host: NetworkHost) {
    mkdirSync(join(this.folder, "bin"));
    const config = join(this.folder, "config");
    writeFileSync(
      config,
      [
        `UserKnownHostsFile ${join(this.folder, "known_hosts")}`,
        "GlobalKnownHostsFile /dev/null",
        "IdentityAgent none",
        "IdentitiesOnly yes",
        `IdentityFile ${join(this.folder, "none")}`,
        `Host front`,
        `  HostName ${host.address}`,
        "  User root",
        `  IdentityFile ${this.key}`,
      ].join("\n"),
    );
    const program = join(this.folder, "bin", "ssh");
    writeFileSync(program, `#!/bin/sh\nexec ${SSH} -F ${config} "$@"\n`, { mode: 0o755 });
  }

  get server(): string {
    return `root@${this.host.address}`;
  }

  /** Starts it; clients know its key, unless they are not to. */
  async start({ isKnown = true }: { isKnown?: boolean } = {}): Promise<void> {
    const hostKey = this.makeKey(`host-${Date.now()}`);
    const authorized = join(this.folder, "authorized_keys");
    writeFileSync(authorized, publicOf(this.key), { mode: 0o600 });
    if (isKnown) this.know(hostKey);
    const settings = {
      ...{ HostKey: hostKey, AuthorizedKeysFile: authorized, StrictModes: "no", UsePAM: "no" },
      ...{ PermitRootLogin: "prohibit-password", PasswordAuthentication: "no", LogLevel: "VERBOSE" },
      ...{ PidFile: "none" },
    };
    const options = Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
    // It wants a folder below /run, and gets a /run of its own.
    const alone = ["-m", "sh", "-c", 'mount -t tmpfs tmpfs /run && mkdir /run/sshd && exec "$@"', "sh"];
    this.child = this.host.spawn("unshare", [...alone, SSHD, "-D", "-e", "-f", "/dev/null", ...options]);
    this.child.stderr?.on("data", (chunk: Buffer) => {
      this.said += chunk.toString();
    });
    await until(
      "an ssh server",
      () => this.said.includes("Server listening"),
      () => this.said,
    );
  }

  /** Has clients know this key as the server's, in place of none. */
  know(hostKey: string): void {
    appendFileSync(join(this.folder, "known_hosts"), `${this.host.address} ${publicOf(hostKey)}\n`);
  }

  remove(): void {
    this.child?.kill("SIGKILL");
    this.removeFiles();
    this.forget();
  }

  private makeKey(name: string): string {
    const file = join(this.folder, name);
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", file]);
    return file;
  }

  private removeFiles(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function publicOf(key: string): string {
  return execFileSync("ssh-keygen", ["-y", "-f", key], { encoding: "utf8" }).trim();
}
