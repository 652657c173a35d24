import type { JobProblem } from "../../protocol/job";
import type { Definition, Outline } from "./outline";
import { positionals } from "./outline";
import { takesFunction } from "./parameterNames";
import { problems } from "./problems";
import { type Role, type RoleName, readRole } from "./roles";

/** A definition whose name says that it is a part of a job. */
export interface NamedPart extends RoleName {
  readonly definition: Definition;
}

/** The functions that belong together by their names. */
export interface NamedJob {
  readonly mapper: Definition;
  readonly reducer: Definition;
  readonly combiner?: Definition;
  readonly partitioner?: Definition;
}

export interface NamedParts {
  readonly jobs: readonly NamedJob[];
  /** Mappers and reducers without a partner. */
  readonly alone: readonly NamedPart[];
  readonly problems: readonly JobProblem[];
}

/** Sorts a file's functions into jobs by their names. */
export function namedParts({ functions }: Outline): NamedParts {
  const complaints: JobProblem[] = [];
  const parts = new Map<string, NamedPart>();
  /** Problems of the names that are defined again, told only where they are part of a job. */
  const again = new Map<string, JobProblem>();
  for (const definition of functions) {
    const named = readRole(definition.name);
    if (!named) continue;
    const before = parts.get(definition.name);
    if (before) {
      again.set(definition.name, problems.twice(definition.line, definition.name, before.definition.line));
    } else parts.set(definition.name, { ...named, definition });
  }
  const all = [...parts.values()];
  const find = (role: Role, family: string) =>
    all.find((part) => part.role === role && part.family === family);
  const jobs: NamedJob[] = [];
  const paired = new Set<NamedPart>();
  for (const mapper of all.filter(({ role }) => role === "mapper")) {
    const reducer = find("reducer", mapper.family);
    if (!reducer) continue;
    const rivals = all.filter(
      ({ role, stem, family }) =>
        role === "reducer" && stem !== "" && stem === mapper.stem && !find("mapper", family),
    );
    const [rival] = rivals;
    paired.add(mapper).add(reducer);
    const repeated = [mapper, reducer].flatMap(({ definition }) => again.get(definition.name) ?? []);
    if (repeated.length > 0) {
      if (!isHigherOrder(mapper.definition) && !isHigherOrder(reducer.definition))
        complaints.push(...repeated);
      continue;
    }
    if (rival) {
      paired.add(rival);
      const { definition } = mapper;
      complaints.push(
        problems.twoReducers(
          definition.line,
          definition.name,
          reducer.definition.name,
          rival.definition.name,
        ),
      );
      continue;
    }
    const combiner = find("combiner", mapper.family);
    const partitioner = find("partitioner", mapper.family);
    jobs.push({
      mapper: mapper.definition,
      reducer: reducer.definition,
      ...(combiner ? { combiner: combiner.definition } : {}),
      ...(partitioner ? { partitioner: partitioner.definition } : {}),
    });
  }
  const isPart = ({ role }: NamedPart) => role === "mapper" || role === "reducer";
  return { jobs, alone: all.filter((part) => isPart(part) && !paired.has(part)), problems: complaints };
}

/** Whether it takes a function: then it is the `map` or `reduce` that every language has, and no part of a job. */
export function isHigherOrder(definition: Definition): boolean {
  const names = positionals(definition).map(({ name }) => name ?? "");
  const [first, second] = names;
  return names.some(takesFunction) || (/state$/i.test(first ?? "") && second === "action");
}
