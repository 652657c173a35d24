import { type FoundJobs, findJobs } from "../jobs/findJobs";
import { factsOf } from "../languages";
import type { SyntaxNode, SyntaxNodes } from "../syntax/syntaxNodes";
import { findParallelCalls, type ParallelCall } from "./parallelCalls";
import { PythonModule } from "./pythonModule";
import type { Name, Scope } from "./scope";
import { Symbols } from "./symbols";

const programs = new WeakMap<SyntaxNodes, PythonProgram>();

/** What is known of a Python file, each part found out when it is first asked for. */
export class PythonProgram {
  private lazyModule: PythonModule | undefined;
  private lazySymbols: Symbols | undefined;
  private lazyCalls: readonly ParallelCall[] | undefined;
  private lazyCallers: Map<SyntaxNode, SyntaxNode[]> | undefined;
  private lazyJobs: FoundJobs | undefined;

  private constructor(readonly nodes: SyntaxNodes) {}

  /** The program of a state of a file; the same one each time it is asked for. */
  static of(nodes: SyntaxNodes): PythonProgram {
    let program = programs.get(nodes);
    if (!program) {
      program = new PythonProgram(nodes);
      programs.set(nodes, program);
    }
    return program;
  }

  get text(): string {
    return this.nodes.text;
  }

  get module(): PythonModule {
    this.lazyModule ??= new PythonModule(this.nodes);
    return this.lazyModule;
  }

  get symbols(): Symbols {
    this.lazySymbols ??= new Symbols(this.module);
    return this.lazySymbols;
  }

  get parallelCalls(): readonly ParallelCall[] {
    this.lazyCalls ??= findParallelCalls(this.module, this.symbols);
    return this.lazyCalls;
  }

  get jobs(): FoundJobs {
    this.lazyJobs ??= findJobs(this.text, factsOf("python"));
    return this.lazyJobs;
  }

  /** The function of the top level that has this name; the last one, if there are several. */
  functionNamed(text: string): SyntaxNode | undefined {
    const found = this.module.scope.names.get(text)?.definitions.filter(({ kind }) => kind === "function");
    return found?.at(-1)?.value;
  }

  /** The functions of a map/reduce job, by their part in it; a function of the file may have several parts. */
  get jobParts(): readonly { readonly role: string; readonly work: SyntaxNode }[] {
    return this.jobs.jobs.flatMap(({ mapper, reducer, combiner, mrjobClass }) =>
      Object.entries({ mapper, reducer, combiner }).flatMap(([role, name]) => {
        const work = name && !mrjobClass ? this.functionNamed(name) : undefined;
        return work ? [{ role, work }] : [];
      }),
    );
  }

  /** Where the file calls one of its functions by name. */
  callsOf(work: SyntaxNode): readonly SyntaxNode[] {
    this.lazyCallers ??= this.findCallers();
    return this.lazyCallers.get(work) ?? [];
  }

  private findCallers(): Map<SyntaxNode, SyntaxNode[]> {
    const callers = new Map<SyntaxNode, SyntaxNode[]>();
    for (const call of this.nodes.ofType("call")) {
      const called = call.child("function");
      const name = called?.type === "identifier" ? this.module.nameOf(called) : undefined;
      for (const { value } of name?.definitions ?? []) {
        if (!value) continue;
        const known = callers.get(value);
        if (known) known.push(call);
        else callers.set(value, [call]);
      }
    }
    return callers;
  }

  /** These functions, and those of the file that they call by name, and so on. */
  reach(work: Iterable<SyntaxNode>): ReadonlySet<SyntaxNode> {
    const reached = new Set(work);
    for (const one of reached) {
      for (const node of this.nodes.within(one)) {
        if (node.type !== "call") continue;
        const called = node.child("function");
        const name = called?.type === "identifier" ? this.module.nameOf(called) : undefined;
        for (const { kind, value } of name?.definitions ?? [])
          if (kind === "function" && value) reached.add(value);
      }
    }
    return reached;
  }

  /** Names that a function, with all that is in it, reads and does not define itself, each with its first reading. */
  freeNames(work: SyntaxNode): ReadonlyMap<Name, SyntaxNode> {
    const free = new Map<Name, SyntaxNode>();
    const scope = this.module.scopeIn(work);
    for (const node of this.nodes.within(work)) {
      if (node.type !== "identifier" || !isInside(this.module.scopeOf(node), scope)) continue;
      const name = this.module.nameOf(node);
      if (name && !free.has(name) && !isInside(name.scope, scope)) free.set(name, node);
    }
    return free;
  }
}

/** Whether a scope is the outer one or within it. */
export function isInside(scope: Scope | undefined, outer: Scope): boolean {
  for (let at = scope; at; at = at.parent) if (at === outer) return true;
  return false;
}
