type Names = Iterable<string | symbol>;

/** What user code puts on `globalThis`, and how it was before. */
export class Globals {
  private readonly original = new Map<string | symbol, PropertyDescriptor>();

  /** Call it when `globalThis` is as every reset is to make it again. */
  keep(): void {
    for (const name of Reflect.ownKeys(globalThis)) {
      const property = Object.getOwnPropertyDescriptor(globalThis, name);
      if (property) this.original.set(name, property);
    }
  }

  /** Forgets all that came since and undoes what was changed. */
  restore(): void {
    for (const name of Reflect.ownKeys(globalThis))
      if (!this.original.has(name)) Reflect.deleteProperty(globalThis, name);
    for (const [name, property] of this.original) Reflect.defineProperty(globalThis, name, property);
  }

  /** Defines properties; what it returns takes back those that have no value, and puts in their place what was there. */
  define(properties: object): () => void {
    const before = new Map<string | symbol, PropertyDescriptor | undefined>();
    for (const name of Reflect.ownKeys(properties)) {
      const property = Object.getOwnPropertyDescriptor(properties, name);
      if (!property) continue;
      before.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
      Object.defineProperty(globalThis, name, { ...property, configurable: true });
    }
    return () => {
      for (const name of withoutValue(before.keys())) {
        const property = before.get(name);
        if (property) Object.defineProperty(globalThis, name, property);
        else Reflect.deleteProperty(globalThis, name);
      }
    };
  }

  /** Gives a name a value. A `let` of a cell takes it, too, so that the functions beside it see it. */
  assign(name: string, value: unknown): void {
    try {
      Object.getOwnPropertyDescriptor(globalThis, name)?.set?.call(globalThis, value);
    } catch {
      // A `const`, or one that never got its first value: the name is given to the new value alone.
    }
    if (!this.has(name) || Reflect.get(globalThis, name) !== value)
      Object.defineProperty(globalThis, name, {
        value,
        configurable: true,
        enumerable: true,
        writable: true,
      });
  }

  has(name: string): boolean {
    return Object.hasOwn(globalThis, name);
  }
}

/** The names whose declaration was never reached. */
function withoutValue(names: Names): (string | symbol)[] {
  return [...names].filter((name) => {
    try {
      Reflect.get(globalThis, name);
      return false;
    } catch {
      return true;
    }
  });
}
