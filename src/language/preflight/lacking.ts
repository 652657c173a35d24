import type { PitfallFile } from "../pitfalls/pitfall";
import { PythonProgram } from "../python/pythonProgram";
import { certainUse } from "./certainUse";
import type { Need } from "./need";
import { preflight, type Target } from "./preflight";

/** Of what a part of a file needs, what engines with these names surely lack: it would fail there with a NameError. */
export function lacking(file: PitfallFile, target: Target, engineNames: ReadonlySet<string>): Need[] {
  if (file.language !== "python") return [];
  const certain = certainUse(PythonProgram.of(file.syntax.nodes), target);
  if (!certain) return [];
  return preflight(file, target, engineNames, (node) => certain.has(node));
}
