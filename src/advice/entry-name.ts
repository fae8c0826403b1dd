// What the linker is told to begin with, for any system's linker: `-e NAME`, `--entry=NAME`, `/ENTRY:NAME`, a script's
// `ENTRY(NAME)`. Words in, a name out; `_start` where nothing is said.

const DEFAULT_ENTRY = "_start";

/** The linker's words among rustc's flags, those for a C compiler's driver split. */
export function linkerWords(flags: readonly string[]): string[] {
  const joined = flags.flatMap((flag, i) => (flag === "-C" ? [] : flags[i - 1] === "-C" ? [`-C${flag}`] : [flag]));
  return joined.flatMap((flag) => {
    const [, option, value = ""] = /^-C(link-args?)=(.*)$/s.exec(flag) ?? [];
    const words = option === "link-args" ? value.split(/\s+/) : option === undefined ? [] : [value];
    return words.flatMap((word) => (word.startsWith("-Wl,") ? word.slice("-Wl,".length).split(",") : [word]));
  });
}

/** The value of an option: joined, behind `=`, or the next word. */
function valueOf(words: readonly string[], pattern: RegExp): string | undefined {
  const at = words.findIndex((word) => pattern.test(word));
  const value = pattern.exec(words[at] ?? "")?.[1];
  return at < 0 ? undefined : value === undefined || value === "" ? words[at + 1] : value;
}

function entryOfScript(text: string): string | undefined {
  return /\bENTRY\s*\(\s*"?([\w.$]+)"?\s*\)/.exec(text.replaceAll(/\/\*[^]*?\*\//g, ""))?.[1];
}

/** The linker's script among its words. */
export function scriptName(words: readonly string[]): string | undefined {
  return valueOf(words, /^(?:-T|--script|-script)(?:=|$)(.*)$/) ?? valueOf(words, /^-T([^=].*)$/);
}

export interface AskedEntry {
  readonly name: string;
  /** The flags or a script say so. */
  readonly isSaid: boolean;
}

/** Undefined if a script says it that cannot be read. */
export function askedEntry(words: readonly string[], readScript: (path: string) => string | undefined): AskedEntry | undefined {
  const said = valueOf(words, /^(?:-e|--entry|-entry)(?:=|$)(.*)$/) ?? valueOf(words, /^-e(\w.*)$/) ?? valueOf(words, /^[/-]ENTRY:(.+)$/i);
  if (said !== undefined) return { name: said, isSaid: true };
  const script = scriptName(words);
  if (script === undefined) return { name: DEFAULT_ENTRY, isSaid: false };
  const text = readScript(script);
  const name = text === undefined ? undefined : entryOfScript(text);
  return text === undefined ? undefined : { name: name ?? DEFAULT_ENTRY, isSaid: name !== undefined };
}
