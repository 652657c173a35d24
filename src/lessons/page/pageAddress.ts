import { basename, dirname, join } from "node:path";
import type { LoadedLesson } from "../loadLesson";
import { LESSON_FILE } from "../pack/findLessons";
import type { Shade } from "./shade";

/**
 * How a lesson's page and the files around it are addressed in the editor: `SCHEME://LESSON/FOLDER/FILE`. The path goes
 * as on disk, from the folder that holds the lesson's, so that a page's relative links lead where they should. The
 * address names no place on the disk: it stays the same when the lessons move, as built-in ones do with each version.
 */
export interface PageAddress {
  /** Id of the lesson in whose page a link stands. */
  readonly authority: string;
  /** Begins with `/`; not percent-encoded. */
  readonly path: string;
}

/** What is at an address. */
export type PagePlace =
  | { readonly kind: "page"; readonly lesson: LoadedLesson }
  | { readonly kind: "folder" }
  /** A lab: who opens it is to get the learner's copy. */
  | { readonly kind: "lab"; readonly lesson: LoadedLesson; readonly lab: string }
  | { readonly kind: "quiz"; readonly lesson: LoadedLesson }
  /** A heading of a file of the lesson: who opens it is to get the file's page there. */
  | {
      readonly kind: "heading";
      readonly lesson: LoadedLesson;
      readonly page: string;
      readonly heading: string;
    }
  /** A file of a lesson, which may not be there; `shade`: a picture for such a theme. */
  | { readonly kind: "file"; readonly lesson: LoadedLesson; readonly path: string; readonly shade?: Shade };

/** Letters of a page's name. */
const LONGEST_NAME = 60;

/** Where pages have what is no file of the lesson. */
const OWN_FOLDER = ".parallel-labs";

/** The quiz, relative to the lesson's folder. */
export const QUIZ_ADDRESS = `${OWN_FOLDER}/quiz`;

/** A lab of any lesson, relative to the folder of the lesson that links to it. */
export function labAddress(lesson: string, lab: string): string {
  return `${OWN_FOLDER}/labs/${lesson}/${lab}`;
}

/** A heading of a page by its fragment, relative to the lesson's folder. */
export function headingAddress(page: string, fragment: string): string {
  return `${OWN_FOLDER}/headings/${fragment}/${page}`;
}

/** A picture of the lesson for a theme, by the picture's own address; both are relative to the lesson's folder. */
export function pictureAddress(address: string, shade: Shade): string {
  return `${OWN_FOLDER}/${shade}/${address}`;
}

/** Where a lesson's page is. Its last part is what the preview's tab is called by. */
export function addressOfPage(lesson: LoadedLesson): PageAddress {
  return addressOfFile(lesson, pageName(lesson));
}

/** Where a file of a lesson is. */
export function addressOfFile({ lesson, folder }: LoadedLesson, path: string): PageAddress {
  return { authority: lesson.id, path: `/${basename(folder)}/${path}` };
}

/** Finds what an address means; undefined for what belongs to no lesson. */
export function placeOf(
  { authority, path }: PageAddress,
  lessons: readonly LoadedLesson[],
): PagePlace | undefined {
  const from = lessons.find(({ lesson }) => lesson.id === authority);
  const [folder, ...rest] = path.split("/").slice(1);
  if (!from || folder === undefined || rest.includes("..")) return undefined;
  if (folder === "") return { kind: "folder" };
  const lesson = besides(from, folder, lessons);
  if (!lesson) return undefined;
  if (rest.join("") === "") return { kind: "folder" };
  const file = rest.join("/");
  if (file === LESSON_FILE || file === pageName(lesson)) return { kind: "page", lesson };
  if (file === QUIZ_ADDRESS) return { kind: "quiz", lesson };
  if (rest[0] === OWN_FOLDER) return ownPlace(lesson, rest.slice(1), lessons);
  const lab = lesson.lesson.labs.find((one) => one.file === file);
  if (lab) return { kind: "lab", lesson, lab: lab.id };
  return { kind: "file", lesson, path: file };
}

/** The lesson whose folder has this name, beside another lesson's; or that lesson itself. */
function besides(
  from: LoadedLesson,
  folder: string,
  lessons: readonly LoadedLesson[],
): LoadedLesson | undefined {
  if (basename(from.folder) === folder) return from;
  const wanted = join(dirname(from.folder), folder);
  return lessons.find((one) => one.folder === wanted);
}

function ownPlace(
  lesson: LoadedLesson,
  [first, ...rest]: readonly string[],
  lessons: readonly LoadedLesson[],
): PagePlace | undefined {
  if (first === "dark" || first === "light") {
    return { kind: "file", lesson, path: rest.join("/"), shade: first };
  }
  if (first === "headings") {
    const [heading = "", ...page] = rest;
    return isPage(page.join("/")) ? { kind: "heading", lesson, heading, page: page.join("/") } : undefined;
  }
  const [id, lab] = rest;
  const owner = lessons.find((one) => one.lesson.id === id);
  if (first !== "labs" || lab === undefined || !owner?.lesson.labs.some((one) => one.id === lab)) {
    return undefined;
  }
  return { kind: "lab", lesson: owner, lab };
}

/** The title, without what addresses and file names cannot have. */
function pageName({ lesson }: LoadedLesson): string {
  const name = lesson.title.replaceAll(/[\\/:*?"<>|#%\p{C}]+/gu, " ").replaceAll(/\s+/gu, " ");
  return `${name.trim().slice(0, LONGEST_NAME).trim() || lesson.id}.md`;
}

/** Whether a file of a lesson is one to read in the preview. */
export function isPage(path: string): boolean {
  return path.endsWith(".md") && !path.split("/").some((part) => part === "" || part.startsWith("."));
}
