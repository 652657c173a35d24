/** Which lab is meant, by ids. */
export interface LabKey {
  readonly lesson: string;
  readonly lab: string;
}

/** The same as one text. Ids have no `/`. */
export function keyText({ lesson, lab }: LabKey): string {
  return `${lesson}/${lab}`;
}
