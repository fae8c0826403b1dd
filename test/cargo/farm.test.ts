// A workspace with as many crates as go to worker threads: with them and without (`-j 1`) kbuild says the same of each crate,
// an error in the middle included, and makes the same libraries. With them it says so twice in the same order.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LEAST_UNITS } from "../../src/cargo/build/unit-farm.ts";

const KBUILD = join(import.meta.dirname, "../../bin/kbuild.js");
const COUNT = LEAST_UNITS + 4;

/** Each but the first depends on one before it; one warns, one is wrong. */
function writeWorkspace(folder: string): void {
  const names = Array.from({ length: COUNT }, (_, i) => `c${i}`);
  writeFileSync(join(folder, "Cargo.toml"), `[workspace]\nresolver = "2"\nmembers = ${JSON.stringify(names)}\n`);
  names.forEach((name, i) => {
    mkdirSync(join(folder, name, "src"), { recursive: true });
    const before = `c${Math.floor(i / 2)}`;
    const needs = i === 0 ? "" : `[dependencies]\n${before} = { path = "../${before}" }\n`;
    writeFileSync(join(folder, name, "Cargo.toml"), `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${needs}`);
    const odd = i === 30 ? "fn unused() {}\n" : i === COUNT - 1 ? "pub fn wrong() -> u8 { true }\n" : "";
    writeFileSync(join(folder, name, "src/lib.rs"), `#![no_std]\npub const NUMBER: u32 = ${i};\n${odd}`);
  });
}

function built(words: readonly string[]): { readonly said: string; readonly libraries: Record<string, string> } {
  const folder = mkdtempSync(join(tmpdir(), "kbuild-farm-"));
  writeWorkspace(folder);
  const { stderr } = spawnSync(process.execPath, [KBUILD, "build", "--target", "x86_64-unknown-none", ...words], {
    cwd: folder,
    encoding: "utf8",
  });
  const made = join(folder, "target/x86_64-unknown-none/debug");
  const names = readdirSync(made).filter((name) => name.endsWith(".rlib"));
  const libraries = Object.fromEntries(
    names.map((name) => [name, readFileSync(join(made, name)).toString("latin1").replaceAll(folder, "")]),
  );
  rmSync(folder, { recursive: true });
  return { said: stderr.replaceAll(folder, ""), libraries };
}

/** One job has no others to wait for. */
function linesOf(said: string): readonly string[] {
  return said
    .split("\n")
    .filter((line) => !line.includes("waiting for other jobs"))
    .sort();
}

test("the same with worker threads and without", { timeout: 120_000 }, () => {
  const alone = built(["-j", "1", "--keep-going"]);
  expect(Object.keys(alone.libraries)).toHaveLength(COUNT - 1);
  expect(alone.said).toContain(`could not compile \`c${COUNT - 1}\``);
  const together = built(["--keep-going"]);
  expect(together.libraries).toEqual(alone.libraries);
  expect(linesOf(together.said)).toEqual(linesOf(alone.said));
  expect(built(["--keep-going"])).toEqual(together);
});
