import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { whenProcessEnds } from "../../support/cleanUp";
import { fakeClock } from "../../support/fakeClock";
import type { NetworkHost } from "../../support/networkHosts";
import { signal } from "../../support/processTree";
import { until } from "../../support/until";

/** Not below /tmp, which hosts have for themselves. */
const FOLDER = "/var/tmp";

const REGISTERED = "Completed registration";

interface EngineOptions {
  /** Whether its host has a /tmp of its own. */
  readonly ownDisk?: boolean;
  /** By how much its host's clock is wrong, as `+90s`. */
  readonly clock?: string;
}

type Spawn = (args: readonly string[]) => ChildProcess;

/**
 * A cluster of ipyparallel that others started, as a person would with `ipcontroller` and `ipengine`: a controller and
 * engines on hosts of a test, or on this machine.
 */
export class IpyCluster {
  readonly folder = mkdtempSync(join(FOLDER, "labs-ipy-"));
  private readonly processes = new Set<ChildProcess>();
  private readonly forget = whenProcessEnds(() => this.endAll());
  private made = 0;
  said = "";

  constructor(
    private readonly python: string,
    /** Time between heartbeats in ms, and how many may be missed. */
    private readonly heartbeat: { readonly period: number; readonly misses: number } = {
      period: 500,
      misses: 6,
    },
  ) {}

  get clientFile(): string {
    return join(this.folder, "profile", "security", "ipcontroller-client.json");
  }

  get engineFile(): string {
    return join(this.folder, "profile", "security", "ipcontroller-engine.json");
  }

  /** Starts the controller, on a host if one is given; it listens on `ip`, by default where others reach it. */
  async controller(
    host?: NetworkHost,
    extra: readonly string[] = [],
    ip = host?.address ?? "127.0.0.1",
  ): Promise<ChildProcess> {
    rmSync(join(this.folder, "profile", "security"), { recursive: true, force: true });
    const { period, misses } = this.heartbeat;
    const place = [`--ip=${ip}`, ...(host ? [`--location=${host.address}`] : [])];
    const child = this.run(host)([
      ...["-m", "ipyparallel.controller", `--profile-dir=${join(this.folder, "profile")}`, ...place],
      ...[`--HeartMonitor.period=${period}`, `--HeartMonitor.max_heartmonitor_misses=${misses}`],
      ...extra,
    ]);
    await until(
      "the controller's connection files",
      () => existsSync(this.clientFile) && existsSync(this.engineFile),
      () => this.said,
    );
    return child;
  }

  /** Starts an engine and waits until the hub has taken it up; one after the other, as the hub likes them best. */
  async engine(host?: NetworkHost, options: EngineOptions = {}): Promise<ChildProcess> {
    const child = this.run(host, options)(["-m", "ipyparallel.engine", `--file=${this.engineFile}`]);
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        if (!said.includes(REGISTERED)) said += chunk.toString();
      });
    }
    await until(
      "an engine to be registered",
      () => {
        if (child.exitCode !== null) throw new Error(`the engine ended: ${said}`);
        return said.includes(REGISTERED);
      },
      () => said,
    );
    return child;
  }

  end(): void {
    this.endAll();
    this.forget();
  }

  private run(host?: NetworkHost, { clock, ...options }: EngineOptions = {}): Spawn {
    // One each: two that make the same profile at the same time get into each other's way.
    this.made += 1;
    const env = { IPYTHONDIR: join(this.folder, `ipython-${this.made}`), ...(clock && fakeClock(clock)) };
    return (args) => {
      const child = host
        ? host.spawn(this.python, args, { env, ...options })
        : spawn(this.python, args, {
            env: { ...process.env, ...env },
            stdio: ["ignore", "pipe", "pipe"],
            detached: true,
          });
      this.processes.add(child);
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on("data", (chunk: Buffer) => {
          this.said = (this.said + chunk.toString()).slice(-10_000);
        });
      }
      return child;
    };
  }

  private endAll(): void {
    for (const child of this.processes) {
      if (!child.pid || child.exitCode !== null) continue;
      signal(child.pid, "SIGKILL");
      signal(-child.pid, "SIGKILL");
    }
    this.processes.clear();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
