/** Name of the contribution point, in another extension's package.json below `contributes`. */
export const CONTRIBUTION_POINT = "parallelLabs.lessons";

/**
 * The folders of lessons that an extension contributes: `"contributes": {"parallelLabs.lessons": [{"path": "./lessons"}]}`.
 * Anything else in it is passed over. The paths are as they stand there: whether they stay in the extension is not said.
 */
export function contributedFolders(packageJson: unknown): readonly string[] {
  const entries = field(field(packageJson, "contributes"), CONTRIBUTION_POINT);
  if (!Array.isArray(entries)) return [];
  return entries.map((entry) => field(entry, "path")).filter((path) => typeof path === "string");
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
