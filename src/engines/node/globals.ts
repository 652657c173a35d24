type Name = string | symbol;

/** Node's own globals that names of user code hide now. */
const hidden = new Map<Name, PropertyDescriptor>();

/** Does something that is to find Node's own globals whatever user code has defined. */
export function withoutUserGlobals<T>(work: () => T): T {
  const now = [...hidden.keys()].map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );
  for (const [name, property] of hidden) Object.defineProperty(globalThis, name, property);
  try {
    return work();
  } finally {
    for (const [name, property] of now) if (property) Object.defineProperty(globalThis, name, property);
  }
}

/** What user code puts on `globalThis`, and how it was before. */
export class Globals {
  /** Only the names: on Node 22 and later, reading what `Request` or `WebSocket` is loads half of Node. */
  private readonly original = new Set(Reflect.ownKeys(globalThis));

  /** Forgets all names that came since, and shows again those of Node's that definitions hid. */
  restore(): void {
    for (const name of Reflect.ownKeys(globalThis))
      if (!this.original.has(name)) Reflect.deleteProperty(globalThis, name);
    for (const [name, property] of hidden) Reflect.defineProperty(globalThis, name, property);
    hidden.clear();
  }

  /** Defines properties; what it returns takes back those without a value, and puts in their place what was there. */
  define(properties: object): () => void {
    const before = new Map<Name, PropertyDescriptor | undefined>();
    for (const name of Reflect.ownKeys(properties)) {
      const property = Object.getOwnPropertyDescriptor(properties, name);
      if (!property) continue;
      before.set(name, this.hide(name));
      Object.defineProperty(globalThis, name, { ...property, configurable: true });
    }
    return () => {
      for (const [name, property] of before) {
        if (hasValue(name)) continue;
        if (property) Object.defineProperty(globalThis, name, property);
        else Reflect.deleteProperty(globalThis, name);
      }
    };
  }

  /** Gives a name a value. A `let` of a cell takes it, too, so that the functions beside it see it. */
  assign(name: string, value: unknown): void {
    const property = this.hide(name);
    try {
      property?.set?.call(globalThis, value);
      if (property?.set && Reflect.get(globalThis, name) === value) return;
    } catch {
      // A `const`, or one that never got its first value: other cells see the new value, the cell beside it does not.
    }
    Object.defineProperty(globalThis, name, { value, configurable: true, enumerable: true, writable: true });
  }

  has(name: string): boolean {
    return Object.hasOwn(globalThis, name);
  }

  /** How a name is now, kept if it is Node's own. */
  private hide(name: Name): PropertyDescriptor | undefined {
    const property = Object.getOwnPropertyDescriptor(globalThis, name);
    if (property && this.original.has(name) && !hidden.has(name)) hidden.set(name, property);
    return property;
  }
}

/** Whether reading a name works: it does not for a variable whose declaration was never reached. */
function hasValue(name: Name): boolean {
  try {
    Reflect.get(globalThis, name);
    return true;
  } catch {
    return false;
  }
}
