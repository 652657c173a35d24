import { findJobs } from "../../jobs/findJobs";
import { factsOf } from "../../languages";
import { PythonProgram } from "../../python/pythonProgram";
import { type CombinedFunction, combinedFunctions } from "../combinedFunctions";
import { type Flaw, findFlaw } from "../combinedResult";
import type { PitfallRule } from "../pitfall";

/** What works on parts of the values, although its result depends on how they are grouped. */
export const notAssociative: PitfallRule = {
  code: "not-associative",
  severity: "warning",
  languages: ["python", "javascript"],
  mayApply: /[Cc]ombine|[Rr]educe|MRJob/,
  *find({ language, syntax }) {
    const { nodes } = syntax;
    const { jobs } =
      language === "python" ? PythonProgram.of(nodes).jobs : findJobs(nodes.text, factsOf(language));
    for (const combined of combinedFunctions(jobs, nodes)) {
      const found = findFlaw(combined, nodes);
      if (!found) continue;
      const { node, flaw } = found;
      yield {
        from: node.from,
        to: node.to,
        message: `${combined.title} ${flaw}, but ${GROUPS[combined.role]}: ${CURES[flaw]}`,
      };
    }
  },
};

const GROUPS: Readonly<Record<CombinedFunction["role"], string>> = {
  reducer: "as the combiner it gets a part of the values, and then once more what came of the parts",
  combiner: "a combiner gets a part of the values, as they happen to lie",
  fold: "engines fold a part of the values each, and then what came of the parts",
};

const CURES: Readonly<Record<Flaw, string>> = {
  averages:
    "the mean of means is not the mean of all. Give sums and counts, and divide when everything is there.",
  divides: "the result is divided more than once. Divide when everything is there.",
  subtracts:
    "the result depends on how the values were grouped. Add up, and subtract when everything is there.",
  counts: "it counts parts instead of values. Add up counts instead: a sum of sums is the sum.",
};
