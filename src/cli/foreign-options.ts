// Options of cargo's verbs that kbuild does not have: they are known, so that what is misspelt is compared with them, too, and
// refused in one sentence; those that a stable cargo refuses, in cargo's.
import { CargoError, refusal } from "../cargo/cargo-error.ts";
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";

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

/** What an option is called now. */
export function newName(long: string, verb: string, release: Release): string | undefined {
  if (long === "--path" && atLeast(release, 80)) return "--manifest-path";
  return verb === "build" && long === "--out-dir" && atLeast(release, 91) ? "--artifact-dir" : undefined;
}

/** What becomes of one that was given. */
export function foreignOption(long: string, release: Release): CargoError {
  const issue = ISSUES[long];
  if (issue === undefined || release.channel === "nightly") return refusal(`the option \`${long}\``);
  return new CargoError(
    `the \`${long}\` flag is unstable, and only available on the nightly channel of Cargo, but this is the \`stable\` channel\nSee https://doc.rust-lang.org/book/appendix-07-nightly-rust.html for more information about Rust release channels.\nSee https://github.com/rust-lang/cargo/issues/${issue} for more information about the \`${long}\` flag.`,
  );
}
