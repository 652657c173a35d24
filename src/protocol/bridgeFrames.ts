/**
 * The contract between the host and the bridge of an ipyparallel cluster, one process for all engines of it.
 *
 * Frames as in engineFrames.ts, on descriptors 3 (to the bridge) and 4 (from it); 5 is the lifeline. What an engine and
 * the host say to each other are bytes of engineFrames.ts, which the bridge passes on unread, with the descriptor of an
 * engine program under which they would come: 3 is `send`; 4, 1 and 2 are `bytes`.
 */

interface Buffers {
  readonly buffers: readonly number[];
}

/** How a controller is reached that listens only where it is: through ssh, as ipyparallel's client names it. */
export interface SshAddress {
  /** `user@host`, a host or a name of ssh's configuration; absent, what the connection file says, or no tunnel. */
  readonly sshserver?: string;
  /** File of a private key. There is nobody to type a password or a passphrase. */
  readonly sshkey?: string;
}

/** How to find a running cluster; the connection file says it all, else profile and cluster id lead to it. */
export interface ClusterAddress extends SshAddress {
  readonly profile?: string;
  readonly clusterId?: string;
  readonly connectionFile?: string;
}

/** How further clients find a cluster that is connected to. */
export interface ClientAddress extends SshAddress {
  readonly connectionFile: string;
}

/** First frame to the bridge: connects to a cluster, or starts one of this machine. */
export type BridgeOpen = ClusterAddress & {
  readonly op: "open";
  /** Seconds that it may take. */
  readonly timeout: number;
  /** A private folder of the host's: for the files of a controller that is started, or a tunnel's sockets. */
  readonly folder: string;
  /** Starts a controller. */
  readonly start: boolean;
};

export type BridgeRequest =
  | BridgeOpen
  /** Installs our code on an engine; `send` begins anew with its first frame. */
  | { readonly op: "attach"; readonly engine: number }
  /** Bytes of requests, which go in the body; to several engines, one whole request. */
  | { readonly op: "send"; readonly engines: readonly number[] }
  /**
   * Has the cluster's scheduler give a whole request to whichever of these engines is free, and to another one for so
   * many times as one dies under it. Tasks have numbers of their own.
   */
  | {
      readonly op: "submit";
      readonly task: number;
      readonly engines: readonly number[];
      readonly retries: number;
    }
  /** Interrupts tasks; one that has not begun never will, and is over at once. */
  | { readonly op: "cancel"; readonly tasks: readonly number[] }
  | { readonly op: "interrupt"; readonly engine: number }
  /** Of a cluster that the bridge started: makes and ends an engine's process. `launch` tells it from others before it. */
  | { readonly op: "launch" | "kill"; readonly engine: number; readonly launch: number };

export type BridgeResponse = Buffers &
  (
    | {
        readonly op: "open";
        readonly engines: readonly number[];
        readonly connectionFile: string;
        /** Of ipyparallel. */
        readonly version: string;
        /** Whether `submit` can be asked for. */
        readonly hasScheduler: boolean;
      }
    /** It could not connect or start, and ends; a sentence without its end. */
    | { readonly op: "failed"; readonly code: string; readonly message: string }
    | { readonly op: "joined" | "left"; readonly engine: number }
    /** The controller cannot be reached any more. */
    | { readonly op: "lost"; readonly message: string }
    | { readonly op: "bytes"; readonly engine: number; readonly fd: 1 | 2 | 4; readonly dropped: number }
    /** An engine has begun with a task; again, when another had died under it. `submitted` is in ms. */
    | { readonly op: "began"; readonly task: number; readonly engine: number; readonly submitted: number }
    /** As `bytes`, of a task that goes on. */
    | { readonly op: "taskBytes"; readonly task: number; readonly fd: 1 | 2 | 4; readonly dropped: number }
    /**
     * A task is over. The rest of its bytes is the body: of each part the descriptor, the bytes dropped before it, and
     * the number of pieces. Times are those of ipyparallel's own record, in ms by the engine's clock.
     */
    | {
        readonly op: "answered";
        readonly task: number;
        readonly engine: number;
        readonly parts: readonly (readonly [fd: 1 | 2 | 4, dropped: number, pieces: number])[];
        readonly started: number;
        readonly completed: number;
      }
    /**
     * A task is over without an answer: the last engine that it might be tried on died, none of its engines is left,
     * it was cancelled before it began, or ipyparallel could not do it. `engine` is the one that died, which may not have
     * told that it began.
     */
    | {
        readonly op: "unanswered";
        readonly task: number;
        readonly reason: "died" | "unreachable" | "cancelled" | "failed";
        readonly message: string;
        readonly engine?: number;
      }
    /** Output past our calls; the text is the body. */
    | { readonly op: "stray"; readonly engine: number; readonly stream: "stdout" | "stderr" }
    /** How many ms an engine's clock is ahead of this machine's. */
    | { readonly op: "clock"; readonly engine: number; readonly ahead: number }
    /** The process of a launched engine ended. `said` is the end of its log, where it never joined. */
    | {
        readonly op: "exited";
        readonly engine: number;
        readonly launch: number;
        readonly reason: string;
        readonly said?: string;
      }
    /** An engine does not take our code. */
    | { readonly op: "broken"; readonly engine: number; readonly message: string }
  );
