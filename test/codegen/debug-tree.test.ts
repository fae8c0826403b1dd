// Functions, blocks, variables and statics of a crate in its debug information, and the names of its symbols, are rustc's:
// `fixtures/codegen/debug-tree` holds what rustc 1.96 made of it, `debug-tree.js` how it was asked.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { bytesAccess, memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { ElfFile } from "../../src/elf/read.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";
import { debugTree } from "./debug-tree.js";

const FOLDER = resolve(import.meta.dirname, "../../fixtures/codegen/debug-tree");
const read = (name: string): string => readFileSync(join(FOLDER, name), "utf8");

async function image(): Promise<ElfFile> {
  const names = ["Cargo.toml", "src/main.rs", "src/shapes.rs"];
  const host = memoryHost(Object.fromEntries(names.map((name) => [`/k/${name}`, read(name)])), "/k");
  const context = { host, release: RELEASE_1_96_0, readCore: readCorelib };
  const options = buildOptions({ target: ["x86_64-unknown-none"], defaultFeatures: true }, context, "link");
  expect(await build(host, options, readCorelib)).toBe(0);
  return new ElfFile(bytesAccess(host.files.read("/k/target/x86_64-unknown-none/debug/dbg")));
}

const file = await image();

function contents(name: string): Uint8Array {
  const section = file.sections.find((one) => file.sectionName(one) === name);
  return section === undefined ? new Uint8Array() : file.contents(section);
}

/** Core's private modules are called otherwise here. */
const withoutModules = (text: string): string => text.replaceAll("adapters::enumerate::", "adapters::").replaceAll("panic_info::", "");

test("functions, blocks, variables and statics", () => {
  const sections = { info: contents(".debug_info"), abbreviations: contents(".debug_abbrev"), strings: contents(".debug_str") };
  expect(debugTree(sections, "dbg")).toBe(withoutModules(read("tree.txt")));
});

/** rustc calls the panic handler by a name of its own. */
test("names of symbols, but for their hashes", () => {
  const strings = new TextDecoder().decode(contents(".strtab")).split("\0");
  const own = strings.filter((name) => /^_ZN(?!3dbg5panic).*dbg/.test(name)).map((name) => name.replace(/17h[0-9a-f]{16}E$/, ""));
  expect(`${own.sort().join("\n")}\n`).toBe(read("symbols.txt"));
});
