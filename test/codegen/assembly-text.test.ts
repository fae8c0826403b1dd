// `--emit=asm` beside rustc's: the fixtures are the texts that rustc 1.96 and 1.63 print of the crate. Functions and statics
// stand in another order there and labels count on, so each is looked for by itself, its labels numbered from 0. And the text
// assembles to the very bytes it was read off.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bytesAccess, memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { ElfFile } from "../../src/elf/read.ts";
import { Assembler } from "../../src/isa/x86_64/assemble.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_68_1, RELEASE_1_96_0 } from "../../src/target/release.ts";
import type { Release } from "../../src/target/release.ts";

const FOLDER = `${import.meta.dirname}/../../fixtures/codegen/assembly-text`;
const MANIFEST = '[package]\nname = "m"\nversion = "0.1.0"\nedition = "2021"\n[profile.dev]\npanic = "abort"\ndebug = false\n';

async function emitted(release: Release, optimized: boolean): Promise<{ text: string; object: ElfFile }> {
  const host = memoryHost({ "/m/Cargo.toml": MANIFEST, "/m/src/main.rs": readFileSync(`${FOLDER}/main.rs`, "utf8") }, "/m");
  const context = { host, release, readCore: readCorelib };
  const options = buildOptions({ target: ["x86_64-unknown-none"], release: optimized, defaultFeatures: true }, context, "link");
  const asked = { ...options, rustcArguments: ["--emit=asm=/out.s,obj=/out.o"] };
  expect(await build(host, asked, readCorelib), host.stderr.text).toBe(0);
  return { text: new TextDecoder().decode(host.files.read("/out.s")), object: new ElfFile(bytesAccess(host.files.read("/out.o"))) };
}

/** Functions and statics by name. */
function parts(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const chunk of text.split(/\n\n(?=\t\.(?:section|type|ident))/)) {
    const name = /^(\w+):$/m.exec(chunk)?.[1];
    if (name === undefined) continue;
    const own = chunk.slice(chunk.search(/\t\.(?:section|type)/));
    const numbers = new Map<string, number>();
    const plain = own.replaceAll(/\.(?:LBB|Lfunc_end|Ltmp)\d+/g, (label) =>
      label.replace(/\d+/, String(numbers.set(label, numbers.get(label) ?? 0).get(label))),
    );
    found.set(
      name,
      plain.replaceAll(/\n\t\.size.*$/gs, (size) => size.split("\n").slice(0, 2).join("\n")),
    );
  }
  return found;
}

const CASES = [
  ["1.96", RELEASE_1_96_0, "dev"],
  ["1.96", RELEASE_1_96_0, "release"],
  ["1.63", RELEASE_1_68_1, "dev"],
  ["1.63", RELEASE_1_68_1, "release"],
] as const;

test.each(CASES)("the text of %s, %o, %s", async (version, release, profile) => {
  const theirs = parts(readFileSync(`${FOLDER}/${profile}-${version}.s`, "utf8"));
  const ours = parts((await emitted(release, profile === "release")).text);
  expect([...ours.keys()]).toEqual(expect.arrayContaining(["_start", "park", "five", "TABLE", "WORD", "COUNT"]));
  for (const [name, text] of ours) expect(text).toBe(theirs.get(name));
});

test.each(CASES)("assembled again, %s, %o, %s", async (_version, release, profile) => {
  const { text, object } = await emitted(release, profile === "release");
  const assembler = new Assembler("t", { syntax: "att", llvm: release === RELEASE_1_96_0 ? 22 : 15 });
  assembler.assemble(text.replaceAll(/^\t\.(?:file|ident)\t.*$/gm, ""));
  for (const { name, code } of assembler.finish()) {
    const section = object.sections.find((one) => object.sectionName(one) === name);
    expect(section, name).toBeDefined();
    if (section !== undefined && section.type !== 8)
      expect(Buffer.from(code.bytes).toString("hex")).toBe(Buffer.from(object.contents(section)).toString("hex"));
  }
});
