// Names as strip's options give them: as they are, as shell patterns, or as regular expressions that fit the whole name. A pattern that
// starts with `!` takes names out again.
import { OptionError } from "../options.ts";

export type NameStyle = "literal" | "wildcard" | "regex";
export type NameMatcher = (name: string) => boolean;

const escaped = (character: string): string => character.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);

/** A character class: `[a-z]`, `[!x]`, `[^x]`; where it ends. */
function characterClass(pattern: string, at: number): { readonly source: string; readonly end: number } {
  const end = pattern.indexOf("]", at + 2);
  if (end < 0) throw new OptionError(`invalid glob pattern, unmatched '['`);
  const inner = pattern.slice(at + 1, end);
  const negated = inner.startsWith("!") || inner.startsWith("^");
  const letters = (negated ? inner.slice(1) : inner).replaceAll(/[\\\]^]/g, String.raw`\$&`);
  return { source: `[${negated ? "^" : ""}${letters}]`, end };
}

function wildcardSource(pattern: string): string {
  let source = "";
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] as string;
    if (character === "*") source += ".*";
    else if (character === "?") source += ".";
    else if (character === "[") {
      const found = characterClass(pattern, at);
      source += found.source;
      at = found.end;
    } else if (character === "\\" && at + 1 < pattern.length) source += escaped(pattern[++at] as string);
    else source += escaped(character);
  }
  return source;
}

function expression(pattern: string, style: NameStyle): RegExp {
  try {
    return new RegExp(`^(?:${style === "regex" ? pattern : wildcardSource(pattern)})$`, "s");
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new OptionError(`cannot compile regular expression '${pattern}'`);
  }
}

/** Whether a name is among those given. */
export function nameMatcher(patterns: readonly string[], style: NameStyle): NameMatcher {
  if (style === "literal") {
    const names = new Set(patterns);
    return (name) => names.has(name);
  }
  const isNegative = (pattern: string): boolean => style === "wildcard" && pattern.startsWith("!");
  const wanted = patterns.filter((pattern) => !isNegative(pattern)).map((pattern) => expression(pattern, style));
  const unwanted = patterns.filter(isNegative).map((pattern) => expression(pattern.slice(1), style));
  return (name) => wanted.some((each) => each.test(name)) && !unwanted.some((each) => each.test(name));
}
