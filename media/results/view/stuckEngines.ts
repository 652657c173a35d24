import { html, nothing } from "lit/html.js";
import { strings } from "../strings/strings";
import { icons } from "./icons";

/** A banner that names the engines that did not stop and offers to restart each alone. */
export function stuckEngines(engines: readonly number[], restart: (engine: number) => void) {
  // The element stays, empty, so that screen readers notice what comes into it.
  return html`<div class="banners" role="alert">${
    engines.length === 0
      ? nothing
      : engines.map(
          (engine) => html`<div class="banner">${icons.warning}<p>${strings.notStopping(engine)}</p>
            <vscode-button secondary @click=${() => restart(engine)}>${strings.restartEngine(engine)}</vscode-button>
          </div>`,
        )
  }</div>`;
}
