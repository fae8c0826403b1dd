// Editors and `cargo test` build a program once more, as a test: with the crate `test`, which bare metal does not have, and
// whose std has a panic handler of its own. The same command line is fine for the kernel itself.
import type { CrateTarget, Manifest } from "../../cargo/manifest.ts";
import type { TomlTable } from "../../cargo/toml.ts";
import { changed, withLines, withLinesAtEnd } from "../change.ts";
import type { FileChange } from "../change.ts";
import type { Case } from "../case.ts";
import type { Advice, Hint } from "../hint.ts";
import { entryAt, lineOf } from "../survey.ts";

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

/** The manifest with a program taken out of test and benchmark builds. */
export function optingOut(manifest: Manifest, bin: CrateTarget): FileChange | undefined {
  const { text } = manifest;
  const table = binTable(manifest, bin.name);
  const flags = ["test = false", "bench = false"];
  if (table === undefined)
    return changed(manifest, withLinesAtEnd(text, ["[[bin]]", `name = "${bin.name}"`, `path = "${bin.path}"`, ...flags]));
  if (table.entries.has("test") || table.entries.has("bench") || table.origin !== "header") return undefined;
  return changed(manifest, withLines(text, lineOf(text, table.span.lo) + 1, flags));
}

const NO_TEST_CRATE = /^can't find crate for `test`/;
const TWO_HANDLERS = /^found duplicate lang item `panic_impl`/;

/** True if the failure is that of a test build: rustc's own, or kbuild's refusal to make one. */
function failedAsTest(at: Case): boolean {
  const handlers = at.error(TWO_HANDLERS);
  const byTest = handlers?.diagnostic.children.some(({ message }) => /which `test` depends on/.test(message)) === true;
  return at.error(NO_TEST_CRATE) !== undefined || byTest || (at.failure?.code === "KB0600" && buildsTests(at));
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
    if (!failedAsTest(at)) return undefined;
    for (const member of at.survey.members) {
      const bin = member.bins.find((each) => !optsOut(member, each));
      const root = bin === undefined ? undefined : at.survey.text(`${member.root}/${bin.path}`);
      if (bin === undefined || root === undefined || !/^\s*#!\[no_std\]/m.test(root.text)) continue;
      const words = `this is the test build of \`${bin.name}\`, which editors ask for, too; a kernel has none: say so in its manifest`;
      const change = optingOut(member, bin);
      return change === undefined ? { words, place: { path: member.path, line: 1 } } : { words, changes: [change] };
    }
    return undefined;
  },
};

/** `harness = false` on a library: its test build then wants a `main`. */
export const libHarnessOff: Hint = {
  id: "lib-harness-off",
  page: "tests-on-bare-metal",
  decide(at) {
    const member = at.survey.members.find(({ document }) => {
      const value = entryAt(document, "lib", "harness")?.value;
      return value?.kind === "boolean" && !value.value;
    });
    const failed = at.error(/^`main` function not found in crate/) !== undefined || (at.failure?.code === "KB0600" && buildsTests(at));
    const entry = member === undefined ? undefined : entryAt(member.document, "lib", "harness");
    if (!failed || member === undefined || entry === undefined || entryAt(member.document, "lib", "test") !== undefined) return undefined;
    const after = `${member.text.slice(0, entry.key.lo)}test${member.text.slice(entry.key.hi)}`;
    return {
      words: "without its harness the test build of a library wants a `main` of its own; `test = false` leaves that build out",
      changes: [{ path: member.path, before: member.text, after }],
    };
  },
};
