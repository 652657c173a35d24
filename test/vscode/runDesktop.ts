// Runs the extension host's tests in a desktop VS Code, which is downloaded: see hostTests.ts.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import { temporaryFolder } from "../support/cleanUp";
import { repositoryRoot, testCache } from "../support/repository";
import { type LaunchTestHost, runHostTests } from "./hostTests";

const launch: LaunchTestHost = async ({ entry, workspace, env }) => {
  const { VSCODE_TEST_VERSION: version = "stable" } = process.env;
  const vscodeExecutablePath = await download(version);
  const profile = temporaryFolder("parallel-labs-desktop-");
  const folder = workspace ?? join(profile.path, "workspace");
  mkdirSync(folder, { recursive: true });
  let ended: string | undefined;
  const tests = runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: repositoryRoot,
    extensionTestsPath: entry,
    extensionTestsEnv: env,
    launchArgs: [
      folder,
      "--disable-extensions",
      "--disable-workspace-trust",
      "--user-data-dir",
      profile.path,
    ],
  }).then(
    () => {
      ended = "ended before its tests did";
    },
    (error: unknown) => {
      ended = `failed: ${error instanceof Error ? error.message : error}`;
    },
  );
  return {
    name: `VS Code ${version} (desktop)`,
    ended: () => ended,
    log: () => "(its log is above)",
    async dispose() {
      await tests;
      profile.remove();
    },
  };
};

async function download(version: string): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: testCache });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : cause;
    throw new Error(
      `VS Code could not be downloaded (${reason}): \`npm test\` runs the same tests in a VS Code server, without a download.`,
      { cause },
    );
  }
}

void runHostTests(launch);
