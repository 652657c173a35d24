import * as vscode from "vscode";
import { messageOf } from "../../base/errors";
import { readChecks } from "../../checks/checkLab";
import { labFiles } from "../../checks/labFiles";
import { keyText, type LabKey } from "../../lessons/labs/labKey";
import { plainText } from "../plainText";
import { CheckRun } from "./checkRun";
import { findLab } from "./findLab";
import type { LabTestParts } from "./labTestParts";

/** What came of checking a lab. */
export interface Verdict {
  readonly passed: number;
  readonly total: number;
  /** Why a lab could not be checked at all, as when there is no Python. */
  readonly failure?: unknown;
}

/**
 * The checks of labs in the Test Explorer: a lesson, its labs that the learner has a copy of, their checks. Nothing is read
 * before the explorer is looked at, or checks are asked for.
 */
export class LabTests implements vscode.Disposable {
  private readonly controller = vscode.tests.createTestController(
    "parallelLabs.checks",
    vscode.l10n.t("Labs"),
  );
  private readonly labs = new Map<string, LabKey>();
  private readonly subscriptions: vscode.Disposable[] = [this.controller];
  private looked = false;
  private filling: Promise<void> = Promise.resolve();

  constructor(private readonly parts: LabTestParts) {
    this.controller.resolveHandler = (item) => (item ? this.fillLab(item) : this.look());
    this.controller.refreshHandler = () => this.look();
    this.controller.createRunProfile(
      vscode.l10n.t("Run Checks"),
      vscode.TestRunProfileKind.Run,
      async (request, token) => void (await this.run(request, token)),
      true,
    );
    this.subscriptions.push(
      parts.copies.onDidChange(() => {
        if (this.looked) void this.look();
      }),
    );
  }

  /**
   * Checks a lab of which there is a copy; undefined when it was cancelled.
   * Throws `wrong-usage` when the lab has no checks.
   */
  async check(key: LabKey): Promise<Verdict | undefined> {
    const { lesson, lab } = await findLab(this.parts.lessons, key);
    await readChecks(labFiles(lesson, lab));
    await this.look();
    const item = this.itemOf(key);
    if (!item) return undefined;
    const token = new vscode.CancellationTokenSource();
    try {
      return await this.run(new vscode.TestRunRequest([item]), token.token);
    } finally {
      token.dispose();
    }
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** Shows the labs as they are now; one look after another. */
  private look(): Promise<void> {
    this.looked = true;
    this.filling = this.filling.then(() => this.fill()).catch(() => undefined);
    return this.filling;
  }

  private async fill(): Promise<void> {
    const { lessons, copies } = this.parts;
    await lessons.ready();
    const shown: vscode.TestItem[] = [];
    this.labs.clear();
    for (const [at, { lesson }] of lessons.lessons.entries()) {
      const started: vscode.TestItem[] = [];
      for (const [number, lab] of lesson.labs.entries()) {
        const key = { lesson: lesson.id, lab: lab.id };
        const copy = await copies.copyOf(lesson.id, lab.id);
        if (!copy) continue;
        const item = await this.labItem(key, plainText(lab.title), copy);
        item.sortText = inOrder(number);
        started.push(item);
      }
      if (started.length === 0) continue;
      const item =
        this.controller.items.get(lesson.id) ??
        this.controller.createTestItem(lesson.id, plainText(lesson.title));
      item.label = plainText(lesson.title);
      item.sortText = inOrder(at);
      item.children.replace(started);
      shown.push(item);
    }
    this.controller.items.replace(shown);
  }

  private async labItem(key: LabKey, title: string, copy: vscode.Uri): Promise<vscode.TestItem> {
    const id = keyText(key);
    this.labs.set(id, key);
    const known = this.controller.items.get(key.lesson)?.children.get(id);
    const item =
      known?.uri?.toString() === copy.toString() ? known : this.controller.createTestItem(id, title, copy);
    item.label = title;
    item.range = new vscode.Range(0, 0, 0, 0); // the run button beside the lab's first line
    await this.fillLab(item);
    return item;
  }

  private async fillLab(item: vscode.TestItem): Promise<void> {
    const key = this.labs.get(item.id);
    if (!key) return;
    try {
      const { lesson, lab } = await findLab(this.parts.lessons, key);
      const checks = await readChecks(labFiles(lesson, lab));
      item.error = undefined;
      item.children.replace(
        checks.map(({ name, title }, at) => {
          const check =
            item.children.get(`${item.id}/${name}`) ??
            this.controller.createTestItem(`${item.id}/${name}`, plainText(title), item.uri);
          check.label = plainText(title);
          check.sortText = inOrder(at);
          return check;
        }),
      );
    } catch (error) {
      item.error = messageOf(error);
    }
  }

  private itemOf({ lesson, lab }: LabKey): vscode.TestItem | undefined {
    return this.controller.items.get(lesson)?.children.get(keyText({ lesson, lab }));
  }

  /** Runs what is asked for, lab after lab, as each takes all engines. */
  private async run(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
  ): Promise<Verdict | undefined> {
    const asked = request.include ?? [...this.controller.items].map(([, item]) => item);
    const labs = this.checksByLab(asked, new Set(request.exclude));
    const run = this.controller.createTestRun(request);
    for (const checks of labs.values()) for (const check of checks) run.enqueued(check);
    const verdict: { passed: number; total: number; failure?: unknown } = { passed: 0, total: 0 };
    try {
      for (const [item, checks] of labs) {
        const key = this.labs.get(item.id);
        if (!key || token.isCancellationRequested || run.token.isCancellationRequested) continue;
        const checkRun = new CheckRun(this.parts, run, { key, item, checks });
        const outcomes = await checkRun.do(token);
        verdict.failure ??= checkRun.failure;
        verdict.passed += outcomes?.filter(({ status }) => status === "passed").length ?? 0;
        verdict.total += checks.length;
      }
      return token.isCancellationRequested || run.token.isCancellationRequested ? undefined : verdict;
    } finally {
      run.end();
    }
  }

  /** The checks that are meant, each once, by the item of their lab. */
  private checksByLab(
    asked: readonly vscode.TestItem[],
    excluded: ReadonlySet<vscode.TestItem>,
  ): Map<vscode.TestItem, vscode.TestItem[]> {
    const labs = new Map<vscode.TestItem, vscode.TestItem[]>();
    const take = (item: vscode.TestItem) => {
      if (excluded.has(item)) return;
      if (item.children.size > 0) {
        for (const [, child] of item.children) take(child);
        return;
      }
      const lab = item.parent;
      if (!lab || !this.labs.has(lab.id)) return;
      const checks = labs.get(lab) ?? [];
      if (!checks.includes(item)) checks.push(item);
      labs.set(lab, checks);
    };
    for (const item of asked) take(item);
    return labs;
  }
}

/** Text that sorts as the number does, since the explorer sorts by text. */
function inOrder(number: number): string {
  return String(number).padStart(6, "0");
}
