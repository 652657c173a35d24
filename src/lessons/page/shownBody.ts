import { posix } from "node:path";
import type { LoadedLesson } from "../loadLesson";
import { decoded } from "./decoded";
import { asAddress } from "./markdownText";
import { addressOfFile, addressOfPage, pictureAddress, placeOf } from "./pageAddress";
import { type PagePart, readPage } from "./readPage";
import type { Shade } from "./shade";

/** What a text is shown with. */
export interface Surroundings {
  /** All lessons that there are, because a text may link to them. */
  readonly lessons: readonly LoadedLesson[];
  /** Of the editor's theme. */
  readonly shade: Shade;
}

/** Letters of a label that are looked through: labels can be nested, and all of them together be long. */
const LONGEST_LABEL = 1000;

/**
 * A lesson's text as it is shown: links to other lessons' files `lesson.md` go to their pages, so that a tab is called by the
 * lesson's title, and SVG pictures are those for the editor's theme. What is written by reference stays as it is, and works
 * too.
 */
export function shownBody(lesson: LoadedLesson, around: Surroundings): string {
  const { body } = lesson;
  const starts = startsOfLines(body);
  let text = "";
  let end = 0;
  for (const part of readPage(body).parts) {
    const target = targetOf(part, lesson, around);
    const begin = (starts[part.line - 1] ?? 0) + part.column - 1;
    if (target === undefined || begin < end) continue;
    const at = addressIn(body, begin);
    if (at === undefined || !body.startsWith(part.text, at)) continue; // by reference
    text += body.slice(end, at) + target;
    end = at + part.text.length;
  }
  return text + body.slice(end);
}

/** Where the address of a link or picture begins, of which the first sign is at `begin`: behind its label and `](`. */
function addressIn(body: string, begin: number): number | undefined {
  const label = body.startsWith("![", begin) ? begin + 2 : begin;
  const most = Math.min(body.length, label + LONGEST_LABEL);
  let depth = 1;
  for (let at = label; at < most; at++) {
    if (body[at] === "\\") at += 1;
    else if (body[at] === "[") depth += 1;
    else if (body[at] === "]") depth -= 1;
    if (depth > 0) continue;
    const [opening] = /^\]\(\s*<?/.exec(body.slice(at, at + 10)) ?? [];
    return opening === undefined ? undefined : at + opening.length;
  }
  return undefined;
}

function startsOfLines(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** Where a link or a picture is to lead instead, if not where it does. */
function targetOf({ kind, text }: PagePart, from: LoadedLesson, around: Surroundings): string | undefined {
  if (kind === "link") return pageTarget(text, from, around.lessons);
  const isOwn = kind === "image" && /^[\w][^:?#]*\.svg$/i.test(text) && !text.split("/").includes("..");
  return isOwn ? pictureAddress(text, around.shade) : undefined;
}

function pageTarget(
  address: string,
  from: LoadedLesson,
  lessons: readonly LoadedLesson[],
): string | undefined {
  const [, path = "", fragment = ""] = /^([^?#]*)(#.*)?$/.exec(address) ?? [];
  if (!/^[^:]*lesson\.md$/i.test(path)) return undefined;
  const base = addressOfFile(from, "");
  const place = placeOf({ ...base, path: posix.join(base.path, decoded(path)) }, lessons);
  if (place?.kind !== "page") return undefined;
  return `..${asAddress(addressOfPage(place.lesson).path)}${fragment}`;
}
