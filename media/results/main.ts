// The results panel's script: wires the host's messages, the model and the view together.
import "@vscode-elements/elements/dist/vscode-button/index.js";
import "@vscode-elements/elements/dist/vscode-progress-bar/index.js";
import "@vscode-elements/elements/dist/vscode-textfield/index.js";
import type { FromPanel, PanelState, ToPanel } from "../../src/protocol/panel";
import { RunModel } from "./model/runModel";
import { onceAFrame } from "./view/onceAFrame";
import { ResultsView } from "./view/resultsView";

const host = acquireVsCodeApi<PanelState>();
const model = new RunModel();
const requestRender = onceAFrame(() => view.render());
const view = new ResultsView({
  model,
  root: document.getElementById("root") ?? document.body,
  post: (message: FromPanel) => host.postMessage(message),
  state: { get: () => host.getState() ?? {}, set: (state) => void host.setState(state) },
  requestRender,
});

// A vscode-button is pressed by Space, which would scroll the page, too.
window.addEventListener("keydown", (event) => {
  if (event.key === " " && event.target instanceof Element && event.target.matches("vscode-button")) {
    event.preventDefault();
  }
});
window.addEventListener("message", (event: MessageEvent<ToPanel>) => {
  if (event.data.type === "rows" ? view.takeRows(event.data) : model.receive(event.data)) requestRender();
});
host.postMessage({ type: "ready" } satisfies FromPanel);
