/** Whether a name has a glob's special signs. */
export function isGlob(name: string): boolean {
  return /[*?[{]/.test(name);
}

/**
 * The regular expression for a glob over whole paths: `*` and `?` stay within a name, `**` goes over folders,
 * `[a-z]` and `[!a-z]` are one sign, `{a,b}` one of several. A name's leading dot must be written, as in a shell.
 */
export function globPattern(glob: string): RegExp {
  const source = glob.replaceAll("\\", "/");
  let pattern = "";
  let braces = 0;
  for (let at = 0; at < source.length; at++) {
    const sign = source[at] ?? "";
    const begins = at === 0 || source[at - 1] === "/";
    if (source.startsWith("**/", at) && begins) {
      pattern += "(?:[^/.][^/]*/)*";
      at += 2;
    } else if (source.startsWith("**", at) && begins) {
      pattern += "(?:[^/.][^/]*/)*[^/.][^/]*";
      at += 1;
    } else if (sign === "*") pattern += begins ? "(?:[^/.][^/]*)?" : "[^/]*";
    else if (sign === "?") pattern += begins ? "[^/.]" : "[^/]";
    else if (sign === "[" && source.indexOf("]", at + 2) > 0) {
      const end = source.indexOf("]", at + 2);
      const inside = source
        .slice(at + 1, end)
        .replace(/^!/, "^")
        .replaceAll("[", "\\[");
      pattern += `[${inside}]`;
      at = end;
    } else if (sign === "{" && source.indexOf("}", at) > 0) {
      pattern += "(?:";
      braces += 1;
    } else if (sign === "}" && braces > 0) {
      pattern += ")";
      braces -= 1;
    } else if (sign === "," && braces > 0) pattern += "|";
    else pattern += sign.replace(/[.+^$()|\\{}[\]]/, "\\$&").replace(/^\/$/, "[/\\\\]");
  }
  return new RegExp(`^${pattern}$`);
}
