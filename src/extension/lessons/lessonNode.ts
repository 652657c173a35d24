import type { Shown } from "./lessonFilter";
import type { OfferedLesson } from "./offeredLesson";

/** What the view shows, as ids: commands get these as they are. */
export type LessonNode =
  | { readonly kind: "lesson"; readonly lesson: string }
  | { readonly kind: "page"; readonly lesson: string }
  | { readonly kind: "objectives"; readonly lesson: string }
  | { readonly kind: "objective"; readonly lesson: string; readonly objective: string }
  | { readonly kind: "checklist"; readonly lesson: string }
  | { readonly kind: "item"; readonly lesson: string; readonly item: string }
  | { readonly kind: "labs"; readonly lesson: string }
  | { readonly kind: "lab"; readonly lesson: string; readonly lab: string }
  | { readonly kind: "quiz"; readonly lesson: string }
  | { readonly kind: "question"; readonly lesson: string; readonly question: string };

export type NodeOf<Kind extends LessonNode["kind"]> = Extract<LessonNode, { kind: Kind }>;

/** The same for the same thing, as long as its lesson has it: the view keeps by it what is open and chosen. */
export function nodeId(node: LessonNode): string {
  const { kind, lesson, ...part } = node;
  return [lesson, kind, ...Object.values(part)].join("/"); // ids have no "/"
}

/** What a node stands below; undefined for a lesson. */
export function parentOf(node: LessonNode): LessonNode | undefined {
  const { kind, lesson } = node;
  if (kind === "lesson") return undefined;
  if (kind === "objective") return { kind: "objectives", lesson };
  if (kind === "item") return { kind: "checklist", lesson };
  if (kind === "lab") return { kind: "labs", lesson };
  if (kind === "question") return { kind: "quiz", lesson };
  return { kind: "lesson", lesson };
}

/** What stands below a node, of what is shown. A group with nothing in it is left out. */
export function childrenOf({ kind }: LessonNode, offered: OfferedLesson, shown: Shown): LessonNode[] {
  const { id: lesson, objectives, checklist, labs, quiz } = offered.lesson;
  const shownItems = checklist.filter((item) => shown.item(offered, item));
  const shownLabs = labs.filter((lab) => shown.lab(offered, lab));
  const shownQuestions = quiz.filter((question) => shown.question(offered, question));
  switch (kind) {
    case "lesson":
      return [
        { kind: "page", lesson },
        ...(objectives.length > 0 ? [{ kind: "objectives", lesson } as const] : []),
        ...(shownItems.length > 0 ? [{ kind: "checklist", lesson } as const] : []),
        ...(shownLabs.length > 0 ? [{ kind: "labs", lesson } as const] : []),
        ...(shownQuestions.length > 0 ? [{ kind: "quiz", lesson } as const] : []),
      ];
    case "objectives":
      return objectives.map(({ id }) => ({ kind: "objective", lesson, objective: id }));
    case "checklist":
      return shownItems.map(({ id }) => ({ kind: "item", lesson, item: id }));
    case "labs":
      return shownLabs.map(({ id }) => ({ kind: "lab", lesson, lab: id }));
    case "quiz":
      return shownQuestions.map(({ id }) => ({ kind: "question", lesson, question: id }));
    default:
      return [];
  }
}

/** The node that a command was given, by a menu of the view or by another command. */
export function asNode(argument: unknown): LessonNode | undefined {
  const node = argument as Partial<LessonNode> | undefined;
  return typeof node === "object" && node !== null && typeof node.lesson === "string" && node.kind
    ? (node as LessonNode)
    : undefined;
}
