/** Bytes of a `lesson.md`, and of each lab, solution and check. */
export const MOST_BYTES = 1 << 20;

/** Bytes of a file that a lab needs beside it. */
export const MOST_EXTRA_BYTES = 20 << 20;

/** Files below a lesson's folder. */
export const MOST_FILES = 2000;

/** Lessons in a folder of lessons. */
export const MOST_LESSONS = 200;
