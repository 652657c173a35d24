import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CheckOptions, checkLab } from "../../../src/checks/checkLab";
import { findPython } from "../../../src/engines/cpython/findPython";
import { createEngines } from "../../../src/engines/createEngines";
import type { CheckReport, LabFiles } from "../../../src/protocol/checkReport";
import type { Language } from "../../../src/protocol/language";
import { builtFolder } from "../../support/builtFolder";
import { temporaryFolder } from "../../support/cleanUp";
import { processesWithVariable } from "../../support/processTree";
import { until } from "../../support/until";

const MARK = "PARALLEL_LABS_TEST_CHECK";

/** A lab with a check file in a folder of its own, which can be checked. */
export class TestLab {
  private readonly folder = temporaryFolder("parallel-labs-check-");
  private readonly mark = randomUUID();
  readonly files: LabFiles;

  constructor(
    private readonly language: Language,
    lab: string,
    check: string,
  ) {
    const ending = language === "python" ? "py" : "mjs";
    const file = join(this.folder.path, `lab.${ending}`);
    const checks = join(this.folder.path, `checks.${ending}`);
    writeFileSync(file, lab);
    writeFileSync(checks, check);
    this.files = { title: "Lab", language, file, check: checks };
  }

  /** Writes another file beside the lab; its path. */
  write(name: string, text: string): string {
    const path = join(this.folder.path, name);
    writeFileSync(path, text);
    return path;
  }

  async check(options: Partial<CheckOptions> = {}): Promise<CheckReport> {
    const executable = this.language === "python" ? (await findPython({})).executable : process.execPath;
    const makeEngines: CheckOptions["makeEngines"] = async (language, count, cwd) =>
      createEngines(
        {
          backend: language === "python" ? "python" : "node",
          executable,
          count,
          cwd,
          outputLimit: 1 << 20,
          env: { [MARK]: this.mark },
        },
        builtFolder(),
      );
    try {
      return await checkLab(this.files, { makeEngines, engines: 2, ...options });
    } finally {
      const left = () => processesWithVariable(MARK, this.mark);
      await until("no process is left", () => left().length === 0);
    }
  }

  remove(): void {
    this.folder.remove();
  }
}

/** Gives a suite labs that are removed after each test. */
export function testLabs(language: Language): (lab: string, check: string) => TestLab {
  const made: TestLab[] = [];
  afterEach(() => {
    for (const lab of made.splice(0)) lab.remove();
  });
  return (lab, check) => {
    const one = new TestLab(language, lab, check);
    made.push(one);
    return one;
  };
}
