// The results panel's script: wires the host's messages, the model and the view together.
import "@vscode-elements/elements/dist/vscode-button/index.js";
import "@vscode-elements/elements/dist/vscode-progress-bar/index.js";
import "@vscode-elements/elements/dist/vscode-textfield/index.js";
import { render } from "lit/html.js";
import type { FromPanel, PanelState, ToPanel } from "../../src/protocol/panel";
import { RunModel } from "./model/runModel";
import { speak } from "./strings/language";
import { ComparisonView } from "./view/comparisonView";
import { onceAFrame } from "./view/onceAFrame";
import type { StateStore } from "./view/panelMemory";
import { ResultsView } from "./view/resultsView";
import { unreadable } from "./view/unreadable";

speak(
  document.documentElement.lang || "en",
  JSON.parse(document.getElementById("words")?.textContent || "{}"),
);

const host = acquireVsCodeApi<PanelState>();
const root = document.getElementById("root") ?? document.body;
const post = (message: FromPanel) => host.postMessage(message);
const model = new RunModel();
const requestRender = onceAFrame(() => view.render());
const state: StateStore = { get: () => host.getState() ?? {}, set: (state) => void host.setState(state) };
const view = new ResultsView({
  model,
  root,
  post,
  state,
  requestRender,
});
const comparison = new ComparisonView(root, post, state);

// A vscode-button is pressed by Space, which would scroll the page, too.
window.addEventListener("keydown", (event) => {
  if (event.key === " " && event.target instanceof Element && event.target.matches("vscode-button")) {
    event.preventDefault();
  }
});
window.addEventListener("message", ({ data }: MessageEvent<ToPanel>) => {
  if (data.type === "comparison") comparison.show(data);
  else if (data.type === "unreadable") render(unreadable(data), root);
  else if (data.type === "rows" ? view.takeRows(data) : model.receive(data)) requestRender();
});
host.postMessage({ type: "ready" } satisfies FromPanel);
