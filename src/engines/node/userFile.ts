import Module, { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { enableTypeScriptImports, isTypeScript } from "./typescriptModules";

type Import = (specifier: string, options?: unknown) => Promise<unknown>;

/** What of Node's `Module` is stable but in no types. */
interface ModuleInternals {
  filename: string;
  paths: string[];
  _compile(code: string, filename: string): unknown;
}

/** What a CommonJS script or a module knows of itself, for one of the user's files. */
export class UserFile {
  readonly path: string;
  readonly folder: string;
  readonly module: NodeJS.Module;
  readonly require: NodeJS.Require;
  private readonly url: URL;
  private nativeImport: Import | undefined;

  /** `generation` counts resets: modules imported before one are loaded anew after it. */
  constructor(
    filename: string,
    private readonly main: boolean,
    private readonly generation: number,
  ) {
    this.path = resolve(filename);
    this.folder = dirname(this.path);
    this.url = pathToFileURL(this.path);
    this.module = new Module(this.path);
    this.module.filename = this.path;
    this.module.paths = (
      Module as unknown as { _nodeModulePaths(folder: string): string[] }
    )._nodeModulePaths(this.folder);
    this.require = createRequire(this.path);
    this.require.main = main ? this.module : undefined;
  }

  /** `import()` as code in this file sees it. */
  readonly load = (specifier: unknown, options?: unknown): Promise<unknown> => {
    try {
      const wanted = this.locate(String(specifier));
      this.nativeImport ??= this.makeImport();
      return options === undefined ? this.nativeImport(wanted) : this.nativeImport(wanted, options);
    } catch (error) {
      return Promise.reject(error);
    }
  };

  /** `import.meta` of this file. */
  readonly meta = (): object => {
    const { url, path: filename, folder, main } = this;
    const from = this.require;
    const meta = { url: url.href, filename, dirname: folder, main };
    return Object.assign(Object.create(null) as object, meta, {
      resolve(specifier: string): string {
        if (/^\.{0,2}\/|^file:/.test(specifier)) return new URL(specifier, url).href;
        const found = from.resolve(specifier);
        return found === specifier ? `node:${specifier.replace(/^node:/, "")}` : pathToFileURL(found).href;
      },
    });
  };

  private locate(specifier: string): string {
    if (!/^\.{0,2}\/|^file:/.test(specifier)) return specifier;
    const url = new URL(specifier, this.url);
    if (isTypeScript(url.pathname)) enableTypeScriptImports();
    // Node keeps a module under its address for ever; another address is another module.
    if (this.generation > 0 && !url.pathname.includes("/node_modules/") && !url.search)
      url.search = `?reset=${this.generation}`;
    return url.href;
  }

  /** Node resolves `import()` relative to the file whose code calls it, so some code is compiled in its name. */
  private makeImport(): Import {
    const holder = new Module(this.path) as NodeJS.Module & ModuleInternals;
    holder.filename = this.path;
    holder._compile(
      "module.exports = (wanted, options) => options ? import(wanted, options) : import(wanted)",
      this.path,
    );
    return holder.exports as Import;
  }
}
