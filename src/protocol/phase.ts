/** What a task is part of: code that runs as it is, or a phase of a map/reduce job. */
export type Phase = "run" | "map" | "shuffle" | "reduce";

/** Labels of a job's tasks that are no part of the work that was divided: see `JobSteps`. */
export const stepLabels = { load: "load", merge: "merge" } as const;
