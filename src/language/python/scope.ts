import type { SyntaxNode } from "../syntax/syntaxNodes";

export type DefinitionKind =
  | "import"
  | "function"
  | "class"
  | "parameter"
  | "assignment"
  | "augmented"
  | "loop"
  | "with"
  | "other"
  | "delete";

/** A place that gives a name a meaning. */
export interface Definition {
  readonly kind: DefinitionKind;
  /** The identifier; of `import a.b`, the dotted name. */
  readonly node: SyntaxNode;
  /** The scope whose code it is in, which `global` makes another than the name's. */
  readonly scope: Scope;
  /** What the name stands for: the value assigned, the function, the context manager, the imported path. */
  readonly value?: SyntaxNode;
  /** What an import brings: `numpy` of `import numpy as np`, `math.sqrt` of `from math import sqrt`. */
  readonly path?: string;
}

/** A name of a scope, with all places that define or read it. */
export class Name {
  readonly definitions: Definition[] = [];
  readonly reads: SyntaxNode[] = [];

  constructor(
    readonly text: string,
    readonly scope: Scope,
  ) {}
}

export type ScopeKind = "module" | "class" | "function" | "lambda" | "comprehension";

/** A part of a program with names of its own. */
export class Scope {
  readonly names = new Map<string, Name>();
  readonly globals = new Set<string>();
  readonly nonlocals = new Set<string>();

  constructor(
    readonly kind: ScopeKind,
    readonly node: SyntaxNode,
    readonly parent: Scope | undefined,
  ) {}

  get module(): Scope {
    let scope: Scope = this;
    while (scope.parent) scope = scope.parent;
    return scope;
  }

  /** The function or lambda whose code this is, leaving out comprehensions and classes; absent at the top level. */
  get function(): Scope | undefined {
    let scope: Scope | undefined = this;
    while (scope && scope.kind !== "function" && scope.kind !== "lambda") scope = scope.parent;
    return scope;
  }

  /** The name of that text that code of this scope means, if the file defines it. */
  lookUp(text: string): Name | undefined {
    if (this.globals.has(text)) return this.module.names.get(text);
    let scope: Scope | undefined = this.nonlocals.has(text) ? this.parent : this;
    for (let first = true; scope; scope = scope.parent, first = false) {
      if (scope.kind === "class" && !first) continue;
      const found = scope.names.get(text);
      if (found) return found;
    }
    return undefined;
  }

  /** The name that a definition in this scope gives a meaning. */
  define(text: string): Name {
    const owner = this.ownerOf(text);
    let name = owner.names.get(text);
    if (!name) {
      name = new Name(text, owner);
      owner.names.set(text, name);
    }
    return name;
  }

  private ownerOf(text: string): Scope {
    if (this.globals.has(text)) return this.module;
    if (!this.nonlocals.has(text)) return this;
    let scope = this.parent;
    while (scope?.parent && (scope.kind === "class" || !scope.names.has(text))) scope = scope.parent;
    return scope ?? this;
  }
}
