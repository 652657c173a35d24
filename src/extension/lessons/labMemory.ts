import type * as vscode from "vscode";
import { keyText, type LabKey } from "../../lessons/labs/labKey";

/** What is known of a copy. */
export interface CopyFacts {
  /** Fingerprint of the starter that it began as. */
  readonly starter: string;
  /** Fingerprint of the newer starter that the learner was told of. */
  readonly told?: string;
}

const HOMES = "labs.homes";
const HOME = "labs.home";
const COPIES = "labs.copies";
const HINTS = "labs.hints";
const SOLUTIONS = "labs.solutions";

/** What is remembered of labs besides the learner's progress: each has a name here, and a reason. */
export class LabMemory {
  private readonly workspace: vscode.Memento;
  private readonly global: vscode.Memento;

  constructor(workspace: vscode.Memento, global: vscode.Memento) {
    this.workspace = workspace;
    this.global = global;
  }

  /** Folder of this workspace that has a lesson's copies: it stays so when other folders are added before it. */
  homeOf(lesson: string): string | undefined {
    return this.record<string>(this.workspace, HOMES)[lesson];
  }

  /** Folder that the learner chose for copies while no folder was open: it is not asked for again. */
  get chosenHome(): string | undefined {
    return this.global.get<string>(HOME);
  }

  async chooseHome(folder: string): Promise<void> {
    await this.global.update(HOME, folder);
  }

  async keepHome(lesson: string, folder: string): Promise<void> {
    if (this.homeOf(lesson) !== folder) await this.put(this.workspace, HOMES, lesson, folder);
  }

  /** Every folder that may have copies. */
  get homes(): readonly string[] {
    const { chosenHome } = this;
    const kept = Object.values(this.record<string>(this.workspace, HOMES));
    return [...new Set([...kept, ...(chosenHome === undefined ? [] : [chosenHome])])];
  }

  /** To tell of a new version of a lab, once. */
  copyFacts(key: LabKey): CopyFacts | undefined {
    return this.record<CopyFacts>(this.workspace, COPIES)[keyText(key)];
  }

  async keepCopyFacts(key: LabKey, facts: CopyFacts): Promise<void> {
    await this.put(this.workspace, COPIES, keyText(key), facts);
  }

  /** How many hints of a lab were told: the next one continues there, in any workspace. */
  hintsTold(key: LabKey): number {
    return this.record<number>(this.global, HINTS)[keyText(key)] ?? 0;
  }

  async keepHintsTold(key: LabKey, count: number): Promise<void> {
    await this.put(this.global, HINTS, keyText(key), count);
  }

  /** Whether the learner wanted to see a lab's solution: the question is asked once. */
  sawSolution(key: LabKey): boolean {
    return this.record<boolean>(this.global, SOLUTIONS)[keyText(key)] ?? false;
  }

  async keepSawSolution(key: LabKey): Promise<void> {
    await this.put(this.global, SOLUTIONS, keyText(key), true);
  }

  private record<T>(memory: vscode.Memento, name: string): Readonly<Record<string, T>> {
    return memory.get<Readonly<Record<string, T>>>(name) ?? {};
  }

  private async put(memory: vscode.Memento, name: string, key: string, value: unknown): Promise<void> {
    await memory.update(name, { ...this.record(memory, name), [key]: value });
  }
}
