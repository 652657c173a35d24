import type { EngineOutput, OutputItem, RunSnapshot } from "../../../protocol/run";
import type { TaskError } from "../../../protocol/task";
import { engineName } from "../../client";
import { bytes } from "../../format";
import { html, type Markup } from "./html";
import { pictureOf } from "./picture";
import { plainText } from "./plainText";
import { counted } from "./words";

/** What is shown of one engine at most: characters that it wrote, characters of errors, characters of pictures. */
const MOST = { text: 100_000, errors: 100_000, pictures: 8_000_000 };

/** Characters that tell what a picture is. */
const LONGEST_ALT = 200;

/** What an empty item costs, so that many of them end too. */
const ITEM = 40;

/** What every engine put out; engines that put out the same stand together. */
export function outputSection({ record, outputs }: RunSnapshot): Markup {
  const groups = new Map<string, { engines: number[]; content: Markup }>();
  for (const output of outputs.toSorted((a, b) => a.engine - b.engine)) {
    const content = new EngineContent(output).markup;
    const group = groups.get(content.text) ?? { engines: [], content };
    group.engines.push(output.engine);
    groups.set(content.text, group);
  }
  const silent = record.engines.filter(({ id }) => !outputs.some(({ engine }) => engine === id));
  if (groups.size === 0) return html`<section><h2>Output</h2><p>No engine put anything out.</p></section>\n`;
  return html`<section><h2>Output</h2>
${[...groups.values()].map(({ engines, content }) => html`<section class="output"><h3>${title(engines)}</h3>\n${content}</section>\n`)}
${silent.length > 0 && html`<p class="note">Nothing came from ${title(silent.map(({ id }) => id)).toLowerCase()}.</p>`}
</section>
`;
}

function title(engines: readonly number[]): string {
  if (engines.length === 1) return engineName(engines[0] ?? 0);
  return `Engines ${engines.slice(0, -1).join(", ")} and ${engines.at(-1)}`;
}

/** An engine's output as markup, no more than {@link MOST}; what is left out is counted. */
class EngineContent {
  private readonly room = { ...MOST };
  private readonly leftOut = { characters: 0, pictures: 0, values: 0, errors: 0 };
  readonly markup: Markup;

  constructor({ items, notKept }: EngineOutput) {
    const shown = joined(items).map((item) => this.show(item));
    const { characters, pictures, values, errors } = this.leftOut;
    const notes: readonly (string | false)[] = [
      characters > 0 && `… ${bytes(characters)} more, not in this report`,
      pictures > 0 && `… ${counted(pictures, "picture")} not in this report, only its text`,
      values > 0 && `… ${counted(values, "more value")}, not in this report`,
      errors > 0 && `… ${counted(errors, "more error")}, not in this report`,
      notKept > 0 && `… ${bytes(notKept)} more, not kept`,
    ];
    const told = notes.filter((note) => note !== false);
    this.markup = html`${shown}${told.map((note) => html`<p class="note">${note}</p>\n`)}`;
  }

  private show(item: OutputItem): Markup {
    if (item.kind === "text") return this.text(item.stream, item.text);
    if (item.kind === "error") return this.error(item.error);
    const { value, kind } = item;
    const picture = pictureOf(value, this.room.pictures);
    if (picture) {
      this.room.pictures -= picture.length + ITEM;
      const about = plainText(value.text.slice(0, LONGEST_ALT));
      return html`<figure><img alt="Picture: ${about}" src="${picture}"></figure>\n`;
    }
    if (value.svg !== undefined || value.png !== undefined) this.leftOut.pictures += 1;
    const kept = this.take("text", value.text);
    if (kept !== undefined) return html`<pre class="${kind}">\n${plainText(kept)}</pre>\n`;
    this.leftOut.values += 1;
    return html``;
  }

  private text(stream: "stdout" | "stderr", text: string): Markup {
    const kept = this.take("text", text);
    this.leftOut.characters += text.length - (kept?.length ?? 0);
    if (!kept) return html``;
    const label = stream === "stderr" && html`<span class="stream">stderr</span>`;
    return html`<pre class="${stream}">\n${label}${plainText(kept).replace(/\n$/, "")}</pre>\n`;
  }

  private error({ name, message, traceback, record }: TaskError): Markup {
    const what = (traceback || `${name}: ${message}`).trimEnd();
    const kept = this.take("errors", record === undefined ? what : `${what}\n${record}`);
    if (kept !== undefined) return html`<pre class="error">\n${plainText(kept)}</pre>\n`;
    this.leftOut.errors += 1;
    return html``;
  }

  /** As much of a text as there is room for; undefined when there is no room any more. */
  private take(what: "text" | "errors", text: string): string | undefined {
    if (this.room[what] <= 0) return undefined;
    const kept = text.slice(0, this.room[what]);
    this.room[what] -= kept.length + ITEM;
    return kept;
  }
}

/** Neighbouring texts of one stream as one: an engine's output comes in pieces that are cut anywhere. */
function joined(items: readonly OutputItem[]): OutputItem[] {
  const groups: { item: OutputItem; texts: string[] }[] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (item.kind === "text" && last?.item.kind === "text" && last.item.stream === item.stream) {
      last.texts.push(item.text);
    } else groups.push({ item, texts: item.kind === "text" ? [item.text] : [] });
  }
  return groups.map(({ item, texts }) => (item.kind === "text" ? { ...item, text: texts.join("") } : item));
}
