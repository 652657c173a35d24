import type { MapRun } from "../../../protocol/jobSteps";
import { identityOf } from "./keys";

/** About what an entry and one value of it take in memory, in bytes, beside their text. */
const ENTRY_SIZE = 150;
const VALUE_SIZE = 16;
/** Pairs after which it is looked whether memory is full, should one split give as many. */
const PAIRS = 1 << 16;
type Groups = Map<unknown, { readonly key: unknown; values: unknown[] }>;

/** What one split gave: groups of values by key, and what of it is in files already. */
export class Mapped {
  groups: Groups = new Map();
  size = 0;
  readonly runs: MapRun[] = [];
  spills = 0;
  /** Keys that came before those of `groups`. */
  placed = 0;
  private pairs = 0;

  constructor(readonly split: number) {}

  /** Answers whether it is time to look at the size. */
  take(key: unknown, value: unknown): boolean {
    const identity = identityOf(key);
    const group = this.groups.get(identity);
    if (group) group.values.push(value);
    else {
      this.groups.set(identity, { key, values: [value] });
      this.size += ENTRY_SIZE + sizeOf(key);
    }
    this.size += VALUE_SIZE + sizeOf(value);
    this.pairs += 1;
    return this.pairs % PAIRS === 0;
  }

  /** Finds the size anew when the values are others. */
  measure(): void {
    this.size = 0;
    for (const { key, values } of this.groups.values())
      this.size +=
        ENTRY_SIZE + sizeOf(key) + values.reduce<number>((sum, value) => sum + VALUE_SIZE + sizeOf(value), 0);
  }

  /** Notes that the groups are in files. */
  written(runs: readonly MapRun[]): void {
    this.runs.push(...runs);
    this.spills += 1;
    this.placed += this.groups.size;
    this.groups = new Map();
    this.size = 0;
  }
}

/** About how many bytes of text a key or value has. */
function sizeOf(value: unknown): number {
  return typeof value === "string" ? value.length * 2 : Array.isArray(value) ? value.length * VALUE_SIZE : 0;
}
