import type { Pitfall, PitfallFile, PitfallFix } from "./pitfall";

/** What suppresses one pitfall where it stands. */
export function suppressionFix({ code, from }: Pitfall, { language, syntax }: PitfallFile): PitfallFix {
  const { text } = syntax;
  const end = text.indexOf("\n", from) < 0 ? text.length : text.indexOf("\n", from);
  const change = { from: end, to: end, text: `  ${commentOf(language)} parallel-labs: ignore ${code}` };
  return { title: `Ignore ${code} on this line`, changes: [change], isPreferred: false };
}

/** What suppresses a pitfall in the whole file: a comment at its top. */
export function fileSuppressionFix({ code }: Pitfall, { language }: PitfallFile): PitfallFix {
  const change = { from: 0, to: 0, text: `${commentOf(language)} parallel-labs: ignore-file ${code}\n` };
  return { title: `Ignore ${code} in this file`, changes: [change], isPreferred: false };
}

function commentOf(language: PitfallFile["language"]): string {
  return language === "python" ? "#" : "//";
}
