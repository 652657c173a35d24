import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "./cleanUp";
import { quietSettings } from "./quietSettings";

/** Settings by their names; undefined removes one. */
export type Settings = Readonly<Record<string, unknown>>;

/** The files of one VS Code server: a user's data and an opened workspace, both fresh and private to this user. */
export class Profile {
  private readonly folder = temporaryFolder("parallel-labs-vscode-");

  readonly path = this.folder.path;
  /** For `--server-data-dir`. */
  readonly data = join(this.path, "data");
  /** The folder that windows open. */
  readonly workspace = join(this.path, "workspace");
  /** For temporary files of the server and its extensions. */
  readonly temporary = join(this.path, "tmp");
  readonly cache = join(this.path, "cache");
  private readonly user = join(this.data, "data", "User");
  private readonly workspaceSettings = join(this.workspace, ".vscode", "settings.json");

  /**
   * @param fixture the folder to copy into the workspace; undefined leaves the workspace empty
   * @param settings user settings on top of the quiet ones
   */
  constructor(fixture: string | undefined, settings: Settings) {
    for (const path of [this.user, this.workspace, this.temporary]) mkdirSync(path, { recursive: true });
    if (fixture !== undefined) cpSync(fixture, this.workspace, { recursive: true });
    const text = JSON.stringify({ ...quietSettings, ...settings }, undefined, 2);
    writeFileSync(join(this.user, "settings.json"), text);
  }

  /**
   * Changes settings of the workspace, which open windows take over at once. (They do not watch this server's user
   * settings.)
   */
  changeSettings(changes: Settings): void {
    const file = this.workspaceSettings;
    const before = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Settings) : {};
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ ...before, ...changes }, undefined, 2));
  }

  /** What the extension hosts have logged. */
  extensionHostLog(): string {
    const logs = join(this.data, "data", "logs");
    return readdirSync(logs, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith("remoteexthost.log"))
      .map((file) => `--- ${file}\n${readFileSync(join(logs, file), "utf8")}`)
      .join("\n");
  }

  remove(): void {
    this.folder.remove();
  }
}
