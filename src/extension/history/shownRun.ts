import * as vscode from "vscode";
import type { FromPanel, ToPanel } from "../../protocol/panel";
import type { RunSnapshot } from "../../protocol/run";
import type { JobTables } from "../jobTables";
import { openLink } from "../openLink";
import { openLocation } from "../openLocation";
import { openText } from "../openText";
import { showResultsPage } from "../resultsPage";
import { showFailure } from "../showFailure";

/** What a page of a run that is only looked at works with. */
export interface ShownRunContext {
  readonly extensionUri: vscode.Uri;
  readonly tables: JobTables;
  readonly log: vscode.LogOutputChannel;
}

/**
 * Shows a run in a webview that is for looking at it alone: nothing can be run from there.
 * @param read gives the run, or says why there is none
 */
export function showRun(
  webview: vscode.Webview,
  { extensionUri, tables, log }: ShownRunContext,
  title: string,
  read: () => Promise<ToPanel>,
): vscode.Disposable {
  const post = (message: ToPanel) => void webview.postMessage(message);
  let shown: RunSnapshot | undefined;
  const answer = async (message: FromPanel): Promise<void> => {
    switch (message.type) {
      case "ready": {
        const first = await read();
        if (first.type === "snapshot") shown = first.run;
        return post(first);
      }
      case "rows": {
        const { runId, query } = message;
        const page = runId === shown?.record.id ? await tables.page(runId, query) : undefined;
        if (page) post({ type: "rows", runId, query, page });
        return;
      }
      case "saveResults":
        return await tables.saveAs(shown?.record);
      case "openLocation":
        return await openLocation(message, shown?.record.source);
      case "openLink":
        return await openLink(message.url);
      case "copy":
        return await vscode.env.clipboard.writeText(message.text);
      case "openText":
        return await openText(message.text, message.language);
      default:
        return; // what runs is not offered here
    }
  };
  const subscription = webview.onDidReceiveMessage((message: FromPanel) =>
    answer(message).catch((error) => showFailure(error, log)),
  );
  showResultsPage(webview, extensionUri, title);
  return subscription;
}
