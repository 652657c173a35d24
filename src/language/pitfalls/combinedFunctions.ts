import type { FoundJob } from "../jobs/findJobs";
import type { SyntaxNode, SyntaxNodes } from "../syntax/syntaxNodes";

/** A function of a map/reduce job that is used on parts of a key's values. */
export interface CombinedFunction {
  readonly work: SyntaxNode;
  readonly title: string;
  readonly role: "reducer" | "combiner" | "fold";
  /** Names of the parameters that hold values; of `pairs`, each has the value as its second part. */
  readonly values: readonly string[];
  readonly isPairs: boolean;
  /** Whether it plainly counts its values. */
  readonly isCount: boolean;
}

/** The functions of a file's jobs that work on parts: combiners, reducers that combine, and folds. */
export function combinedFunctions(jobs: readonly FoundJob[], nodes: SyntaxNodes): CombinedFunction[] {
  return jobs.flatMap((job) => {
    const { reducer, combiner, combine, reducerGets, mrjobClass, plain } = job;
    const place = mrjobClass ? classBody(mrjobClass, nodes) : nodes.root;
    const combinedReducer =
      combine && !combiner ? reducer : mrjobClass && place ? aliased(place, reducer) : undefined;
    const isFold = reducerGets === "fold";
    const name = isFold ? reducer : (combiner ?? combinedReducer);
    const work = name && place ? functionIn(place, name) : undefined;
    if (!name || !work) return [];
    const role = isFold ? "fold" : name === reducer ? "reducer" : "combiner";
    const all = parameterNames(work).filter((one) => one !== "self");
    const values = isFold ? all : all.length > 1 ? all.slice(1) : all;
    const isCount = role === "reducer" && plain === "count";
    return [
      { work, title: name, role, values, isPairs: all.length === 1 || reducerGets !== "keyValues", isCount },
    ];
  });
}

/** The reducer's name, if the class says `combiner = reducer`. */
function aliased(body: SyntaxNode, reducer: string): string | undefined {
  const says = new RegExp(`^combiner\\s*=\\s*${reducer}$`);
  return body.children.some(({ text }) => says.test(text)) ? reducer : undefined;
}

function classBody(name: string, { root }: SyntaxNodes): SyntaxNode | undefined {
  const found = root.children.find(
    (one) => one.type === "class_definition" && one.child("name")?.text === name,
  );
  return found?.child("body");
}

/** A function that is defined right there, by a statement or as the value of a name. */
function functionIn(place: SyntaxNode, name: string): SyntaxNode | undefined {
  for (const child of place.children) {
    const statement = child.child("definition") ?? child.child("declaration") ?? child;
    if (statement.child("name")?.text === name && /^(?:generator_)?function_/.test(statement.type))
      return statement;
    for (const part of statement.children) {
      const isNamed = (part.child("name") ?? part.child("left"))?.text === name;
      const value = part.child("value") ?? part.child("right");
      if (
        isNamed &&
        value &&
        /^(?:lambda|arrow_function|function_expression|generator_function)$/.test(value.type)
      )
        return value;
    }
  }
  return undefined;
}

/** The words in the parameters that are no types or defaults, one for each parameter. */
function parameterNames(work: SyntaxNode): string[] {
  const single = work.child("parameter");
  const list = single ? [single] : (work.child("parameters")?.children ?? []);
  return list.flatMap((node) => {
    const named = node.child("pattern") ?? node.child("name") ?? node.child("left") ?? node;
    const inner = named.type === "typed_parameter" ? named.children[0] : named;
    return inner ? [inner.text] : [];
  });
}
