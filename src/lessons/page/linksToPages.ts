import { posix } from "node:path";
import type { LoadedLesson } from "../loadLesson";
import { decoded } from "./decoded";
import { asAddress } from "./markdownText";
import { addressOfFile, addressOfPage, placeOf } from "./pageAddress";
import { readPage } from "./readPage";

/**
 * A lesson's text, in which links to other lessons' files `lesson.md` go to their pages: a tab then is called by the
 * lesson's title. Links that are written by reference stay as they are, and work too.
 */
export function linksToPages(lesson: LoadedLesson, lessons: readonly LoadedLesson[]): string {
  const { body } = lesson;
  const lines = body.split("\n");
  const starts = lines.map(() => 0);
  for (let at = 1; at < lines.length; at++)
    starts[at] = (starts[at - 1] ?? 0) + (lines[at - 1] ?? "").length + 1;
  let text = "";
  let end = 0;
  for (const { kind, text: address, line, column } of readPage(body).parts) {
    const page = kind === "link" ? pageOf(address, lesson, lessons) : undefined;
    if (page === undefined) continue;
    const begin = (starts[line - 1] ?? 0) + column - 1;
    const at = body.indexOf(`](${address}`, begin);
    if (begin < end || at < 0 || body.slice(begin + 1, at).includes("](")) continue;
    text += `${body.slice(end, at)}](${page}`;
    end = at + 2 + address.length;
  }
  return text + body.slice(end);
}

/** The relative address of the page that a link leads to, if it leads to one. */
function pageOf(address: string, from: LoadedLesson, lessons: readonly LoadedLesson[]): string | undefined {
  const [, path = "", fragment = ""] = /^([^?#]*)(#.*)?$/.exec(address) ?? [];
  if (!/^[^:]*lesson\.md$/i.test(path)) return undefined;
  const base = addressOfFile(from, "");
  const place = placeOf({ ...base, path: posix.join(base.path, decoded(path)) }, lessons);
  if (place?.kind !== "page") return undefined;
  return `..${asAddress(addressOfPage(place.lesson).path)}${fragment}`;
}
