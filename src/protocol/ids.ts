/** Ids that package.json contributes. A test proves that both say the same, so a wrong id does not compile. */

/** Of the Lessons view; what they do stands in `extension/lessons/lessonCommands.ts`. */
const lessonCommands = {
  continueLesson: "parallelLabs.continueLesson",
  markDone: "parallelLabs.markDone",
  markNotDone: "parallelLabs.markNotDone",
  toggleDone: "parallelLabs.toggleDone",
  openLink: "parallelLabs.openLink",
  copyLink: "parallelLabs.copyLink",
  filterLessons: "parallelLabs.filterLessons",
  showAllLessons: "parallelLabs.showAllLessons",
  resetLesson: "parallelLabs.resetLesson",
  resetAllLessons: "parallelLabs.resetAllLessons",
  exportProgress: "parallelLabs.exportProgress",
  importProgress: "parallelLabs.importProgress",
  newLesson: "parallelLabs.newLesson",
  editLesson: "parallelLabs.editLesson",
  refreshLessons: "parallelLabs.refreshLessons",
  showLessonProblems: "parallelLabs.showLessonProblems",
} as const;
export type LessonCommandId = (typeof lessonCommands)[keyof typeof lessonCommands];

/** Of lessons' pages, labs and quizzes; what they do stands in `extension/lessons/learningCommands.ts`. */
const labCommands = {
  /** Takes a lesson's id, or `{lesson, page?, heading}`: a heading of its page, or of another file of it. */
  openLesson: "parallelLabs.openLesson",
  /** Takes `{lesson, lab}`, as the others of labs do. */
  openLab: "parallelLabs.openLab",
  runLab: "parallelLabs.runLab",
  runChecks: "parallelLabs.runChecks",
  resetLab: "parallelLabs.resetLab",
  showHint: "parallelLabs.showHint",
  showSolution: "parallelLabs.showSolution",
  /** Takes `{lesson, question?}`. */
  answerQuiz: "parallelLabs.answerQuiz",
} as const;
export type LabCommandId = (typeof labCommands)[keyof typeof labCommands];

/** Of the History view; what they do stands in `extension/history/historyCommands.ts`. */
const historyCommands = {
  /** Takes a run's id, as the others of runs do. */
  openRun: "parallelLabs.openRun",
  runAgain: "parallelLabs.runAgain",
  renameRun: "parallelLabs.renameRun",
  pinRun: "parallelLabs.pinRun",
  unpinRun: "parallelLabs.unpinRun",
  deleteRun: "parallelLabs.deleteRun",
  deleteAllRuns: "parallelLabs.deleteAllRuns",
  compareRuns: "parallelLabs.compareRuns",
  exportRun: "parallelLabs.exportRun",
  /** Opens a run's file where it is. */
  openRunFile: "parallelLabs.openRunFile",
  /** Takes a run's file over into the history. */
  importRun: "parallelLabs.importRun",
} as const;
export type HistoryCommandId = (typeof historyCommands)[keyof typeof historyCommands];

/** Of ipyparallel's clusters; what they do stands in `extension/ipcluster/clusterCommands.ts`. */
const clusterCommands = {
  useCluster: "parallelLabs.useCluster",
  useThisMachine: "parallelLabs.useThisMachine",
  startCluster: "parallelLabs.startCluster",
  stopCluster: "parallelLabs.stopCluster",
  runInClient: "parallelLabs.runInClient",
  restartClient: "parallelLabs.restartClient",
  showEngineLogs: "parallelLabs.showEngineLogs",
  copyConnectionFile: "parallelLabs.copyConnectionFile",
} as const;
export type ClusterCommandId = (typeof clusterCommands)[keyof typeof clusterCommands];

export const commands = {
  ...lessonCommands,
  ...labCommands,
  ...historyCommands,
  ...clusterCommands,
  runOnAllEngines: "parallelLabs.runOnAllEngines",
  runOnEngines: "parallelLabs.runOnEngines",
  runCellAndAdvance: "parallelLabs.runCellAndAdvance",
  runAllCells: "parallelLabs.runAllCells",
  runCellsBalanced: "parallelLabs.runCellsBalanced",
  runSerially: "parallelLabs.runSerially",
  runMapReduce: "parallelLabs.runMapReduce",
  runMapReduceSerially: "parallelLabs.runMapReduceSerially",
  compareMapReduce: "parallelLabs.compareMapReduce",
  sweep: "parallelLabs.sweep",
  showSweep: "parallelLabs.showSweep",
  measureOnOneEngine: "parallelLabs.measureOnOneEngine",
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
  restartLanguageServer: "parallelLabs.restartLanguageServer",
  showLanguageServerLog: "parallelLabs.showLanguageServerLog",
} as const;
/** Of the language server; what they do stands in `extension/languageClient/languageServer.ts`. */
export type LanguageServerCommandId =
  | typeof commands.restartLanguageServer
  | typeof commands.showLanguageServerLog;
export type CommandId = (typeof commands)[keyof typeof commands];

export const views = {
  container: "parallelLabs",
  lessons: "parallelLabs.lessons",
  engines: "parallelLabs.engines",
  history: "parallelLabs.history",
  /** Type of the results panel. */
  results: "parallelLabs.results",
  /** Type of the editor of a run's file. */
  runFile: "parallelLabs.runFile",
  /** Type of the panel with two runs side by side. */
  comparison: "parallelLabs.comparison",
} as const;

/** Settings below `parallelLabs.`, with the type that package.json promises. */
export interface Settings {
  readonly "engines.count": number;
  readonly "engines.backend": "auto" | "python" | "ipyparallel";
  readonly "python.path": string;
  readonly "ipyparallel.profile": string;
  readonly "ipyparallel.clusterId": string;
  readonly "ipyparallel.connectionFile": string;
  readonly "ipyparallel.sshServer": string;
  readonly "ipyparallel.sshKey": string;
  readonly "run.timeoutSeconds": number;
  readonly "run.showResults": "always" | "onError" | "never";
  readonly "output.maxMegabytes": number;
  readonly "codeLens.enabled": boolean;
  readonly "codeLens.actions": readonly string[];
  readonly "cells.marker": string;
  readonly "predict.enabled": boolean;
  readonly "preflight.enabled": boolean;
  readonly "history.maxRuns": number;
  readonly "lessons.folders": readonly string[];
  readonly "pitfalls.enabled": boolean;
  readonly "pitfalls.severity": Readonly<Record<string, string>>;
  readonly "languageServer.trace": "off" | "messages" | "verbose";
}
export type SettingId = keyof Settings;
export const settingIds: readonly SettingId[] = [
  "engines.count",
  "engines.backend",
  "python.path",
  "ipyparallel.profile",
  "ipyparallel.clusterId",
  "ipyparallel.connectionFile",
  "ipyparallel.sshServer",
  "ipyparallel.sshKey",
  "run.timeoutSeconds",
  "run.showResults",
  "output.maxMegabytes",
  "codeLens.enabled",
  "codeLens.actions",
  "cells.marker",
  "predict.enabled",
  "preflight.enabled",
  "history.maxRuns",
  "lessons.folders",
  "pitfalls.enabled",
  "pitfalls.severity",
  "languageServer.trace",
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
  /** Python runs on an ipyparallel cluster. */
  usesCluster: "parallelLabs.usesCluster",
  /** What the Lessons view shows: `all`, `notDone` or `required`. */
  lessonFilter: "parallelLabs.lessonFilter",
  /** A lesson of the workspace, the setting or another extension has a mistake. */
  hasLessonProblems: "parallelLabs.hasLessonProblems",
  /** The active editor's file is a learner's copy of a lab. */
  isLab: "parallelLabs.isLab",
} as const;
export type ContextKey = (typeof contextKeys)[keyof typeof contextKeys];
