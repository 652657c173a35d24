import process from "node:process";

/** How to start the npm that runs this script, or else the one on PATH: a command and its first arguments. */
export function npmCommand() {
  const script = process.env.npm_execpath;
  return script?.endsWith(".js") ? [process.execPath, script] : ["npm"];
}
