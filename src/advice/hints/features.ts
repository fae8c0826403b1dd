// `#![feature(x)]` on a stable release, which refuses it: x may be part of the language by now, or something has taken its place.
import { featureTables } from "../../target/known-features.ts";
import type { FileChange } from "../change.ts";
import { primarySpan } from "../case.ts";
import type { Case } from "../case.ts";
import type { Hint } from "../hint.ts";
import { lineOf } from "../survey.ts";

/** Features that ended under another name, and the 1.n.0 from which what they were for needs none. Fact: the release notes. */
const RENAMED: Readonly<Record<string, number>> = {
  const_fn: 61,
  core_panic_info: 41,
  panic_implementation: 30,
  panic_handler: 30,
  global_allocator: 28,
  naked_functions: 88,
  asm: 59,
};

/** Those of texts on kernels that have become part of no release, and what to do instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  try_trait: "`?` needs no feature; a `Try` of one's own still needs nightly",
  allocator_api: "`#[global_allocator]` needs no feature",
  alloc_error_handler: "since 1.68 a failed allocation panics by itself: take the `#[alloc_error_handler]` function and this line out",
  abi_x86_interrupt:
    '`extern "x86-interrupt"` is of nightly releases only: on a stable one a naked function saves the registers and calls the handler',
  custom_test_frameworks:
    "test runners of one's own are of nightly releases only: on a stable one a kernel's test is a program in `tests/` with `harness = false`",
  unique: "`Unique` is core's own: `NonNull` stands for it, with a `PhantomData` beside it",
  ptr_internals: "`Unique` is core's own: `NonNull` stands for it, with a `PhantomData` beside it",
  compiler_builtins_lib: "bare-metal targets bring the compiler's built-in functions along: take this line and the `extern crate` out",
  start: "`#[start]` is gone since 1.86: `#![no_main]` and a function `_start` take its place",
  llvm_asm: "`llvm_asm!` is gone: `asm!` has taken its place since 1.59",
};

/** Lang items of texts on kernels, and what stands in their place. */
const LANG_ITEMS: Readonly<Record<string, string>> = {
  eh_personality: "bare-metal targets need no `eh_personality`: take the lang item and this line out, and build for `x86_64-unknown-none`",
  panic_fmt:
    'the function `#[lang = "panic_fmt"]` is today `#[panic_handler] fn panic(info: &core::panic::PanicInfo) -> !`, which needs no feature',
  start: "there is no lang item for the start: `#![no_main]` and a function `_start` take its place, and need no feature",
};

/** The words for the only lang item that a file defines. */
function langItemWords(text: string): string | undefined {
  const names = new Set([...text.matchAll(/#\[\s*lang\s*=\s*"(\w+)"/g)].map(([, name = ""]) => name));
  return names.size === 1 ? LANG_ITEMS[[...names][0] ?? ""] : undefined;
}

/** A whole crate in one file that declares none. */
const hasNoLangItems = (text: string) => !/\blang\s*=/.test(text) && !/^\s*(?:pub(?:\(.*\))?\s+)?mod\s+\w+\s*;/m.test(text);

interface StableFeature {
  readonly name: string;
  /** 1.n.0 from which it is part of the language or the library. */
  readonly since: number;
}

function stableFeatures(names: readonly string[]): StableFeature[] {
  const { accepted, stableLibrary } = featureTables();
  return names.flatMap((name) => {
    const release = accepted.get(name) ?? stableLibrary.get(name);
    const since = RENAMED[name] ?? (release === undefined ? undefined : Number(release.split(".")[1]));
    return since === undefined || INSTEAD[name] !== undefined ? [] : [{ name, since }];
  });
}

const ATTRIBUTE = /^[ \t]*#!\[\s*feature\s*\(([^)]*)\)\s*\][ \t]*(?:\/\/[^\n]*)?\n?/gm;

/** The words for the first of the features that this release does not have as a matter of course. */
function wordsFor(at: Case, name: string, since: number | undefined, text: string): string | undefined {
  if (name === "lang_items") return langItemWords(text);
  if (since === undefined) return INSTEAD[name];
  return `\`${name}\` is stable since 1.${since}; ${at.release.version} has it only in its nightly form`;
}

export const featureOnStable: Hint = {
  id: "feature-on-stable",
  page: "features",
  decide(at) {
    const found = at.error(/^(?:`#!\[feature\]` may not be used on the|feature has been removed)/);
    const span = found === undefined ? undefined : primarySpan(found.diagnostic);
    const file = found === undefined || span === undefined ? undefined : at.fileOf(found, span);
    if (file === undefined) return undefined;
    const all = [...file.text.matchAll(ATTRIBUTE)];
    const lists = all.map(([, list = ""]) => list.replaceAll(/\/\/[^\n]*/g, ""));
    const names = lists.flatMap((list) => list.split(",").map((name) => name.trim())).filter((name) => name !== "");
    const stable = stableFeatures(names);
    const isKnown = (name: string) =>
      name === "lang_items" || INSTEAD[name] !== undefined || stable.some((feature) => feature.name === name);
    if (names.length === 0 || !names.every(isKnown)) return undefined;
    const without = { path: file.path, before: file.text, after: file.text.replaceAll(ATTRIBUTE, "") } satisfies FileChange;
    if (names.every((name) => name === "lang_items") && hasNoLangItems(file.text))
      return { words: "nothing here is a lang item of one's own: the attribute can go", changes: [without] };
    if (stable.length === names.length && stable.every(({ since }) => at.atLeast(since))) {
      const since = stable.map((feature) => `\`${feature.name}\` is stable since 1.${feature.since}`).join(", ");
      return { words: `${since}: the attribute can go`, changes: [without] };
    }
    const sinceOf = (name: string) => stable.find((feature) => feature.name === name)?.since;
    const name = names.find((each) => !at.atLeast(sinceOf(each) ?? Infinity)) ?? "";
    const words = wordsFor(at, name, sinceOf(name), file.text);
    return words === undefined ? undefined : { words, place: { path: file.path, line: lineOf(file.text, (all[0]?.index ?? 0) + 1) } };
  },
};
