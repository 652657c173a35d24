/** Figures are drawn into pictures; a window on the engine's behalf would block it. */
export const FIGURES = { MPLBACKEND: process.env["MPLBACKEND"] ?? "Agg" };
