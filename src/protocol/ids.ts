/** Ids that package.json contributes. A test proves that both say the same, so a wrong id does not compile. */

export const commands = {
  runOnAllEngines: "parallelLabs.runOnAllEngines",
  runOnEngines: "parallelLabs.runOnEngines",
  runCellAndAdvance: "parallelLabs.runCellAndAdvance",
  runAllCells: "parallelLabs.runAllCells",
  runSerially: "parallelLabs.runSerially",
  runMapReduce: "parallelLabs.runMapReduce",
  runMapReduceSerially: "parallelLabs.runMapReduceSerially",
  compareMapReduce: "parallelLabs.compareMapReduce",
  chooseInput: "parallelLabs.chooseInput",
  saveResults: "parallelLabs.saveResults",
  interrupt: "parallelLabs.interrupt",
  interruptEngine: "parallelLabs.interruptEngine",
  restartEngines: "parallelLabs.restartEngines",
  restartEngine: "parallelLabs.restartEngine",
  resetNamespaces: "parallelLabs.resetNamespaces",
  startEngines: "parallelLabs.startEngines",
  stopEngines: "parallelLabs.stopEngines",
  setEngineCount: "parallelLabs.setEngineCount",
  showResults: "parallelLabs.showResults",
  showLog: "parallelLabs.showLog",
  openLesson: "parallelLabs.openLesson",
  openLab: "parallelLabs.openLab",
  runLab: "parallelLabs.runLab",
  resetLab: "parallelLabs.resetLab",
  showHint: "parallelLabs.showHint",
  showSolution: "parallelLabs.showSolution",
  answerQuiz: "parallelLabs.answerQuiz",
} as const;
export type CommandId = (typeof commands)[keyof typeof commands];

export const views = {
  container: "parallelLabs",
  engines: "parallelLabs.engines",
  /** Type of the results panel. */
  results: "parallelLabs.results",
} as const;

/** Settings below `parallelLabs.`, with the type that package.json promises. */
export interface Settings {
  readonly "engines.count": number;
  readonly "engines.backend": "auto" | "python";
  readonly "python.path": string;
  readonly "run.timeoutSeconds": number;
  readonly "run.showResults": "always" | "onError" | "never";
  readonly "output.maxMegabytes": number;
  readonly "codeLens.enabled": boolean;
  readonly "cells.marker": string;
  readonly "history.maxRuns": number;
}
export type SettingId = keyof Settings;
export const settingIds: readonly SettingId[] = [
  "engines.count",
  "engines.backend",
  "python.path",
  "run.timeoutSeconds",
  "run.showResults",
  "output.maxMegabytes",
  "codeLens.enabled",
  "cells.marker",
  "history.maxRuns",
];
export const settingsPrefix = "parallelLabs";

export const contextKeys = {
  /** Something runs now. */
  running: "parallelLabs.running",
  /** The active editor's file has cells. */
  hasCells: "parallelLabs.hasCells",
  /** The active editor's file has a map/reduce job. */
  hasJobs: "parallelLabs.hasJobs",
  /** The last run was of a map/reduce job and has results. */
  hasResults: "parallelLabs.hasResults",
  /** At least one engine has a process. */
  hasEngines: "parallelLabs.hasEngines",
  /** The active editor's file is a learner's copy of a lab. */
  isLab: "parallelLabs.isLab",
} as const;
export type ContextKey = (typeof contextKeys)[keyof typeof contextKeys];
