// `-C link-arg`s: what each asks of the linker, over rustc's own defaults. A bare-metal target's arguments are LLD's own
// words, on x86-64. For the host rustc's linker is `cc`, whose options the tables hold, and those of the linker for other
// machines; one that is not there is refused.
import { editDistance } from "../../base/near-names.ts";
import { unsupported } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { LinkOptions } from "../../link/link.ts";
import type { StartKind } from "../../link/start-files.ts";
import { DUMMY_SPAN } from "../../base/source.ts";
import type { Session } from "../../target/session.ts";
import { hasStaticRuntime } from "../../target/x86-features.ts";

type Row = (options: LinkOptions, value: string) => LinkOptions;

/** Already so, or a matter of speed and size that the result's behaviour does not show. */
const NOTHING: Row = (options) => options;

const FLAGS: Readonly<Record<string, Row>> = {
  "-static": (options) => ({ ...options, pie: false, interpreter: undefined }),
  "-static-pie": (options) => ({ ...options, pie: true, interpreter: undefined }),
  "-pie": (options) => ({ ...options, pie: true }),
  "-no-pie": (options) => ({ ...options, pie: false }),
  "--no-pie": (options) => ({ ...options, pie: false }),
  "--gc-sections": (options) => ({ ...options, gcSections: true }),
  "--no-gc-sections": (options) => ({ ...options, gcSections: false }),
  "-s": (options) => ({ ...options, strip: "all" }),
  "--strip-all": (options) => ({ ...options, strip: "all" }),
  "-S": (options) => ({ ...options, strip: "debug" }),
  "--strip-debug": (options) => ({ ...options, strip: "debug" }),
  "--no-eh-frame-hdr": (options) => ({ ...options, ehFrameHeader: false }),
  "--eh-frame-hdr": (options) => ({ ...options, ehFrameHeader: true }),
  "-nostartfiles": NOTHING,
  "-nostdlib": NOTHING,
  "-nodefaultlibs": NOTHING,
};

const Z_WORDS: Readonly<Record<string, Row>> = {
  relro: (options) => ({ ...options, relro: true }),
  norelro: (options) => ({ ...options, relro: false }),
  now: (options) => ({ ...options, now: true }),
  lazy: (options) => ({ ...options, now: false }),
  noexecstack: NOTHING,
};

const WITH_VALUE: Readonly<Record<string, Row>> = {
  "--entry": (options, value) => ({ ...options, entry: value }),
  "-e": (options, value) => ({ ...options, entry: value }),
  "--image-base": (options, value) => ({ ...options, imageBase: BigInt(value) }),
};

/** `-Wl,a,b` is `a b`; `-z x` and `-e x` may be one word or two. */
function words(args: readonly string[]): string[] {
  return args.flatMap((arg) => (arg.startsWith("-Wl,") ? arg.slice(4).split(",") : [arg]));
}

function applyWord(options: LinkOptions, list: readonly string[], at: number): readonly [LinkOptions, number] | undefined {
  const word = list[at] as string;
  const flag = FLAGS[word];
  if (flag !== undefined) return [flag(options, ""), 1];
  if (word === "-z" || word.startsWith("-z")) {
    const row = Z_WORDS[word === "-z" ? (list[at + 1] ?? "") : word.slice(2)];
    return row === undefined ? undefined : [row(options, ""), word === "-z" ? 2 : 1];
  }
  const equals = word.indexOf("=");
  const row = WITH_VALUE[equals < 0 ? word : word.slice(0, equals)];
  if (row === undefined) return undefined;
  const value = equals < 0 ? list[at + 1] : word.slice(equals + 1);
  return value === undefined ? undefined : [row(options, value), equals < 0 ? 2 : 1];
}

/** `-lc`, `-L folder`: for LLD as they stand; none where a word is about something else. */
function libraryWords(list: readonly string[], at: number): readonly string[] {
  const word = list[at] as string;
  if (!/^-[lL]/.test(word)) return [];
  return list.slice(at, at + (word.length === 2 ? 2 : 1));
}

/** gcc's own options about linking, by name. Those of the table are what is understood of them. */
const CC_OPTIONS = [
  ...Object.keys(FLAGS).filter((name) => /^-[^-]./.test(name)),
  ...["-nolibc", "-pthread", "-rdynamic", "-shared", "-shared-libgcc", "-static-libgcc", "-static-libstdc++", "-symbolic"],
];
/** gcc looks at all its options, of which these are few: what is no nearer to one of them may be nearer to another. */
const MOST_EDITS = 2;

/** The option of gcc that was nearly written. */
function nearestOption(word: string): string | undefined {
  if (!word.startsWith("-") || CC_OPTIONS.includes(word)) return undefined;
  const near = (most: number) => CC_OPTIONS.find((name) => name.length > 5 && editDistance(word.toLowerCase(), name, most) !== undefined);
  return near(1) ?? near(MOST_EDITS);
}

/** An input file that `cc` gives to the linker as it stands. */
const isFile = (word: string): boolean => !word.startsWith("-") && !word.startsWith("@");

/** What `cc` or GNU's linker says of the arguments, before anything is linked. */
export interface Refusal {
  /** An option that `cc` does not know: nothing is linked. */
  readonly option?: { readonly asked: string; readonly nearest: string };
  /** Input files and libraries that are not there. */
  readonly missing: readonly string[];
}

export interface AskedLink {
  readonly options: LinkOptions;
  readonly refusal?: Refusal;
  /** `cc` would put the C runtime's start files of this kind in front. */
  readonly startFiles?: StartKind;
  /** What is left for LLD to read. */
  readonly words: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The linker's options with the arguments applied, or a refusal of one. `exists` tells of an input file. */
export function applyLinkArguments(
  session: Session,
  base: LinkOptions,
  args: readonly string[],
  exists: (path: string) => boolean,
): AskedLink {
  if (session.target.os !== "linux") return { options: base, words: args, diagnostics: [] };
  const list = words(args);
  const refuse = (what: string): AskedLink => ({ options: base, words: [], diagnostics: [unsupported("KB0606", what, DUMMY_SPAN)] });
  const starts = !list.some((word) => word === "-nostartfiles" || word === "-nostdlib");
  const isStatic = hasStaticRuntime(session.target);
  let options: LinkOptions = { ...base, interpreter: isStatic ? undefined : "/lib64/ld-linux-x86-64.so.2" };
  const left: string[] = [];
  const missing: string[] = [];
  for (let at = 0; at < list.length;) {
    const word = list[at] as string;
    if (isFile(word) && !(starts && exists(word))) {
      (exists(word) ? left : missing).push(word);
      at++;
      continue;
    }
    const library = libraryWords(list, at);
    if (library.length > 0 && !starts) {
      left.push(...library);
      at += library.length;
      continue;
    }
    const applied = applyWord(options, list, at);
    const nearest = args.includes(word) ? nearestOption(word) : undefined;
    if (applied === undefined && nearest !== undefined)
      return { options: base, words: [], diagnostics: [], refusal: { option: { asked: word, nearest }, missing: [] } };
    if (applied === undefined)
      return refuse(`${starts ? "programs that start through the C runtime " : ""}with the linker argument \`${word}\``);
    options = applied[0];
    at += applied[1];
  }
  const refusal = missing.length === 0 ? {} : { refusal: { missing } };
  return { options, words: left, diagnostics: [], ...refusal, ...(starts ? { startFiles: startKind(options, list, isStatic) } : {}) };
}

/** As gcc's specs choose between `Scrt1.o`, `rcrt1.o` and `crt1.o`. */
function startKind({ pie }: LinkOptions, list: readonly string[], isStatic: boolean): StartKind {
  if (list.includes("-static-pie") || (isStatic && pie)) return "static-pie";
  if (list.includes("-static") || isStatic) return "static";
  return pie ? "pie" : "no-pie";
}
