/** What a task is part of: code that runs as it is, or a phase of a map/reduce job. */
export type Phase = "run" | "map" | "shuffle" | "reduce";
