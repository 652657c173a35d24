import type { PythonProgram } from "../python/pythonProgram";
import type { SyntaxNode } from "../syntax/syntaxNodes";
import type { NeedKind } from "./need";

const FILES =
  /^(?:builtins|io|gzip|bz2|lzma|codecs|zipfile|tarfile|tempfile|os)\.(?:open|fdopen|ZipFile|TarFile|\w*TemporaryFile)\(\)$/;
const LOCKS =
  /^(?:threading|multiprocessing|asyncio)\.(?:R?Lock|Condition|Event|(?:Bounded)?Semaphore|Barrier)\(\)$/;
const CONNECTIONS =
  /^(?:multiprocessing\.(?:Pool|Process|Manager|Queue|Pipe|pool\.ThreadPool)|concurrent\.futures\.\w+Executor|threading\.Thread|ipyparallel\.Client|socket\.socket|sqlite3\.connect|subprocess\.Popen|urllib\.request\.urlopen)\(\)/;

/** What a value is, as far as sending it to another process goes. */
export function kindOfValue(value: SyntaxNode | undefined, program: PythonProgram): NeedKind {
  if (!value) return "value";
  if (value.type === "generator_expression") return "generator";
  const path = program.symbols.of(value) ?? "";
  if (FILES.test(path)) return "file";
  if (LOCKS.test(path)) return "lock";
  if (CONNECTIONS.test(path)) return "connection";
  if (/^builtins\.(?:map|filter|zip|iter|enumerate|reversed)\(\)$/.test(path)) return "generator";
  return isGeneratorCall(value, program) ? "generator" : "value";
}

/** Whether it is a call of a function of the file that yields. */
function isGeneratorCall(value: SyntaxNode, { module, nodes }: PythonProgram): boolean {
  const called = value.type === "call" ? value.child("function") : undefined;
  const name = called?.type === "identifier" ? module.nameOf(called) : undefined;
  return (name?.definitions ?? []).some(({ kind, value: work }) => {
    if (kind !== "function" || !work) return false;
    const inner = module.scopeIn(work);
    return nodes
      .within(work)
      .some((node) => node.type === "yield" && module.scopeOf(node).function === inner);
  });
}
