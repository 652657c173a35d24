import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { whenProcessEnds } from "./cleanUp";
import { signal } from "./processTree";

/** Why hosts cannot be made on this machine, if they cannot. */
export function hostsMissing(): string | undefined {
  if (process.platform !== "linux") return "network namespaces are Linux's";
  if (process.getuid?.() !== 0) return "network namespaces need root";
  try {
    execFileSync("ip", ["-V"], { stdio: "ignore" });
    const probe = `labs-probe-${process.pid}`;
    execFileSync("ip", ["netns", "add", probe], { stdio: "pipe" });
    execFileSync("ip", ["netns", "delete", probe], { stdio: "pipe" });
    return undefined;
  } catch {
    return "iproute2 with network namespaces is not here (apt-get install iproute2)";
  }
}

/** A host: a network namespace with an address, and by choice a /tmp of its own. */
export interface NetworkHost {
  readonly address: string;
  /** Runs a program there; it ends with the host. */
  spawn(
    command: string,
    args: readonly string[],
    options?: { env?: NodeJS.ProcessEnv; ownDisk?: boolean },
  ): ChildProcess;
  /** Takes its network cable out, and puts it in again. */
  cut(): void;
  mend(): void;
  /** Pids of its processes. */
  pids(): number[];
}

let made = 0;

/**
 * Hosts that see each other and this machine over a bridge, each with its own address. They go with `remove`, or at the
 * latest with this process.
 */
export class NetworkHosts {
  /** Of at most 15 letters with what follows; no two are the same while the system still clears away the last. */
  private readonly name = `lab${(process.pid % 46656).toString(36)}${(++made).toString(36)}`;
  private readonly subnet = `10.77.${process.pid % 250}`;
  private readonly hosts: string[] = [];
  private readonly forget: () => void;
  /** This machine's address, as the hosts see it. */
  readonly address = `${this.subnet}.254`;

  constructor() {
    this.forget = whenProcessEnds(() => this.removeAll());
    const bridge = `${this.name}b`;
    ip("link", "add", bridge, "type", "bridge");
    ip("address", "add", `${this.address}/24`, "dev", bridge);
    ip("link", "set", bridge, "up");
  }

  add(): NetworkHost {
    const number = this.hosts.length + 1;
    const host = `${this.name}h${number}`;
    const [outside, inside] = [`${this.name}o${number}`, `${this.name}i${number}`];
    const address = `${this.subnet}.${number}`;
    ip("netns", "add", host);
    this.hosts.push(host);
    ip("link", "add", outside, "type", "veth", "peer", "name", inside);
    ip("link", "set", inside, "netns", host);
    ip("link", "set", outside, "master", `${this.name}b`, "up");
    ip("-n", host, "address", "add", `${address}/24`, "dev", inside);
    ip("-n", host, "link", "set", inside, "up");
    ip("-n", host, "link", "set", "lo", "up");
    return {
      address,
      spawn: (command, args, { env, ownDisk = false } = {}) => {
        const program = [command, ...args];
        const alone = ownDisk
          ? ["unshare", "-m", "sh", "-c", 'mount -t tmpfs tmpfs /tmp && exec "$@"', "sh"]
          : [];
        return spawn("ip", ["netns", "exec", host, ...alone, ...program], {
          env: { ...process.env, ...env },
          stdio: ["ignore", "pipe", "pipe"],
        });
      },
      cut: () => ip("link", "set", outside, "down"),
      mend: () => ip("link", "set", outside, "up"),
      pids: () => pidsOf(host),
    };
  }

  remove(): void {
    this.removeAll();
    this.forget();
  }

  private removeAll(): void {
    for (const [at, host] of this.hosts.splice(0).entries()) {
      for (const pid of pidsOf(host)) signal(pid, "SIGKILL");
      ip("link", "delete", `${this.name}o${at + 1}`);
      ip("netns", "delete", host);
    }
    ip("link", "delete", `${this.name}b`);
  }
}

function ip(...args: string[]): string {
  return execFileSync("ip", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

function pidsOf(host: string): number[] {
  return ip("netns", "pids", host).split("\n").filter(Boolean).map(Number);
}
