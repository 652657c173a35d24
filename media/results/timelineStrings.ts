/** What the panel says on its timeline. */
export const timelineStrings = {} as const;
