import { join, sep } from "node:path";
import { types } from "node:util";
import { runInThisContext } from "node:vm";
import type { StartFrame } from "../../protocol/engineFrames";
import type { SourceText } from "../../protocol/sourceText";
import type { Activity } from "./activity";
import { type CompiledCell, compileCell } from "./compileCell";
import { Globals } from "./globals";
import { Sources } from "./sources";
import { installStackTraces } from "./stackTraces";
import { enableTypeScriptRequires, isTypeScript } from "./typescriptModules";
import { UserFile } from "./userFile";

/** The names that cells define, on `globalThis` until they are reset, and the running of source text. */
export class Namespace {
  readonly sources = new Sources();
  private readonly globals = new Globals();
  private readonly files = new Map<string, UserFile>();
  private readonly given: object;
  private takeBack: () => void = () => {};
  private cwd: string;
  private resets = 0;

  constructor(
    { engineId, engineCount, cwd }: Pick<StartFrame, "engineId" | "engineCount" | "cwd">,
    private readonly activity: Activity,
    display: (...values: unknown[]) => void,
  ) {
    this.cwd = cwd;
    process.execArgv = []; // the engine's own flags are not for what user code starts
    this.given = { engine_id: engineId, engine_count: engineCount, display };
    this.globals.define(this.given);
    installStackTraces(this.sources);
    enableTypeScriptRequires();
  }

  /** Forgets every name, and the modules loaded from the working folder, so that edits are seen. */
  reset(): void {
    this.resets += 1;
    this.globals.restore();
    this.globals.define(this.given);
    installStackTraces(this.sources); // user code may have set its own
    this.sources.clear();
    this.files.clear();
    for (const filename of Object.keys(require.cache)) {
      if (filename.startsWith(join(this.cwd, sep)) && !filename.includes(`${sep}node_modules${sep}`))
        delete require.cache[filename];
    }
  }

  /** Runs source text. Answers the last expression's value; a promise there is awaited, as a script's end would. */
  async execute({ code, filename, firstLine, cwd = this.cwd }: SourceText, main: boolean): Promise<unknown> {
    this.goTo(cwd);
    const file = this.file(filename, main);
    process.argv.splice(1, Number.POSITIVE_INFINITY, filename);
    Object.assign(process, { mainModule: main ? file.module : undefined }); // what required files see as `require.main`
    const { source, make } = compileCell({ code, filename, firstLine });
    this.sources.add(source);
    const value = this.instantiate(make, file, filename)();
    const result: unknown = types.isPromise(value) ? await value : value;
    this.takeBack = () => {};
    return result;
  }

  /** After a cell that did not reach its end: the names that it did not get to are what they were before. */
  abandonCell(): void {
    this.takeBack();
    this.takeBack = () => {};
  }

  /** The value of an expression, like the name of a function. */
  evaluate(expression: string): unknown {
    return runInThisContext(`(${expression}\n)`, { filename: __filename });
  }

  /** Throws a ReferenceError for a name that no cell has defined. */
  get(name: string): unknown {
    if (!this.globals.has(name)) throw new ReferenceError(`${name} is not defined on this engine`);
    return Reflect.get(globalThis, name);
  }

  set(name: string, value: unknown): void {
    this.globals.assign(name, value);
  }

  private goTo(cwd: string): void {
    if (cwd === this.cwd) return;
    process.chdir(cwd);
    this.cwd = cwd;
  }

  private file(filename: string, main: boolean): UserFile {
    const key = `${main}:${filename}`;
    const known = this.files.get(key) ?? new UserFile(filename, main, this.resets);
    this.files.set(key, known);
    return known;
  }

  /** The values are in the order of `PARAMETERS`. */
  private instantiate(make: CompiledCell["make"], file: UserFile, filename: string): () => unknown {
    const { activity } = this;
    return make.call(
      file.module.exports,
      file.module.exports,
      file.require,
      file.module,
      file.path,
      file.folder,
      file.load,
      file.meta(),
      isTypeScript(filename) ? (module: unknown) => module : requireNames,
      (names: object) => void this.globals.define(names),
      (names: object) => {
        this.takeBack = this.globals.define(names);
      },
      (line: number) => activity.waiting(filename, line),
      (epoch: number, value: unknown) => activity.resumed(epoch, value),
      (items: AsyncIterable<unknown>) => activity.watched(items),
    );
  }
}

/** A missing export is an error, as in a module; types that TypeScript leaves among the imports cannot be told from one. */
function requireNames(module: object, specifier: string, names: readonly string[]): object {
  for (const name of names) {
    if (!(name in module))
      throw new SyntaxError(`The requested module '${specifier}' does not provide an export named '${name}'`);
  }
  return module;
}
