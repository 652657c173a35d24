import assert from "node:assert/strict";
import { join } from "node:path";
import { openWorkbench } from "../../support/browser";
import { repositoryRoot } from "../../support/repository";
import { startVSCode, type VSCodeServer } from "../../support/vscodeServer";
import type { Workbench } from "../../support/workbench";

/** The package as users install it. */
const PACKAGE = join(repositoryRoot, "parallel-lesson-labs.vsix");

/** The files that tests work in; each window has a copy. */
export const WORKSPACE = join(repositoryRoot, "test", "fixtures", "workspace");

/** A suite's window, from its first test to its last. */
export class TestWindow {
  private opened: { readonly server: VSCodeServer; readonly workbench: Workbench } | undefined;

  /** Opens a window with the package for the suite around, and checks in the end that nothing outlives it. */
  constructor(options: { readonly settings?: Readonly<Record<string, unknown>>; readonly trust?: boolean }) {
    let server: VSCodeServer | undefined;
    before(async () => {
      server = await startVSCode({ vsix: [PACKAGE], workspace: WORKSPACE, ...options });
      this.opened = { server, workbench: await openWorkbench(server) };
    });
    after(async () => {
      await this.opened?.workbench.close();
      const left = await server?.dispose();
      assert.deepEqual(left ?? [], [], "nothing that the extension started outlives the window");
    });
  }

  get workbench(): Workbench {
    assert.ok(this.opened);
    return this.opened.workbench;
  }

  get server(): VSCodeServer {
    assert.ok(this.opened);
    return this.opened.server;
  }
}
