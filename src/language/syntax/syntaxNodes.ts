/** Most nodes have no children: these share a list. */
const NONE: readonly SyntaxNode[] = [];

/**
 * A named node of a syntax tree, as an ordinary object; it is among its parent's children as soon as it is made. Offsets count UTF-16 units. Signs such as brackets and
 * operators have no nodes; they are in the text between their neighbours.
 */
export class SyntaxNode {
  private own: SyntaxNode[] | undefined;
  /** Place of its last descendant in the list of all nodes; its own where it has none. */
  last: number;

  constructor(
    readonly type: string,
    /** Which part of its parent it is, as the grammar calls it; empty where the grammar does not say. */
    readonly field: string,
    readonly from: number,
    readonly to: number,
    readonly parent: SyntaxNode | undefined,
    /** Its place in the list of all nodes, where a parent stands before its children. */
    readonly index: number,
    /** The whole text. */
    readonly source: string,
  ) {
    this.last = index;
    if (parent?.own) parent.own.push(this);
    else if (parent) parent.own = [this];
  }

  get children(): readonly SyntaxNode[] {
    return this.own ?? NONE;
  }

  get text(): string {
    return this.source.slice(this.from, this.to);
  }

  /** The first child that is this part of it. */
  child(field: string): SyntaxNode | undefined {
    return this.children.find((child) => child.field === field);
  }

  childrenOf(field: string): readonly SyntaxNode[] {
    return this.children.filter((child) => child.field === field);
  }

  /** Whether the other node is this one or below it. */
  contains(other: SyntaxNode): boolean {
    return other.index >= this.index && other.index <= this.last;
  }

  /** The nearest node around this one, or this one itself, that is of one of the types. */
  closest(...types: readonly string[]): SyntaxNode | undefined {
    let node: SyntaxNode | undefined = this;
    while (node && !types.includes(node.type)) node = node.parent;
    return node;
  }
}

/** All named nodes of a text, in the order of the text and a parent before its children. */
export class SyntaxNodes {
  private byType: Map<string, SyntaxNode[]> | undefined;

  constructor(
    readonly text: string,
    readonly all: readonly SyntaxNode[],
  ) {}

  get root(): SyntaxNode {
    return this.all[0] as SyntaxNode;
  }

  /** Nodes of a type, in the order of the text. */
  ofType(type: string): readonly SyntaxNode[] {
    if (!this.byType) {
      this.byType = new Map();
      for (const node of this.all) {
        const known = this.byType.get(node.type);
        if (known) known.push(node);
        else this.byType.set(node.type, [node]);
      }
    }
    return this.byType.get(type) ?? [];
  }

  /** A node and all below it. */
  within(node: SyntaxNode): readonly SyntaxNode[] {
    return this.all.slice(node.index, node.last + 1);
  }

  /** The smallest node around an offset. */
  at(offset: number): SyntaxNode {
    let node = this.root;
    for (;;) {
      const inner = childAt(node.children, offset);
      if (!inner) return node;
      node = inner;
    }
  }
}

/** The child around an offset, if there is one; children are in the order of the text, and do not overlap. */
export function childAt(children: readonly SyntaxNode[], offset: number): SyntaxNode | undefined {
  let low = 0;
  let high = children.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const child = children[middle] as SyntaxNode;
    if (offset < child.from) high = middle - 1;
    else if (offset >= child.to) low = middle + 1;
    else return child;
  }
  return undefined;
}
