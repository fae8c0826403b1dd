// Glob patterns of linker scripts: `*`, `?`, `[a-z]`, `\x`. A quoted word is itself and no pattern.

function translate(glob: string): string {
  let out = "";
  for (let i = 0; i < glob.length; i++) {
    const character = glob[i] as string;
    if (character === "*") out += "[^]*";
    else if (character === "?") out += "[^]";
    else if (character === "[") {
      const end = glob.indexOf("]", i + 2);
      if (end < 0) return `${out}${glob.slice(i).replace(/[[\]\\^$.|?*+()]/g, "\\$&")}`;
      out += `[${glob
        .slice(i + 1, end)
        .replace(/^!/, "^")
        .replace(/\\/g, "\\\\")}]`;
      i = end;
    } else out += (character === "\\" ? (glob[++i] ?? "") : character).replace(/[[\](){}\\^$.|?*+]/g, "\\$&");
  }
  return out;
}

/** Whether a name matches one of the patterns. */
export function globMatcher(patterns: readonly string[]): (name: string) => boolean {
  if (patterns.includes("*")) return () => true;
  const literal = new Set<string>();
  const globs: string[] = [];
  for (const pattern of patterns) {
    if (pattern.startsWith('"')) literal.add(pattern.slice(1, -1));
    else if (/[*?[\\]/.test(pattern)) globs.push(translate(pattern));
    else literal.add(pattern);
  }
  if (globs.length === 0) return (name) => literal.has(name);
  const expression = new RegExp(`^(?:${globs.join("|")})$`);
  return (name) => literal.has(name) || expression.test(name);
}
