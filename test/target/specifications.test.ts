// What rustc says of a target file where it is asked for its configuration, to the byte: `fixtures/targets/specifications.jsonl`,
// written by `bless-specifications.js`.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { CargoError } from "../../src/cargo/cargo-error.ts";
import { parseRustc } from "../../src/cargo/rustc/rustc-options.ts";
import { printFacts } from "../../src/cargo/rustc/rustc-prints.ts";
import { askedTarget } from "../../src/cargo/targets/target-choice.ts";
import { RELEASES } from "../../src/target/release.ts";

interface Case {
  readonly name: string;
  readonly release: string;
  readonly spec: string;
  readonly said: string;
}

const FILE = resolve(import.meta.dirname, "../../fixtures/targets/specifications.jsonl");

async function said({ release: name, spec }: Case): Promise<string> {
  const release = RELEASES.find(({ version }) => version.startsWith(name));
  if (release === undefined) throw new Error(`no release ${name}`);
  const isNightly = name === "1.96";
  try {
    const target = await askedTarget(memoryHost({ "/w/t.json": spec }, "/w"), "t.json", release, isNightly);
    const asker = { release, isNightly, sysroot: "/kbuild", target };
    return printFacts("cfg", parseRustc([], asker), asker);
  } catch (error) {
    if (!(error instanceof CargoError)) throw error;
    return `error: ${error.message}\n`.replace(/\n*$/, "\n\n");
  }
}

const cases = readFileSync(FILE, "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Case);

for (const one of cases)
  test(`${one.name} of ${one.release}`, async () => {
    expect(await said(one)).toBe(one.said);
  });
