// Options of cargo's verbs that kbuild does not have: they are known, so that what is misspelt is compared with them, too, and
// refused in one sentence; those that a stable cargo refuses, in cargo's. And words that cargo knows in order to refuse them.
import { CargoError, refusal } from "../cargo/cargo-error.ts";
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import type { Call } from "./clap-words.ts";

/** As commander writes options: `--bench [NAME]`. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  build: ["--unit-graph"],
  check: ["--unit-graph"],
  run: ["--example [NAME]", "--unit-graph"],
  rustc: ["--unit-graph"],
};

/** Unstable ones, with the number of the issue that cargo names. */
const ISSUES: Readonly<Record<string, number>> = {
  "--unit-graph": 8002,
  "--artifact-dir": 6790,
  "--out-dir": 6790,
  "--build-plan": 5579,
  "--compile-time-deps": 14_434,
};

/** Options that no usage line shows. */
const HIDDEN: ReadonlySet<string> = new Set(["--compile-time-deps"]);

export function isHidden(long: string): boolean {
  return HIDDEN.has(long);
}

/** `build` lost `--build-plan`, and called `--artifact-dir` otherwise. */
function ofRelease(verb: string, release: Release): readonly string[] {
  const timeDeps = (verb === "build" || verb === "check") && atLeast(release, 90) ? ["--compile-time-deps"] : [];
  if (verb !== "build") return timeDeps;
  return atLeast(release, 91) ? ["--artifact-dir <PATH>", ...timeDeps] : ["--out-dir <PATH>", "--build-plan"];
}

/** Options of a verb's that only cargo has. */
export function foreignOptions(verb: string, release: Release): readonly string[] {
  const own = OPTIONS[verb];
  return own === undefined ? [] : [...own, ...ofRelease(verb, release)];
}

/** What becomes of one that was given. */
export function foreignOption(long: string, release: Release): CargoError {
  const issue = ISSUES[long];
  if (issue === undefined || release.channel === "nightly") return refusal(`the option \`${long}\``);
  return new CargoError(
    `the \`${long}\` flag is unstable, and only available on the nightly channel of Cargo, but this is the \`stable\` channel\nSee https://doc.rust-lang.org/book/appendix-07-nightly-rust.html for more information about Rust release channels.\nSee https://github.com/rust-lang/cargo/issues/${issue} for more information about the \`${long}\` flag.`,
  );
}

/** From here on cargo knows words that it does not take: seen with 1.96, the first release is a guess. */
const REFUSED_SINCE = 80;

/** A word that cargo knows to refuse. */
interface RefusedWord {
  /** What it is called in the message. */
  readonly shown: string;
  readonly tip: string;
}

/** What people write for another option, where the verb has that one. */
const MEANT: Readonly<Record<string, string>> = {
  "-t": "--target",
  "-z": "-Z",
  "-c": "--config",
  "-x": "--exclude",
  "-O": "--artifact-dir",
  "--out-dir": "--artifact-dir",
  "--path": "--manifest-path",
};
const SILENT: ReadonlySet<string> = new Set(["-s", "--silent"]);
/** Verbs without advice for `--silent`. */
const NOT_SILENT: ReadonlySet<string> = new Set(["", "test", "help"]);

const alike = (option: string): string => `a similar argument exists: '${option}'`;

/** Why cargo refuses an option that it knows: `-s`, `--path`, `-t`. Undefined for all others. */
export function refusedWord(word: string, { verb, command, release }: Call): RefusedWord | undefined {
  if (!atLeast(release, REFUSED_SINCE)) return undefined;
  if (SILENT.has(word)) return NOT_SILENT.has(verb) ? undefined : { shown: "--silent", tip: alike("--quiet") };
  if (word === "--debug" && verb === "build")
    return { shown: word, tip: "`--debug` is the default for `cargo build`; instead `--release` is supported" };
  if (word === "--keep-going" && verb === "test")
    return { shown: word, tip: "use `--no-fail-fast` to run as many tests as possible regardless of failure" };
  const meant = MEANT[word];
  if (meant === undefined) return undefined;
  const has = command.options.some(({ short, long }) => short === meant || long === meant);
  const isForeign = foreignOptions(verb, release).some((flags) => flags.startsWith(`${meant} `));
  return has || isForeign ? { shown: word, tip: alike(meant) } : undefined;
}

/** Long options that cargo knows to refuse: what is misspelt is compared with them, too. */
export function refusedLongs(call: Call): readonly string[] {
  return ["--silent", "--debug", "--keep-going", ...Object.keys(MEANT)].filter(
    (word) => word.startsWith("--") && refusedWord(word, call) !== undefined,
  );
}
