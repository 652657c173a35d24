import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { errors } from "../base/errors";
import { labFiles } from "../checks/labFiles";
import { placeOfCopy } from "../lessons/labs/labPlace";
import type { LoadedLesson } from "../lessons/loadLesson";
import type { LabFiles } from "../protocol/checkReport";
import type { Lab } from "../protocol/lesson";

/** A lab that a command names, with the file that is to be checked. */
export interface NamedLab extends LabFiles {
  /** As `LESSON/LAB`. */
  readonly id: string;
  /** The lab of the lesson that it is. */
  readonly of: { readonly loaded: LoadedLesson; readonly lab: Lab };
}

interface Known {
  readonly id: string;
  readonly loaded: LoadedLesson;
  readonly lab: Lab;
}

/**
 * What `check` is to check. `given` is a learner's file, whose name tells the lab unless `wanted` does; or the id of a
 * lab, whose copy is looked for where the editor puts it.
 * @param wanted `LESSON/LAB`, or the lab's id where no two lessons have it
 * @param solution check the lesson's own solution
 */
export function findLab(
  lessons: readonly LoadedLesson[],
  given: string,
  { wanted, solution }: { readonly wanted?: string; readonly solution?: boolean },
): NamedLab {
  const known = lessons.flatMap((loaded) =>
    loaded.lesson.labs.map((lab) => ({ id: `${loaded.lesson.id}/${lab.id}`, loaded, lab })),
  );
  const file = existsSync(given) ? resolve(given) : undefined;
  if (file !== undefined && !solution) return named(wanted ? byId(known, wanted) : byFile(known, file), file);
  const found = byId(known, wanted ?? given);
  if (solution) return named(found, join(found.loaded.folder, found.lab.solution));
  const copy = resolve(placeOfCopy(found.loaded.lesson.id, found.lab.file));
  if (existsSync(copy)) return named(found, copy);
  throw errors.wrongUsage(
    `There is no copy of ${found.id} here (${copy}): name the file, with --lab ${found.id}.`,
  );
}

function named({ id, loaded, lab }: Known, file: string): NamedLab {
  return { id, of: { loaded, lab }, ...labFiles(loaded, lab, file) };
}

function byId(known: readonly Known[], wanted: string): Known {
  const found = known.filter(({ id, lab }) => id === wanted || lab.id === wanted);
  const [only, other] = found;
  if (only && !other) return only;
  const ids = (other ? found : known).map(({ id }) => id).join(", ");
  throw errors.wrongUsage(
    other
      ? `Several lessons have a lab ${wanted}: choose one of ${ids}.`
      : `There is neither a file nor a lab ${wanted}; the labs are ${ids || "none"}.`,
  );
}

function byFile(known: readonly Known[], file: string): Known {
  const inside = known.find(({ loaded, lab }) =>
    [lab.file, lab.solution].some((path) => join(loaded.folder, path) === file),
  );
  if (inside) return inside;
  const found = known.filter(({ lab }) => basename(lab.file) === basename(file));
  const [only, other] = found;
  if (only && !other) return only;
  const ids = (other ? found : known).map(({ id }) => id).join(", ");
  throw errors.wrongUsage(
    other
      ? `${basename(file)} may be of several labs: choose with --lab one of ${ids}.`
      : `No lab has a file ${basename(file)}: choose with --lab one of ${ids || "none"}.`,
  );
}
