import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { errors } from "../base/errors";
import type { Cluster } from "../engines/cluster";
import { findPython } from "../engines/cpython/findPython";
import { createEngines } from "../engines/createEngines";
import type { ClusterAddress } from "../protocol/bridgeFrames";
import type { Language } from "../protocol/language";

/** Bytes of output kept for one engine. */
export const OUTPUT_LIMIT = 10 << 20;

/** What a command says of its engines. */
export interface EngineArguments extends AddressArguments {
  readonly file: string;
  readonly engines?: number;
  readonly targets?: readonly number[];
  readonly backend: "auto" | "python" | "node" | "ipyparallel";
  readonly python?: string;
}

/** Which running cluster of ipyparallel to use; none of them, one is started. */
export interface AddressArguments {
  readonly backend?: string;
  readonly profile?: string;
  readonly clusterId?: string;
  readonly connectionFile?: string;
  readonly sshServer?: string;
  readonly sshKey?: string;
}

/** The engines for a file's language; none starts yet. Throws `wrong-usage`, `no-python`. */
export async function clusterFor(language: Language, args: EngineArguments): Promise<Cluster> {
  const address = addressOf(args);
  if (address && args.engines !== undefined) {
    throw errors.wrongUsage(
      "A running cluster has its own number of engines: leave --engines away, or choose some with --targets.",
    );
  }
  const backend = args.backend === "auto" ? (language === "python" ? "python" : "node") : args.backend;
  if ((backend === "node") === (language === "python")) {
    throw errors.wrongUsage(
      `${args.file} cannot run on ${backend} engines: leave --backend away, or choose auto.`,
    );
  }
  const executable = await interpreterFor(language, args.python);
  const count = args.engines ?? Math.max(wantedCount(), ...(args.targets ?? []).map((id) => id + 1));
  const common = { count, executable, cwd: process.cwd(), outputLimit: OUTPUT_LIMIT };
  if (backend !== "ipyparallel") return createEngines({ backend, ...common });
  const cluster = createEngines({ backend, ...common, ...(address && { address }) });
  await readyOrStopped(cluster);
  return cluster;
}

/**
 * The running cluster that the arguments name, if they name one. Throws `wrong-usage` where the backend is another, and
 * for a key that is not there or leads nowhere.
 */
export function addressOf({ backend, ...args }: AddressArguments): ClusterAddress | undefined {
  const { profile, clusterId, connectionFile, sshServer, sshKey } = args;
  const address = {
    ...(profile !== undefined && { profile }),
    ...(clusterId !== undefined && { clusterId }),
    ...(connectionFile !== undefined && { connectionFile: resolve(connectionFile) }),
    ...(sshServer !== undefined && { sshserver: sshServer }),
    ...(sshKey !== undefined && { sshkey: resolve(sshKey) }),
  };
  if (Object.keys(address).length === 0) return undefined;
  if (backend !== "ipyparallel") {
    throw errors.wrongUsage(
      "--profile, --cluster-id, --connection-file, --ssh-server and --ssh-key name a cluster of ipyparallel: add --backend ipyparallel.",
    );
  }
  if (sshServer === "") throw errors.wrongUsage("--ssh-server names no server: give user@host or a host.");
  if (sshKey === undefined) return address;
  if (Object.keys(address).length === 1) {
    throw errors.wrongUsage(
      "--ssh-key is for reaching a running cluster: name it, too, with --ssh-server, --connection-file or --profile.",
    );
  }
  if (!statSync(sshKey, { throwIfNoEntry: false })?.isFile()) {
    throw errors.wrongUsage(`There is no ssh key ${sshKey}: name the file of a private key.`);
  }
  return address;
}

/** Waits until it is known which engines there are; a cluster of which that cannot be found out leaves nothing. */
export async function readyOrStopped(cluster: Cluster): Promise<void> {
  try {
    await cluster.ready();
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

/** One engine a core. */
export function wantedCount(): number {
  return availableParallelism();
}

/** The program that engines of a language are. @param chosen a Python interpreter. Throws `no-python`. */
export async function interpreterFor(language: Language, chosen?: string): Promise<string> {
  if (language !== "python") return process.execPath;
  const active = process.env["VIRTUAL_ENV"] && `${process.env["VIRTUAL_ENV"]}/bin/python`;
  return (await findPython({ ...(chosen && { chosen }), ...(active && { active }) })).executable;
}
