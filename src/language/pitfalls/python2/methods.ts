import { positionalArguments } from "../../python/calls";
import type { PythonProgram } from "../../python/pythonProgram";
import type { SyntaxNode } from "../../syntax/syntaxNodes";
import type { PitfallFinding } from "../pitfall";

const ITERATES = /^iter(items|keys|values)$/;

/** Methods that dictionaries no longer have, of what is a dictionary, or of anything in a file that is sure to be old. */
export function* oldMethods(program: PythonProgram, isOld: boolean): Iterable<PitfallFinding> {
  for (const call of program.nodes.ofType("call")) {
    const called = call.child("function");
    const [object, method] = [called?.child("object"), called?.child("attribute")];
    if (called?.type !== "attribute" || !object || !method) continue;
    const { from, to, text } = method;
    const iterates = ITERATES.exec(text)?.[1];
    if ((text !== "has_key" && !iterates) || !(isOld || isDictionary(object, program))) continue;
    if (iterates) {
      const fixes = [
        { title: `Write ${iterates}()`, changes: [{ from, to, text: iterates }], isPreferred: true },
      ];
      yield { from, to, message: `Dictionaries have no ${text} in Python 3: it is ${iterates} now.`, fixes };
    } else yield membership(call, object, method);
  }
}

/** `d.has_key(k)` is `k in d`. */
function membership(call: SyntaxNode, object: SyntaxNode, method: SyntaxNode): PitfallFinding {
  const [key, more] = positionalArguments(call);
  const message = "Dictionaries have no has_key in Python 3: write key in dictionary.";
  const { from, to } = method;
  if (!key || more) return { from, to, message };
  const isNegated = call.parent?.type === "not_operator";
  const place = isNegated && call.parent ? call.parent : call;
  const held = needsBrackets(key) ? `(${key.text})` : key.text;
  const owner = /^(?:await|conditional_expression|lambda)/.test(object.type)
    ? `(${object.text})`
    : object.text;
  const plain = `${held} ${isNegated ? "not in" : "in"} ${owner}`;
  const text = isPartOfExpression(place) ? `(${plain})` : plain;
  const changes = [{ from: place.from, to: place.to, text }];
  return { from, to, message, fixes: [{ title: `Write ${plain}`, changes, isPreferred: true }] };
}

/** Whether an expression would fall apart beside `in`. */
function needsBrackets({ type }: SyntaxNode): boolean {
  return /^(?:lambda|conditional_expression|boolean_operator|comparison_operator|not_operator|named_expression|generator_expression)$/.test(
    type,
  );
}

/** Whether what is around it binds more tightly than `in` does. */
function isPartOfExpression({ parent }: SyntaxNode): boolean {
  return /^(?:comparison_operator|binary_operator|unary_operator|attribute|subscript|call|await)$/.test(
    parent?.type ?? "",
  );
}

function isDictionary(object: SyntaxNode, { module, symbols }: PythonProgram): boolean {
  if (object.type === "dictionary" || symbols.of(object) === "builtins.dict()") return true;
  const name = object.type === "identifier" ? module.nameOf(object) : undefined;
  const definition = name && symbols.definitionAt(name, object);
  return definition?.kind === "assignment" && definition.value?.type === "dictionary";
}
