// `package.exclude` and `package.include`: patterns of gitignore's kind for paths below a package's folder. The last one that
// fits decides; what lies in a folder that is meant is meant, too.
import { CargoError } from "../cargo-error.ts";
import { patternOf } from "./glob.ts";

interface Rule {
  readonly parts: readonly (RegExp | "**")[];
  readonly isNegated: boolean;
  readonly onlyFolders: boolean;
}

/** Undefined for what is no pattern: a comment, nothing, or what gitignore's reader cannot make out. */
function ruleOf(line: string): Rule | undefined {
  const text = line.replace(/(?<!\\)\s+$/, "");
  if (text === "" || text.startsWith("#")) return undefined;
  const isNegated = text.startsWith("!");
  const whole = text.slice(isNegated ? 1 : 0).replace(/^\\(?=[!#])/, "");
  const bare = whole.replace(/^\//, "").replace(/\/$/, "");
  const isAnchored = whole.startsWith("/") || bare.includes("/");
  try {
    const parts = bare.split("/").map((part) => (part === "**" ? part : patternOf(part)));
    return { parts: isAnchored ? parts : ["**", ...parts], isNegated, onlyFolders: whole.endsWith("/") };
  } catch (error) {
    if (error instanceof CargoError) return undefined;
    throw error;
  }
}

function fits(parts: Rule["parts"], names: readonly string[], part = 0, name = 0): boolean {
  const at = parts[part];
  if (at === undefined) return name === names.length;
  // At the end it stands for what is inside, and that is something.
  if (at === "**" && part === parts.length - 1) return name < names.length;
  if (at === "**") return names.some((_, i) => i >= name && fits(parts, names, part + 1, i));
  return name < names.length && at.test(names[name] as string) && fits(parts, names, part + 1, name + 1);
}

/** Whether the patterns mean a path, relative to the package, or a folder that it lies in. */
export function ignoreRules(patterns: readonly string[]): (path: string, isFolder: boolean) => boolean {
  const rules = patterns.flatMap((line) => ruleOf(line) ?? []).reverse();
  const isMeant = (names: readonly string[], isFolder: boolean): boolean | undefined => {
    const last = rules.find((rule) => (isFolder || !rule.onlyFolders) && fits(rule.parts, names));
    return last === undefined ? undefined : !last.isNegated;
  };
  return (path, isFolder) => {
    const names = path.split("/");
    for (let count = names.length; count > 0; count--) {
      const meant = isMeant(names.slice(0, count), isFolder || count < names.length);
      if (meant !== undefined) return meant;
    }
    return false;
  };
}
