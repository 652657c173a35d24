import type { SyntaxNode } from "../syntax/syntaxNodes";
import { canonicalPath, starPath } from "./knownModules";
import type { PythonModule } from "./pythonModule";
import type { Definition, Name } from "./scope";

/** How many steps from name to value are followed; code that needs more is not what a rule is about. */
const MAX_STEPS = 24;

/**
 * Says what expressions stand for, in the words of the modules they come from: after `import multiprocessing as mp` and
 * `pool = mp.Pool(4)`, `pool.map` is `multiprocessing.Pool().map`. A call adds `()`, a subscript `[]`.
 */
export class Symbols {
  private readonly known = new Map<SyntaxNode, string | undefined>();
  private readonly giving = new Map<Name, readonly Definition[]>();

  constructor(private readonly module: PythonModule) {}

  /** The path of an expression; absent where it comes from the file itself, a parameter, or is not followed. */
  of(node: SyntaxNode | undefined): string | undefined {
    return node && this.find(node, MAX_STEPS);
  }

  /** The definition that holds where a name is read: the last one before it in its scope, else the first. */
  definitionAt(name: Name, place: SyntaxNode): Definition | undefined {
    const giving = this.givingOf(name);
    const holds = (definition: Definition | undefined) => definition && !definition.value?.contains(place);
    if (this.module.scopeOf(place).function === name.scope.function) {
      let before = countBefore(giving, place.from) - 1;
      while (before >= 0 && !holds(giving[before])) before--;
      if (before >= 0) return giving[before];
    }
    return giving.find(holds);
  }

  /** The definitions of a name that give it a value, in the order of the text. */
  private givingOf(name: Name): readonly Definition[] {
    let giving = this.giving.get(name);
    if (!giving) {
      giving = name.definitions
        .filter(({ kind }) => kind !== "augmented" && kind !== "delete")
        .sort((one, other) => one.node.from - other.node.from);
      this.giving.set(name, giving);
    }
    return giving;
  }

  private find(node: SyntaxNode, steps: number): string | undefined {
    if (steps === 0) return undefined;
    if (this.known.has(node)) return this.known.get(node);
    // A name that is defined by itself ends here instead of going round.
    this.known.set(node, undefined);
    const path = this.path(node, steps - 1);
    const found = path && canonicalPath(path);
    this.known.set(node, found);
    return found;
  }

  private path(node: SyntaxNode, steps: number): string | undefined {
    switch (node.type) {
      case "identifier":
        return this.pathOfName(node, steps);
      case "attribute": {
        const object = this.part(node, "object", steps);
        return object && `${object}.${node.child("attribute")?.text ?? ""}`;
      }
      case "call": {
        const called = this.part(node, "function", steps);
        return called && `${called}()`;
      }
      case "subscript": {
        const value = this.part(node, "value", steps);
        return value && `${value}[]`;
      }
      case "parenthesized_expression":
      case "await": {
        const [inner] = node.children;
        return inner && this.find(inner, steps);
      }
      default:
        return undefined;
    }
  }

  private part(node: SyntaxNode, field: string, steps: number): string | undefined {
    const part = node.child(field);
    return part && this.find(part, steps);
  }

  private pathOfName(identifier: SyntaxNode, steps: number): string | undefined {
    const name = this.module.nameOf(identifier);
    if (!name) return starPath(this.module.starImports, identifier.text) ?? `builtins.${identifier.text}`;
    const holding = this.definitionAt(name, identifier);
    // What a function sees of the top level may be given a value there after its first one.
    const isElsewhere = this.module.scopeOf(identifier).function !== name.scope.function;
    const others = isElsewhere ? this.givingOf(name) : [];
    for (const definition of holding ? [holding, ...others] : []) {
      const found = this.pathOfDefinition(definition, steps);
      if (found) return found;
    }
    return undefined;
  }

  private pathOfDefinition({ kind, path, value }: Definition, steps: number): string | undefined {
    if (kind === "import") return path;
    return (kind === "assignment" || kind === "with") && value ? this.find(value, steps) : undefined;
  }
}

/** How many definitions, which are in the order of the text, begin before an offset. */
function countBefore(definitions: readonly Definition[], offset: number): number {
  let low = 0;
  let high = definitions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((definitions[middle] as Definition).node.from < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
