import type { FirstRows } from "../../protocol/rows";
import type { RunRecord, RunSnapshot } from "../../protocol/run";
import { baseName, titleOf } from "./names";
import { engineSection } from "./report/engineTable";
import { figuresSection } from "./report/figures";
import { html, Markup } from "./report/html";
import { jobSection } from "./report/jobSection";
import { outputSection } from "./report/outputSection";
import { style } from "./report/style";
import { taskSection } from "./report/taskTable";
import { timelineSection } from "./report/timeline";
import { backends, counted, moment, outcomeOf } from "./report/words";

/** Nothing is loaded and nothing runs; pictures are in the page itself. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/**
 * A run as one HTML page that needs nothing else: no script, no other file, no network. What engines put out is text
 * or a picture in it, never markup. The same run always gives the same page.
 * @param first rows of a job's results to show
 */
export function htmlReport(run: RunSnapshot, first?: FirstRows): string {
  const { record } = run;
  const page = html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${titleOf(record)}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<main>
${header(record, run.finished)}
${figuresSection(record)}${jobSection(record.job, first)}${timelineSection(record)}${engineSection(record)}${outputSection(run)}${taskSection(record)}</main>
<footer><p>Run ${record.id}, written by Parallel Lesson Labs.</p></footer>
</body>
</html>
`;
  return page.text;
}

function header(record: RunRecord, finished: boolean): Markup {
  const { source, created, engines, cores, backend } = record;
  const outcome = outcomeOf(record, finished);
  const count = `${counted(engines.length, "engine")} on a machine of ${counted(cores, "core")}`;
  return html`<header>
<h1>${titleOf(record)}</h1>
<p class="outcome ${outcome.ok ? "good" : "bad"}">${outcome.text}</p>
<dl class="facts">
<dt>File</dt><dd>${baseName(source.filename)}</dd>
<dt>When</dt><dd><time datetime="${new Date(created).toISOString()}">${moment(created)}</time></dd>
<dt>Engines</dt><dd>${count} (${backends[backend]})</dd>
</dl>
</header>`;
}
