// The whole of `npm start`, once packages and Python are there and dist/ is built: a lab's map/reduce on all engines,
// as its learner would do it. It works on a copy in a temporary folder, as learners do, and leaves nothing.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const solution = join(
  repository,
  ...["lessons", "01-intro-to-parallelization", "solutions", "map_reduce_words.py"],
);
const lab = basename(solution);

/** Text that is on every machine by now, and enough of it to be worth dividing. */
const REAL_TEXT = join(repository, "node_modules", "**", "*.d.ts");

const steps = [
  {
    about:
      "Four engines, each a Python process of its own, write a text together: the same cell runs on each one.",
    args: ["run", lab, "--cell", "A text to count", "--engines", "4"],
  },
  {
    about:
      "Map/reduce counts its title-cased words. The text is short: dividing the work may cost more than it saves.",
    args: ["mapreduce", lab, "--job", "Map", "--engines", "4", "--top", "5", "--compare"],
  },
  {
    about: "The lab's second job on far more text. Engines take pieces of it as they become free.",
    args: ["mapreduce", lab, "--job", "map_words", "--engines", "4", "--top", "5", "--compare"],
    input: REAL_TEXT,
  },
];

const folder = mkdtempSync(join(tmpdir(), "parallel-labs-start-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
// These go to the command line, too, which ends with a status of its own.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});

copyFileSync(solution, join(folder, lab));
for (const { about, args, input } of steps) {
  const all = input === undefined ? args : [...args, "--input", input];
  const shown = all.map((arg) => (/[\s*]/.test(arg) ? `"${arg}"` : arg)).join(" ");
  console.log(`\n${about}\n$ parallel-labs ${shown}\n`);
  const { status } = spawnSync(process.execPath, [join(repository, "dist", "cli.js"), ...all], {
    cwd: folder,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}
console.log(`
No engine can be faster than the cores allow: four engines on two cores gain 2× at most.
Next: press F5 in VS Code to try the extension on the lessons, or run \`npm run package\` to install it.`);
