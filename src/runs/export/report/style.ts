/** The report's style, in light, in dark and on paper. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --ink: #1c2128; --muted: #59636e; --line: #d1d9e0; --raised: #f6f8fa;
  --blue: #2a6fbb; --purple: #8250c4; --green: #217a3c; --red: #c4232f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #15181d; --ink: #e3e8ee; --muted: #9aa5b1; --line: #3a424c; --raised: #1e232a;
    --blue: #62a8f0; --purple: #b794f0; --green: #57b870; --red: #ff7b7b;
  }
}
* { box-sizing: border-box; }
body {
  max-width: 1080px; margin: 0 auto; padding: 32px 24px 48px; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere;
}
h1 { margin: 0 0 4px; font-size: 26px; line-height: 1.25; }
h2 { margin: 36px 0 10px; padding-bottom: 4px; border-bottom: 1px solid var(--line); font-size: 18px; }
h3 { margin: 20px 0 6px; font-size: 15px; }
p { margin: 6px 0; }
.outcome { font-weight: 600; }
.outcome.bad, .failure, tr.failed td.text { color: var(--red); }
.failure { font-weight: 600; white-space: pre-wrap; }
.note, .facts dt, .figures p, caption, footer { color: var(--muted); }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 14px 0 0; }
dd { margin: 0; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr)); gap: 12px; margin: 14px 0; }
.figures div { padding: 10px 14px; border: 1px solid var(--line); border-radius: 6px; background: var(--raised); }
.figures strong { font-size: 20px; font-variant-numeric: tabular-nums; }
.figures p { margin: 2px 0 0; font-size: 13px; line-height: 1.4; overflow-wrap: normal; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
caption { padding: 4px 0; text-align: left; }
th, td { padding: 3px 12px 3px 0; border-bottom: 1px solid var(--line); text-align: right; font-weight: 400; white-space: nowrap; }
thead th { color: var(--muted); vertical-align: bottom; }
th.text, td.text { text-align: left; white-space: normal; }
.results td { font-family: ui-monospace, Consolas, Menlo, monospace; white-space: pre-wrap; }
pre {
  max-height: 28em; margin: 6px 0; padding: 8px 12px; overflow: auto; border: 1px solid var(--line); border-radius: 6px;
  background: var(--raised); font: 13px/1.45 ui-monospace, Consolas, Menlo, monospace;
  white-space: pre-wrap; unicode-bidi: plaintext;
}
pre.stderr { border-left: 3px solid var(--muted); }
pre.error { border-left: 3px solid var(--red); color: var(--red); }
pre.result { border-left: 3px solid var(--blue); }
.stream { float: right; color: var(--muted); }
figure { margin: 6px 0; }
img { max-width: 100%; background: #ffffff; }
.timeline { display: block; width: 100%; min-width: 640px; font: 12px system-ui, sans-serif; }
.timeline text { fill: var(--muted); font-variant-numeric: tabular-nums; }
.timeline .engine { fill: var(--ink); text-anchor: end; }
.timeline .time { text-anchor: middle; }
.tick, .ground { stroke: var(--line); stroke-width: 1; }
.tick { stroke-dasharray: 2 3; }
.waited { stroke: var(--muted); stroke-width: 2; stroke-dasharray: 1 3; }
.run, .map { fill: var(--blue); }
.shuffle { fill: url(#stripes); }
.reduce { fill: url(#dots); }
.shuffle-ground { fill: var(--purple); }
.reduce-ground { fill: var(--green); }
.relief { stroke: var(--page); stroke-width: 1.4; }
.relief-dot { fill: var(--page); }
rect.failed { stroke: var(--red); stroke-width: 2; }
.cross { stroke: var(--red); stroke-width: 2.5; fill: none; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 20px; margin: 8px 0; padding: 0; list-style: none; color: var(--muted); font-size: 13px; }
.legend li { display: inline-flex; align-items: center; gap: 6px; }
footer { margin-top: 40px; font-size: 13px; }
@media print {
  :root {
    --page: #ffffff; --ink: #000000; --muted: #444444; --line: #bbbbbb; --raised: #ffffff;
    --blue: #2a6fbb; --purple: #8250c4; --green: #217a3c; --red: #b00020;
  }
  body { max-width: none; padding: 0; font-size: 11pt; }
  .timeline, .legend { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .timeline { min-width: 0; }
  .scroll, pre { overflow: visible; max-height: none; }
  table { font-size: 8pt; }
  th, td { padding-right: 8px; }
  h2, h3 { break-after: avoid; }
  tr, figure, .figures div, .timeline { break-inside: avoid; }
}
`;
