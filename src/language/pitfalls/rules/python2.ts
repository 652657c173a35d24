import { PythonProgram } from "../../python/pythonProgram";
import type { PitfallFinding, PitfallRule } from "../pitfall";
import { oldDivisions } from "../python2/divisions";
import { oldMethods } from "../python2/methods";
import { oldNames } from "../python2/names";
import { oldSorts } from "../python2/sorts";
import { oldStatements } from "../python2/statements";
import { oldWords } from "../python2/words";

/** Ways to write that Python 3 gave up, as they turn up in programs from older pages. */
export const python2: PitfallRule = {
  code: "python2",
  severity: "error",
  languages: ["python"],
  mayApply:
    /\bprint[ \t]*(?:[^\s=(.,:)\]}]|$)|\bexcept[ \t]+[^:\n]*,|\bexec[ \t]+[^\s=(]|\braise[ \t]+[\w.]+[ \t]*,|<>|`|\bur["']|\b0[0-7]+\b|[\da-fA-F][lL]\b|\b(?:xrange|raw_input|unicode|unichr|long|basestring|reduce|cmp|execfile|has_key|iteritems|iterkeys|itervalues)\b|\.sort\(\s*\w|\bsorted\(|(?:lambda|\w\(|,)[ \t]*\([ \t]*\w+[ \t]*,/m,
  *find({ syntax }) {
    const program = PythonProgram.of(syntax.nodes);
    const statements: PitfallFinding[] = [...oldStatements(program), ...oldWords(syntax.nodes)];
    yield* statements;
    yield* oldSorts(program);
    yield* oldNames(program);
    if (statements.length > 0) yield* oldDivisions(program);
    // Classes of today have methods of these names, too.
    yield* oldMethods(program, statements.length > 0);
  },
};
