import { readFileSync } from "node:fs";
import { LanguageServerProcess } from "../../support/languageServer";
import type { Benchmark, Entry } from "../contest";
import { quantile } from "../statistics";

const LINES = 2000;
const KEYS = 200;
const EDITS = 10_000;
/** Edits that a new process makes before its memory is measured: its code is compiled, and its heap is as large as it needs. */
const WARM_UP = 2000;

/** Lenses do not wait for diagnostics, which come when nobody types. */
const NEVER = 3_600_000;

/**
 * How soon an editor knows what is wrong, and what it costs to type for long. Where the system tells it, times are those
 * that the server's main thread had a core: other programs of the machine are not measured with it.
 */
export const language: Benchmark = {
  name: "language",
  contests: [
    {
      title: `language: the server's time from a key to diagnostics, 19 of 20 keys, ${LINES} lines of Python`,
      unit: "ms",
      figure: (time) => time * 1000,
      rounds: 5,
      target: { below: 30 },
      entries: [
        keys("the language server", (typist) => typist.diagnose()),
        keys("the same, sent whole", (typist) => typist.diagnose(), { sendsWhole: true }),
      ],
    },
    {
      title: `language: the server's time from a key to lenses, 19 of 20 keys, ${LINES} lines of Python`,
      unit: "ms",
      figure: (time) => time * 1000,
      rounds: 5,
      target: { below: 15 },
      entries: [keys("the language server", (typist) => typist.lenses(), { diagnosticsDelay: NEVER })],
    },
    {
      title: `language: memory that ${EDITS} edits leave`,
      unit: "MB",
      figure: (bytes) => bytes / 1e6,
      rounds: 3,
      target: { below: 20 },
      entries: [grown],
    },
  ],
};

interface TypistWays {
  readonly sendsWhole?: boolean;
  /** In ms. */
  readonly diagnosticsDelay?: number;
}

/** Somebody who types in the middle of a large file, and takes it back. */
class Typist {
  private readonly uri = "file:///bench.py";
  private readonly at = { line: LINES / 2, character: 4 };
  private version = 1;
  private isTyped = false;

  private constructor(
    readonly server: LanguageServerProcess,
    private readonly text: string,
    private readonly sendsWhole: boolean,
  ) {}

  static async begin({ sendsWhole = false, diagnosticsDelay = 0 }: TypistWays = {}): Promise<Typist> {
    const server = new LanguageServerProcess("--stdio");
    await server.initialize({ diagnosticsDelay });
    const typist = new Typist(server, program(), sendsWhole);
    server.open(typist.uri, "python", typist.text);
    await server.diagnostics(typist.uri, 1); // those of an opening are not delayed
    return typist;
  }

  type(): void {
    const { at } = this;
    this.isTyped = !this.isTyped;
    const end = { ...at, character: at.character + (this.isTyped ? 0 : 2) };
    const change = { range: { start: at, end }, text: this.isTyped ? "x(" : "" };
    this.version++;
    if (this.sendsWhole) {
      const lines = this.text.split("\n");
      if (this.isTyped) lines[at.line] = `    x(${lines[at.line]?.slice(at.character)}`;
      this.server.change(this.uri, this.version, { text: lines.join("\n") });
    } else this.server.change(this.uri, this.version, change);
  }

  async diagnose(): Promise<void> {
    this.type();
    await this.server.diagnostics(this.uri, this.version);
    this.server.notifications.length = 0;
  }

  async lenses(): Promise<void> {
    this.type();
    await this.server.request("textDocument/codeLens", { textDocument: { uri: this.uri } });
    this.server.notifications.length = 0;
  }

  /** Seconds that the server's main thread ran, or that passed where the system does not tell. */
  clock(): number {
    try {
      return Number(readFileSync(`/proc/${this.server.process.pid}/schedstat`, "utf8").split(" ")[0]) / 1e9;
    } catch {
      return performance.now() / 1000;
    }
  }

  get memory(): number {
    const [, kilobytes] =
      /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.server.process.pid}/smaps_rollup`, "utf8")) ?? [];
    return Number(kilobytes) * 1024;
  }

  async end(): Promise<void> {
    await this.server.end();
  }
}

function keys(name: string, press: (typist: Typist) => Promise<void>, ways: TypistWays = {}): Entry {
  return async () => {
    const typist = await Typist.begin(ways);
    const measure = async () => {
      const times: number[] = [];
      for (let key = 0; key < KEYS; key++) {
        const started = typist.clock();
        await press(typist);
        times.push(typist.clock() - started);
      }
      return [quantile(times, 0.95)];
    };
    await measure();
    return { name, measure, end: () => typist.end() };
  };
}

async function grown(): ReturnType<Entry> {
  const name = "the language server";
  if (process.platform !== "linux") return { name, missing: "memory is measured on Linux alone" };
  const measure = async () => {
    const typist = await Typist.begin();
    const edit = async (count: number) => {
      for (let done = 0; done < count; done += 10) {
        for (let one = 0; one < 9; one++) typist.type();
        await typist.diagnose();
      }
    };
    await edit(WARM_UP);
    const before = typist.memory;
    await edit(EDITS);
    const after = typist.memory;
    await typist.end();
    return [Math.max(0, after - before)];
  };
  return { name, measure, end() {} };
}

/** A long program with jobs, classes, strings and comments. */
function program(): string {
  const part = (at: number) => [
    `# Part ${at}: "quotes" and (brackets`,
    `class Reader${at}:`,
    `    """Reads part ${at}, line by line."""`,
    "",
    "    def __init__(self, path, limit=100):",
    "        self.path, self.limit = path, limit",
    "",
    `def map_words${at}(line):`,
    "    for word in line.split():",
    '        yield word.strip(".,"), {"count": 1, "where": [line[:10], f"{len(word)} letters"]}["count"]',
    "",
    `def reduce_words${at}(key, values):`,
    "    total = 0",
    "    for value in values:",
    "        total += value if value > 0 else -value",
    "    return total",
    "",
    `result${at} = [x * x for x in range(${at}, ${at + 10}) if x % 3 != 0]`,
    `print(result${at}, sep=", ")`,
    "",
  ];
  return Array.from({ length: LINES / 20 }, (_, at) => part(at).join("\n")).join("\n");
}
