import { MOST_YAML } from "../format/yamlLimits";

/** Where the lessons of a workspace are. */
const PLACE = /(?:^|[\\/])\.parallel-labs[\\/]lessons[\\/][^\\/]+[\\/]lesson\.md$/;
/** Fields that nobody else's front matter has. */
const OWN_FIELD = /^(?:objectives|checklist|labs|quiz):/m;

/**
 * Whether a text is a lesson, and not another file of that name: it stands among a workspace's lessons, or its front
 * matter has fields of ours.
 */
export function isLessonText(path: string, text: string): boolean {
  if (!/(?:^|[\\/])lesson\.md$/.test(path)) return false;
  if (PLACE.test(path)) return true;
  const [, matter] =
    /^\ufeff?---[ \t]*\r?\n([\s\S]*?)(?:^---|$(?![\s\S]))/m.exec(text.slice(0, MOST_YAML)) ?? [];
  return matter !== undefined && OWN_FIELD.test(matter);
}
