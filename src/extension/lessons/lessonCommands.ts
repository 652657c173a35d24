import * as vscode from "vscode";
import { tickItem } from "../../lessons/progress/record";
import { isItemDone } from "../../lessons/progress/status";
import { commands, type LessonCommandId } from "../../protocol/ids";
import { type CommandHandler, registerTable } from "../registerTable";
import { createLesson } from "./createLesson";
import { exportToFile, importFromFile } from "./exchangeFiles";
import { asNode, type LessonNode } from "./lessonNode";
import type { LessonsView } from "./lessonsView";
import type { LessonParts } from "./lessonTree";
import { continueLesson, openItem } from "./openStep";
import { type LessonItem, pickItem, pickLesson } from "./pickItem";
import { askReset } from "./resetCommands";

/** What the commands of lessons work with. */
export interface LessonContext extends LessonParts {
  readonly view: LessonsView;
  readonly log: vscode.LogOutputChannel;
}

/** Every command of the Lessons view, and what it does. */
const table: Readonly<Record<LessonCommandId, CommandHandler<LessonContext>>> = {
  [commands.continueLesson]: (context) => continueLesson(context, context.view),

  [commands.markDone]: (context, argument, more) => mark(context, argument, more, true),
  [commands.markNotDone]: (context, argument, more) => mark(context, argument, more, false),

  /** The space bar's: on what has no check box it does what it does in every tree. */
  [commands.toggleDone]: async (context) => {
    const { store, view } = context;
    const items = itemsOf(context, await view.chosen());
    if (items.length === 0) return await vscode.commands.executeCommand("list.toggleExpand");
    const allDone = items.every(({ lesson, item }) => isItemDone(store.progress, lesson.id, item));
    return await tick(context, items, !allDone);
  },

  [commands.openLink]: async (context, argument) => {
    const choice = await oneItem(context, argument, vscode.l10n.t("Open Link"));
    if (choice) await openItem(choice);
  },

  [commands.copyLink]: async (context, argument) => {
    const choice = await oneItem(context, argument, vscode.l10n.t("Copy Link"));
    if (!choice) return;
    await vscode.env.clipboard.writeText(choice.item.link);
    vscode.window.setStatusBarMessage(vscode.l10n.t("The link is in the clipboard"), 4000);
  },

  [commands.filterLessons]: ({ choice }) => choice.ask(),
  [commands.showAllLessons]: ({ choice }) => choice.choose("all"),

  [commands.resetLesson]: async (context, argument) => {
    const { library, store } = context;
    await library.ready();
    const node = asNode(argument);
    const offered = node
      ? library.find(node.lesson)
      : await pickLesson(vscode.l10n.t("Reset Progress of a Lesson"), library.lessons);
    if (offered) await askReset(store, offered.lesson);
  },
  [commands.resetAllLessons]: ({ store }) => askReset(store),

  [commands.exportProgress]: ({ store }) => exportToFile(store),
  [commands.importProgress]: ({ store }) => importFromFile(store),

  [commands.newLesson]: async ({ library, view }) => {
    const file = await createLesson(library);
    const made = library.lessons.find((offered) => offered.file === file);
    if (made) await view.reveal({ kind: "lesson", lesson: made.lesson.id });
  },
  [commands.editLesson]: async ({ library }, argument) => {
    await library.ready();
    const node = asNode(argument);
    const own = library.lessons.filter(({ source }) => source !== "builtIn");
    const offered = node ? library.find(node.lesson) : await pickLesson(vscode.l10n.t("Edit Lesson"), own);
    if (offered) await vscode.window.showTextDocument(vscode.Uri.file(offered.file));
  },

  [commands.refreshLessons]: ({ library }) => library.refresh(),
  [commands.showLessonProblems]: () => vscode.commands.executeCommand("workbench.actions.view.problems"),
};

/** Registers the commands of lessons. */
export function registerLessonCommands(context: LessonContext): vscode.Disposable {
  return registerTable(table, context);
}

async function mark(context: LessonContext, argument: unknown, more: unknown, done: boolean): Promise<void> {
  const { library, store } = context;
  await Promise.all([library.ready(), store.ready()]);
  const nodes = nodesOf(argument, more);
  if (nodes.length > 0) return await tick(context, itemsOf(context, nodes), done);
  const title = done ? vscode.l10n.t("Mark as Done") : vscode.l10n.t("Mark as Not Done");
  const wanted = ({ lesson, item }: LessonItem) => isItemDone(store.progress, lesson.id, item) !== done;
  const picked = await pickItem(title, library.lessons, wanted);
  if (picked) await tick(context, [picked], done);
}

async function tick({ store }: LessonContext, items: readonly LessonItem[], done: boolean): Promise<void> {
  if (items.length === 0) return;
  await store.change((progress, now) =>
    items.reduce((after, { lesson, item }) => tickItem(after, lesson.id, item.id, done, now), progress),
  );
}

/** What a menu means: the row it was opened on, or all that are chosen. Nothing for the palette. */
function nodesOf(argument: unknown, more: unknown): readonly LessonNode[] {
  const given = Array.isArray(more) ? more : [argument];
  return given.map(asNode).filter((node) => node !== undefined);
}

function itemsOf(context: LessonContext, nodes: readonly LessonNode[]): LessonItem[] {
  return nodes.map((node) => itemOf(context, node)).filter((item) => item !== undefined);
}

/** The item that a menu means, or that the user chooses; only those with a page have a link. */
async function oneItem(
  context: LessonContext,
  argument: unknown,
  title: string,
): Promise<LessonItem | undefined> {
  const { library } = context;
  await library.ready();
  const [node] = nodesOf(argument, undefined);
  if (node) return itemOf(context, node);
  return await pickItem(title, library.lessons, ({ item }) => item.kind !== "do");
}

function itemOf({ library }: LessonContext, node: LessonNode): LessonItem | undefined {
  const lesson = library.find(node.lesson)?.lesson;
  const item = node.kind === "item" ? lesson?.checklist.find(({ id }) => id === node.item) : undefined;
  return lesson && item && { lesson, item };
}
