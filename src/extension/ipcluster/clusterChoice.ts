import * as vscode from "vscode";
import type { ClusterAddress } from "../../protocol/bridgeFrames";
import type { Settings } from "../../protocol/ids";
import { onSetting, setting, storeSetting } from "../settings";

/** Which engines Python runs on. */
export type ClusterChoice =
  /** Processes of this window, which need no package. */
  | { readonly kind: "local" }
  /** An ipyparallel cluster of this window, which ends with it. */
  | { readonly kind: "own" }
  /** One that somebody else started. */
  | { readonly kind: "other"; readonly address: ClusterAddress };

/** The settings that make the choice, so that it is remembered and can be made in a file. */
const IDS = [
  "engines.backend",
  "ipyparallel.profile",
  "ipyparallel.clusterId",
  "ipyparallel.connectionFile",
  "ipyparallel.sshServer",
] as const;

/** Those, and the user's key, which says nothing of a cluster and stays whatever is chosen. */
const ALL_IDS = [...IDS, "ipyparallel.sshKey"] as const;

/** What the settings say. */
export function clusterChoice(): ClusterChoice {
  if (setting("engines.backend") !== "ipyparallel") return { kind: "local" };
  const [profile, clusterId, connectionFile, sshserver, sshkey] = [
    setting("ipyparallel.profile").trim(),
    setting("ipyparallel.clusterId").trim(),
    setting("ipyparallel.connectionFile").trim(),
    setting("ipyparallel.sshServer").trim(),
    setting("ipyparallel.sshKey").trim(),
  ];
  if (!profile && !clusterId && !connectionFile && !sshserver) return { kind: "own" };
  return {
    kind: "other",
    address: {
      ...(profile && { profile }),
      ...(clusterId && { clusterId }),
      ...(connectionFile && { connectionFile }),
      ...(sshserver && { sshserver }),
      ...(sshkey && { sshkey }),
    },
  };
}

/** Remembers a choice: in the workspace's settings where there is a workspace, else in the user's. */
export async function rememberChoice(choice: ClusterChoice): Promise<void> {
  const address: ClusterAddress = choice.kind === "other" ? choice.address : {};
  const values: Pick<Settings, (typeof IDS)[number]> = {
    "engines.backend": choice.kind === "local" ? "auto" : "ipyparallel",
    "ipyparallel.profile": address.profile ?? "",
    "ipyparallel.clusterId": address.clusterId ?? "",
    "ipyparallel.connectionFile": address.connectionFile ?? "",
    "ipyparallel.sshServer": address.sshserver ?? "",
  };
  // The backend last, so that no cluster is looked for that is only half described.
  for (const id of [...IDS].reverse()) await storeSetting(id, values[id]);
}

/** Tells when the settings make another choice; several changes that come together are told once. */
export function onChoice(listener: () => void): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(listener, 50);
  };
  const listeners = ALL_IDS.map((id) => onSetting(id, later));
  return new vscode.Disposable(() => {
    clearTimeout(timer);
    vscode.Disposable.from(...listeners).dispose();
  });
}
