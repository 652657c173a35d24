import { type OutputUnit, type Schema, Validator } from "@cfworker/json-schema";
import schema from "../lesson.schema.json";
import type { Path } from "./frontMatter";

/** Where front matter does not fit the schema. */
export type Misfit =
  | { readonly kind: "missing"; readonly path: Path; readonly wanted: string }
  | { readonly kind: "unknown"; readonly path: Path; readonly known: readonly string[] }
  | { readonly kind: "wrong"; readonly path: Path; readonly wanted: string };

/** Keywords that only say that something below them failed. */
const PASSED_ON = new Set(["properties", "items", "if", "$ref", "additionalProperties"]);

/** How front matter differs from `lesson.schema.json`, in the schema's order; a value is named once. */
export function misfits(data: unknown): Misfit[] {
  const validator = new Validator(schema as Schema, "7", false);
  const found = validator
    .validate(data)
    .errors.filter(({ keyword }) => !PASSED_ON.has(keyword))
    .flatMap((unit) => misfitsOf(unit, data));
  const seen = new Set<string>();
  return found.filter(({ path }) => {
    const key = JSON.stringify(path);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function misfitsOf({ keyword, keywordLocation, instanceLocation }: OutputUnit, data: unknown): Misfit[] {
  const path = pathOf(instanceLocation, data);
  if (keyword === "false") {
    const known = Object.keys(schemaOf(path.slice(0, -1))?.properties ?? {});
    return [{ kind: "unknown", path, known }];
  }
  const part = subschema(keywordLocation);
  if (keyword !== "required")
    return [{ kind: "wrong", path, wanted: part["description"] ?? "another value" }];
  const value = valueAt(data, path) as object;
  const missing = (part.required ?? []).filter((name) => !Object.hasOwn(value, name));
  return missing.map((name) => {
    const wanted = subschema(`${keywordLocation.replace(/required$/, "properties/")}${name}/x`)[
      "description"
    ];
    return { kind: "missing", path: [...path, name], wanted: wanted ?? name };
  });
}

/** The part of the schema that a keyword stands in. */
function subschema(keywordLocation: string): Schema {
  let part: Schema = schema as Schema;
  for (const step of steps(keywordLocation).slice(0, -1)) {
    if (step !== "$ref") part = resolved(part[step]); // a reference was already followed
  }
  return part;
}

/** The part of the schema for a value, `if` left aside. */
export function schemaOf(path: Path): Schema | undefined {
  let part: Schema | undefined = schema as Schema;
  for (const step of path) part = resolved(typeof step === "number" ? part?.items : part?.properties?.[step]);
  return part;
}

/** Our only references are to `#/definitions/id`. */
function resolved(part: unknown): Schema {
  const reference = (part as Schema | undefined)?.$ref;
  return (reference === undefined ? (part ?? {}) : schema.definitions.id) as Schema;
}

function pathOf(location: string, data: unknown): Path {
  let value = data;
  return steps(location).map((step) => {
    const key = Array.isArray(value) ? Number(step) : step;
    value = (value as Record<string | number, unknown>)[key];
    return key;
  });
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce((value, step) => (value as Record<string | number, unknown>)[step], data);
}

/** Steps of a JSON pointer in a URI's fragment. */
function steps(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~"));
}
