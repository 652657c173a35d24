import { type ChildProcessByStdio, spawn } from "node:child_process";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { builtFolder } from "./builtFolder";
import { whenProcessEnds } from "./cleanUp";

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** Text documents, ranges and edits as the language server protocol has them; no more than the tests look at. */
export interface Position {
  readonly line: number;
  readonly character: number;
}
export interface Range {
  readonly start: Position;
  readonly end: Position;
}
export interface Diagnostic {
  readonly range: Range;
  readonly code: string;
  readonly message: string;
  readonly severity: number;
  readonly codeDescription?: { readonly href: string };
}
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/**
 * The built language server, started as any editor starts it, and a client that knows nothing of it but the protocol's
 * framing: a header with the length, then JSON.
 */
export class LanguageServerProcess {
  readonly process: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Answers what the server asks, by its method; others are answered with null. */
  readonly answers = new Map<string, (params: never) => unknown>();
  /** What the server said to nobody in particular. */
  readonly notifications: { readonly method: string; readonly params: unknown }[] = [];
  readonly exited: Promise<number | null>;
  private readonly pending = new Map<number, (message: Message) => void>();
  private readonly listeners = new Set<() => void>();
  private received = Buffer.alloc(0);
  private lastId = 0;
  private errors = "";

  constructor(...args: readonly string[]) {
    this.process = spawn(process.execPath, [join(builtFolder(), "server.js"), ...args], {
      stdio: ["pipe", "pipe", "pipe"],
    });
    const forget = whenProcessEnds(() => this.process.kill("SIGKILL"));
    this.exited = new Promise((resolve) => {
      this.process.once("exit", (code) => {
        forget();
        for (const settle of this.pending.values())
          settle({ error: { code: 0, message: `The server ended: ${this.errors}` } });
        resolve(code);
      });
    });
    this.process.stdin.on("error", () => undefined); // it may have ended, which `exited` tells
    this.process.stdout.on("data", (data: Buffer) => this.receive(data));
    this.process.stderr.on("data", (data: Buffer) => {
      this.errors += data;
    });
  }

  /** Sends a request. Rejects with the server's error. */
  async request<Answer>(method: string, params: unknown): Promise<Answer> {
    return await this.begin<Answer>(method, params).answer;
  }

  /** Sends a request that may be cancelled. */
  begin<Answer>(method: string, params: unknown): { readonly answer: Promise<Answer>; cancel(): void } {
    const id = ++this.lastId;
    const answer = new Promise<Answer>((resolve, reject) => {
      this.pending.set(id, ({ result, error }) => {
        this.pending.delete(id);
        if (error) reject(Object.assign(new Error(error.message), { code: error.code }));
        else resolve(result as Answer);
      });
    });
    this.send({ id, method, params });
    return { answer, cancel: () => this.notify("$/cancelRequest", { id }) };
  }

  notify(method: string, params: unknown): void {
    this.send({ method, params });
  }

  /** Begins a session; `more` is merged into the client's capabilities. */
  async initialize(initializationOptions: unknown = undefined, capabilities: object = {}): Promise<Message> {
    const params = { processId: process.pid, rootUri: null, capabilities, initializationOptions };
    const answer = await this.request<Message>("initialize", params);
    this.notify("initialized", {});
    return answer;
  }

  open(uri: string, languageId: string, text: string): void {
    this.notify("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } });
  }

  change(uri: string, version: number, ...contentChanges: readonly object[]): void {
    this.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges });
  }

  /** The diagnostics of a version of a document, once they are told. */
  async diagnostics(uri: string, version?: number): Promise<readonly Diagnostic[]> {
    return await new Promise((resolve) => {
      const look = () => {
        for (const { method, params } of this.notifications) {
          if (method !== "textDocument/publishDiagnostics") continue;
          const told = params as { uri: string; version?: number; diagnostics: Diagnostic[] };
          if (told.uri !== uri || told.version !== version) continue;
          this.listeners.delete(look);
          return resolve(told.diagnostics);
        }
      };
      this.listeners.add(look);
      look();
    });
  }

  /** Ends it as an editor does. @returns its exit status */
  async end(): Promise<number | null> {
    await this.request("shutdown", null);
    this.notify("exit", null);
    return await this.exited;
  }

  private send(message: Message): void {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  private receive(data: Buffer): void {
    this.received = Buffer.concat([this.received, data]);
    for (;;) {
      const head = this.received.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.received.toString("latin1", 0, head))?.[1]);
      const end = head + 4 + length;
      if (this.received.length < end) return;
      const message = JSON.parse(this.received.toString("utf8", head + 4, end)) as Message;
      this.received = this.received.subarray(end);
      this.take(message);
    }
  }

  private take(message: Message): void {
    const { id, method, params } = message;
    if (method === undefined) this.pending.get(id ?? -1)?.(message);
    else if (id === undefined) {
      this.notifications.push({ method, params });
      for (const listener of [...this.listeners]) listener();
    } else this.send({ id, result: this.answers.get(method)?.(params as never) ?? null });
  }
}

/** A text with edits made in it, as a client makes them. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const offset = ({ line, character }: Position) => (starts[line] ?? text.length) + character;
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (made, { range, newText }) =>
        made.slice(0, offset(range.start)) + newText + made.slice(offset(range.end)),
      text,
    );
}
