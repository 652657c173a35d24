/** Whether a file chooses to fork its processes, which then have all that it defined before. */
export function forksByChoice(text: string): boolean {
  return /\b(?:set_start_method|get_context)\(\s*(?:method\s*=\s*)?["']fork["']|\bForkContext\b/.test(text);
}
