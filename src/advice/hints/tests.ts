// Editors and `cargo test` build a program once more, as a test: with the crate `test`, which bare metal does not have, and
// whose std has a panic handler of its own. The same command line is fine for the kernel itself.
import type { CrateTarget, Manifest } from "../../cargo/manifest/manifest.ts";
import type { TomlTable } from "../../cargo/toml/toml.ts";
import { changed, withLines, withLinesAtEnd } from "../change.ts";
import type { FileChange } from "../change.ts";
import type { Unit } from "../../cargo/build/unit.ts";
import type { Case } from "../case.ts";
import type { Advice, Hint } from "../hint.ts";
import { entryAt, lineOf } from "../survey.ts";
import type { TextFile } from "../survey.ts";

/** Options that ask for them; `--test NAME` asks for a file of `tests/`. */
const TEST_OPTIONS = ["--all-targets", "--tests", "--benches"];

/** The command asks for test builds of programs. */
export function buildsTests({ verb, options }: Case): boolean {
  return verb === "test" || verb === "t" || verb === "bench" || options.some((word) => TEST_OPTIONS.includes(word));
}

/** The table of a program in the manifest, if it has one. */
export function binTable({ document }: Manifest, name: string): TomlTable | undefined {
  const bins = document.entries.get("bin")?.value;
  const tables = bins?.kind === "array" ? bins.items : [];
  return tables.find((table): table is TomlTable => {
    const own = table.kind === "table" ? table.entries.get("name")?.value : undefined;
    return own?.kind === "string" && own.value === name;
  });
}

const isFalse = (table: TomlTable | undefined, key: string): boolean => {
  const value = table?.entries.get(key)?.value;
  return value?.kind === "boolean" && !value.value;
};

/** `test = false` or `harness = false`: no test build with the harness. */
export function optsOut(manifest: Manifest, bin: CrateTarget): boolean {
  const table = binTable(manifest, bin.name);
  return isFalse(table, "test") || isFalse(table, "harness");
}

const OPT_OUT = ["test = false", "bench = false"];

/** The manifest with a program taken out of test and benchmark builds. */
export function optingOut(manifest: Manifest, bin: CrateTarget): FileChange | undefined {
  const table = binTable(manifest, bin.name);
  return withKeys(manifest, table, ["[[bin]]", `name = "${bin.name}"`, `path = "${bin.path}"`, ...OPT_OUT], OPT_OUT);
}

/** `keys` in the table, or `whole` behind all tables. Undefined where some of them are said already. */
function withKeys(
  manifest: Manifest,
  table: TomlTable | undefined,
  whole: readonly string[],
  keys: readonly string[],
): FileChange | undefined {
  const { text } = manifest;
  if (table === undefined) return changed(manifest, withLinesAtEnd(text, whole));
  const names = keys.map((line) => line.slice(0, line.indexOf(" ")));
  if (names.some((name) => table.entries.has(name)) || table.origin !== "header") return undefined;
  return changed(manifest, withLines(text, lineOf(text, table.span.lo) + 1, keys));
}

/** The manifest with a library taken out of test and benchmark builds. */
function libraryOptingOut(manifest: Manifest): FileChange | undefined {
  const table = manifest.document.entries.get("lib")?.value;
  return withKeys(manifest, table?.kind === "table" ? table : undefined, ["[lib]", ...OPT_OUT], OPT_OUT);
}

/** The manifest with a test or benchmark that is a program of its own, without the harness. */
function withoutHarness(manifest: Manifest, { kind, name }: CrateTarget): FileChange | undefined {
  const listed = manifest.document.entries.get(kind)?.value;
  const tables = listed?.kind === "array" ? listed.items : [];
  const own = tables.find((table): table is TomlTable => {
    const said = table.kind === "table" ? table.entries.get("name")?.value : undefined;
    return said?.kind === "string" && said.value === name;
  });
  const line = "harness = false";
  return withKeys(manifest, own, [`[[${kind}]]`, `name = "${name}"`, line], [line]);
}

const NO_TEST_CRATE = /^can't find crate for `test`/;
const TWO_HANDLERS = /^found duplicate lang item `panic_impl`/;

/** What failed because it was built as a test: by rustc's own errors, or by kbuild's refusal. */
function failedTest(at: Case): Unit | undefined {
  const missing = at.error(NO_TEST_CRATE);
  if (missing !== undefined) return missing.unit;
  const handlers = at.error(TWO_HANDLERS);
  if (handlers?.diagnostic.children.some(({ message }) => /which `test` depends on/.test(message)) === true) return handlers.unit;
  const refused = at.errorOf("KB0600");
  return refused?.unit.isTest === true ? refused.unit : undefined;
}

/** `#![cfg_attr(not(test), no_std)]`: made to be tested where std is. */
const TESTS_WITH_STD = /#!\[cfg_attr\s*\(\s*not\s*\(\s*test\s*\)\s*,\s*no_std\s*\)\]/;

function testsForHost(at: Case): Advice | undefined {
  const { options, survey } = at;
  const target = options.findIndex((word) => word === "--target");
  const triple = options[target + 1];
  const roots = survey.members.flatMap(({ root, bins, lib }) =>
    [...bins, ...(lib === undefined ? [] : [lib])].flatMap(({ path }) => survey.text(`${root}/${path}`) ?? []),
  );
  const root = roots.find(({ text }) => TESTS_WITH_STD.test(text));
  if (root === undefined || target < 0 || triple === undefined || !/-none(?:-|$)/.test(triple)) return undefined;
  return {
    words: `this is the test build, for which this crate turns \`no_std\` off: its tests are for the host, and ${triple} has no std; leave \`--target\` out for them`,
    place: { path: root.path, line: lineOf(root.text, TESTS_WITH_STD.exec(root.text)?.index ?? 0) },
  };
}

export const testBuild: Hint = {
  id: "test-build",
  page: "tests-on-bare-metal",
  decide(at) {
    if (buildsTests(at)) {
      const advice = testsForHost(at);
      if (advice !== undefined) return advice;
    }
    const unit = failedTest(at);
    const root = unit === undefined ? undefined : at.rootOf(unit);
    return unit === undefined || root === undefined || !/^\s*#!\[no_std\]/m.test(root.text) ? undefined : adviceOn(unit, root);
  },
};

const HAS_TESTS = /^\s*#\[test\]/m;

function adviceOn({ manifest, crate }: Unit, root: TextFile): Advice {
  const { kind, name } = crate;
  const tests = kind === "lib" || kind === "bin" ? HAS_TESTS.exec(root.text) : null;
  if (tests !== null)
    return {
      words: `these are tests of \`${name}\`, and they need std: they run on the host, from a library that says \`#![cfg_attr(not(test), no_std)]\` and has no panic handler`,
      place: { path: root.path, line: lineOf(root.text, tests.index + tests[0].indexOf("#")) },
    };
  const change =
    kind === "bin" ? optingOut(manifest, crate) : kind === "lib" ? libraryOptingOut(manifest) : withoutHarness(manifest, crate);
  const words =
    kind === "bin" || kind === "lib"
      ? `this is the test build of \`${name}\`, which editors ask for, too; a kernel has none: say so in its manifest`
      : `\`${name}\` is a program of its own, without std: say in the manifest that it goes without the harness of the crate \`test\``;
  return change === undefined ? { words, place: { path: manifest.path, line: 1 } } : { words, changes: [change] };
}

/** `harness = false` on a library: its test build then wants a `main`. */
export const libHarnessOff: Hint = {
  id: "lib-harness-off",
  page: "tests-on-bare-metal",
  decide(at) {
    const member = at.survey.members.find(({ document }) => {
      const value = entryAt(document, "lib", "harness")?.value;
      return value?.kind === "boolean" && !value.value;
    });
    const failed = at.error(/^`main` function not found in crate/) !== undefined;
    const entry = member === undefined ? undefined : entryAt(member.document, "lib", "harness");
    if (!failed || member === undefined || entry === undefined || entryAt(member.document, "lib", "test") !== undefined) return undefined;
    const after = `${member.text.slice(0, entry.key.lo)}test${member.text.slice(entry.key.hi)}`;
    return {
      words: "without its harness the test build of a library wants a `main` of its own; `test = false` leaves that build out",
      changes: [{ path: member.path, before: member.text, after }],
    };
  },
};
