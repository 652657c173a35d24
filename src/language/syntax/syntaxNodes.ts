import type { Tree } from "@vscode/tree-sitter-wasm";

/**
 * A named node of a syntax tree, as an ordinary object. Offsets count UTF-16 units. Signs such as brackets and
 * operators have no nodes; they are in the text between their neighbours.
 */
export class SyntaxNode {
  readonly children: SyntaxNode[] = [];
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
    private readonly source: string,
  ) {
    this.last = index;
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

/** The child around an offset; children are in the order of the text, and do not overlap. */
function childAt(children: readonly SyntaxNode[], offset: number): SyntaxNode | undefined {
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

interface Kind {
  readonly name: string;
  readonly named: boolean;
  readonly leaf: boolean;
}

const ERROR: Kind = { name: "ERROR", named: true, leaf: false };
/** Types without children of interest: whether a node has some costs a call into WebAssembly. */
const LEAVES = new Set(
  "identifier integer float true false none comment pass_statement break_statement continue_statement ellipsis string_start string_content string_end line_continuation number property_identifier".split(
    " ",
  ),
);
/** Types whose children are parts without names; asking for the names costs a call, too. */
const NAMELESS = new Set(
  "module block argument_list expression_statement expression_list list tuple dictionary set return_statement pattern_list program statement_block arguments array object".split(
    " ",
  ),
);
/** A Python string in which no expressions can be. */
const PLAIN_STRING = /[rbu]{0,2}["'`]/iy;

const kindsOf = new WeakMap<object, readonly Kind[]>();

/**
 * Reads a tree in one walk. It takes no recursion, so that brackets may be nested as deeply as they like, and as few
 * calls into WebAssembly as it can, since those are what takes the time.
 */
export function readNodes(tree: Tree, text: string): SyntaxNodes {
  const { language } = tree;
  const kinds = kindsOf.get(language) ?? readKinds(language);
  kindsOf.set(language, kinds);
  const { fields } = language;
  const cursor = tree.walk();
  const root = new SyntaxNode(tree.rootNode.type, "", 0, text.length, undefined, 0, text);
  const all = [root];
  let parent = root;
  let isFirst = false;
  let more = cursor.gotoFirstChild();
  while (more) {
    const kind = kinds[cursor.nodeTypeId] ?? ERROR;
    if (kind.named) {
      const field = NAMELESS.has(parent.type) ? "" : (fields[cursor.currentFieldId] ?? "");
      // A node begins where its first child does.
      const from = isFirst ? parent.from : cursor.startIndex;
      const node = new SyntaxNode(kind.name, field, from, cursor.endIndex, parent, all.length, text);
      parent.children.push(node);
      all.push(node);
      PLAIN_STRING.lastIndex = from;
      const isLeaf = kind.leaf || (kind.name === "string" && PLAIN_STRING.test(text));
      if (!isLeaf && cursor.gotoFirstChild()) {
        parent = node;
        isFirst = true;
        continue;
      }
    }
    isFirst = false;
    while (!cursor.gotoNextSibling()) {
      more = cursor.gotoParent() && parent.parent !== undefined;
      if (!more) break;
      parent.last = all.length - 1;
      parent = parent.parent as SyntaxNode;
    }
  }
  root.last = all.length - 1;
  cursor.delete();
  return new SyntaxNodes(text, all);
}

function readKinds(language: Tree["language"]): Kind[] {
  return Array.from({ length: language.nodeTypeCount }, (_, id) => {
    const name = language.nodeTypeForId(id) ?? "";
    return { name, named: language.nodeTypeIsNamed(id), leaf: LEAVES.has(name) };
  });
}
