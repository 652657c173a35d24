import { type OutputUnit, type Schema, Validator } from "@cfworker/json-schema";
import { errors } from "../../base/errors";
import type { EngineOutput, OutputItem, RunSnapshot } from "../../protocol/run";
import schema from "../../protocol/run.schema.json";
import { RUN_VERSION } from "../runStore";
import { metricsOf } from "../timing";

/** Characters of a run's file at most: what is read is held several times over. */
const LONGEST = 256_000_000;

/** Keywords that only say that something below them failed. */
const PASSED_ON = new Set(["properties", "items", "if", "$ref", "allOf"]);

/** Characters of a wrong value that are repeated. */
const SHOWN = 40;

/**
 * The run of a `.plrun.json` file, which may come from anywhere: it is checked against `run.schema.json`, its figures
 * are worked out anew, and it counts as finished, since nothing of it goes on. Texts in it are as untrusted as what
 * engines put out. Throws `wrong-usage` saying what is wrong.
 */
export function readRunFile(text: string, longest = LONGEST): RunSnapshot {
  if (text.length > longest) throw refusal(`it has more than ${longest / 1e6} million characters`);
  const data = parse(text);
  const { version } = (data ?? {}) as { readonly version?: unknown };
  if (typeof version === "number" && version > RUN_VERSION) {
    throw errors.wrongUsage(
      "This run was saved by a newer version of Parallel Lesson Labs: update it to open the run.",
    );
  }
  const found = new Validator(schema as Schema, "7").validate(data).errors;
  const misfit = found.find(({ keyword }) => !PASSED_ON.has(keyword));
  if (misfit) throw refusal(inWords(misfit, data));
  const { record, outputs } = data as RunSnapshot;
  return {
    record: { ...record, metrics: metricsOf(record.tasks) },
    outputs: outputs.map(withPictures),
    finished: true,
  };
}

function withPictures(output: EngineOutput): EngineOutput {
  return { ...output, items: output.items.map(withPicture) };
}

/** Bytes stand in a file as `$bytes` in base64. */
function withPicture(item: OutputItem): OutputItem {
  if (!("value" in item) || item.value.png === undefined) return item;
  const { $bytes } = item.value.png as unknown as { readonly $bytes: string };
  return { ...item, value: { ...item.value, png: new Uint8Array(Buffer.from($bytes, "base64")) } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw refusal("it is no JSON, or not the whole of it");
  }
}

function refusal(why: string) {
  return errors.wrongUsage(
    `This is no run that can be opened: ${why}. Choose a .plrun.json file that Parallel Lesson Labs wrote.`,
  );
}

/** What does not fit, and what would: `record.tasks[3].started is "x" and should be a time in ms since the epoch`. */
function inWords({ keyword, keywordLocation, instanceLocation, error }: OutputUnit, data: unknown): string {
  const steps = stepsOf(instanceLocation);
  const place = steps.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`)).join("");
  const owner = place.replace(/^\./, "") || "the file";
  const missing = keyword === "required" ? /"(.*)"/.exec(error)?.[1] : undefined;
  if (missing !== undefined) return `${owner} has no ${missing}`;
  const value = steps.reduce((part, step) => (part as Record<string, unknown>)[step], data);
  const wanted = wantedAt(keywordLocation) ?? "something else";
  return `${owner} is ${shown(value)} and should be ${wanted}`;
}

/** The description of the schema's part that a keyword stands in. */
function wantedAt(keywordLocation: string): string | undefined {
  let part: unknown = schema;
  for (const step of stepsOf(keywordLocation).slice(0, -1)) {
    part = (part as Record<string, unknown> | undefined)?.[step];
    const reference = (part as Schema | undefined)?.$ref;
    if (reference !== undefined)
      part = schema.definitions[reference.slice("#/definitions/".length) as "text"];
  }
  return (part as Schema | undefined)?.["description"] as string | undefined;
}

/** Steps of a JSON pointer in a URI's fragment. */
function stepsOf(pointer: string): string[] {
  const steps = pointer.split("/").slice(1);
  return steps
    .map((step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~"))
    .filter((step) => step !== "$ref");
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "a group of fields";
  const text = JSON.stringify(value);
  const plain = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
  return plain.replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}
