import type { Tree } from "@vscode/tree-sitter-wasm";
import { SyntaxNode, SyntaxNodes } from "./syntaxNodes";
import type { UnchangedNodes } from "./unchangedNodes";

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
 * @param unchanged nodes of a former state, which are taken over where they are as they were
 */
export function readNodes(tree: Tree, text: string, unchanged?: UnchangedNodes): SyntaxNodes {
  const { language } = tree;
  const kinds = kindsOf.get(language) ?? readKinds(language);
  kindsOf.set(language, kinds);
  const { fields } = language;
  const cursor = tree.walk();
  const root = new SyntaxNode(tree.rootNode.type, "", 0, text.length, undefined, 0, text);
  const all = [root];
  // Below others, children may have names.
  const former = NAMELESS.has(root.type) && unchanged?.type === root.type ? unchanged : undefined;
  let parent = root;
  let isFirst = false;
  let more = cursor.gotoFirstChild();
  while (more) {
    const kind = kinds[cursor.nodeTypeId] ?? ERROR;
    if (kind.named) {
      const field = NAMELESS.has(parent.type) ? "" : (fields[cursor.currentFieldId] ?? "");
      // A node begins where its first child does.
      const from = isFirst ? parent.from : cursor.startIndex;
      const to = cursor.endIndex;
      const same = parent === root ? former?.at(from, to, text.length) : undefined;
      if (same?.type === kind.name) copy(former?.below(same) ?? [], from - same.from, root, all);
      else {
        const node = new SyntaxNode(kind.name, field, from, to, parent, all.length, text);
        all.push(node);
        PLAIN_STRING.lastIndex = from;
        const isLeaf = kind.leaf || (kind.name === "string" && PLAIN_STRING.test(text));
        if (!isLeaf && cursor.gotoFirstChild()) {
          parent = node;
          isFirst = true;
          continue;
        }
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

/** Puts copies of nodes, the first of which has the others below it, under the root, with offsets that are moved. */
function copy(nodes: readonly SyntaxNode[], moved: number, root: SyntaxNode, all: SyntaxNode[]): void {
  const shift = all.length - (nodes[0]?.index ?? 0);
  for (const { type, field, from, to, parent, last, index } of nodes) {
    const above = index === nodes[0]?.index ? root : all[(parent?.index ?? 0) + shift];
    const node = new SyntaxNode(type, field, from + moved, to + moved, above, index + shift, root.source);
    node.last = last + shift;
    all.push(node);
  }
}

function readKinds(language: Tree["language"]): Kind[] {
  return Array.from({ length: language.nodeTypeCount }, (_, id) => {
    const name = language.nodeTypeForId(id) ?? "";
    return { name, named: language.nodeTypeIsNamed(id), leaf: LEAVES.has(name) };
  });
}
