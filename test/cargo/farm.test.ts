// A workspace with as many crates as go to worker threads: with them and without (`-j 1`) kbuild says the same of each crate,
// an error in the middle included, and makes the same libraries. With them it says so twice in the same order. The same holds of a
// large crate, whose code another thread makes.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
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
  const { stderr } = spawnSync(process.execPath, [KBUILD, "+1.96", "build", "--target", "x86_64-unknown-none", ...words], {
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

/** Functions with as many words about them as make a crate large; one is never used. */
function writeLarge(folder: string, odd: string): void {
  mkdirSync(join(folder, "src"), { recursive: true });
  writeFileSync(join(folder, "Cargo.toml"), '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n[profile.dev]\npanic = "abort"\n');
  const one = (i: number) =>
    `/* ${"word ".repeat(100)}*/\nfn f${i}(x: u64) -> u64 {\n    let add = |y: u64| y.wrapping_mul(${i}) ^ x;\n    if x == ${i} { return 7; }\n    ${i === 0 ? "add(1)" : `f${i - 1}(add(x))`}\n}\n`;
  const main = "#[panic_handler]\nfn panic(_: &core::panic::PanicInfo) -> ! {\n    loop {}\n}\n";
  const start = `#[no_mangle]\npub extern "C" fn _start() -> ! {\n    f${FUNCTIONS - 1}(1);\n    loop {}\n}\n`;
  const functions = Array.from({ length: FUNCTIONS }, (_, i) => one(i)).join("");
  writeFileSync(join(folder, "src/main.rs"), `#![no_std]\n#![no_main]\n${main}fn unused() {}\n${odd}${functions}${start}`);
}

const FUNCTIONS = 250;

interface Made {
  readonly said: string;
  /** Of the image, if there is one. */
  readonly hash: string | undefined;
}

/** By one thread alone, and by two. */
function builtTwice(odd: string): readonly [Made, Made] {
  const folder = mkdtempSync(join(tmpdir(), "kbuild-large-"));
  writeLarge(folder, odd);
  const path = join(folder, "target/x86_64-unknown-none/debug/k");
  const made = (words: readonly string[]): Made => {
    rmSync(join(folder, "target"), { recursive: true, force: true });
    const command = [KBUILD, "build", "--target", "x86_64-unknown-none", ...words];
    const { stderr } = spawnSync(process.execPath, command, { cwd: folder, encoding: "utf8" });
    const hash = existsSync(path) ? createHash("sha256").update(readFileSync(path)).digest("hex") : undefined;
    return { said: stderr.replace(/ in [\d.]+s/, ""), hash };
  };
  const both = [made(["-j", "1"]), made([])] as const;
  rmSync(folder, { recursive: true });
  return both;
}

test("a large crate's code by another thread and by the same one", { timeout: 120_000 }, () => {
  const [alone, together] = builtTwice("");
  expect(alone.said).toContain("function `unused` is never used");
  expect(alone.hash).toBeDefined();
  expect(together).toEqual(alone);
});

test("a large crate with an error in it has no code", { timeout: 120_000 }, () => {
  const [alone, together] = builtTwice("pub fn twice(x: &mut u8) -> (&mut u8, &mut u8) {\n    (x, x)\n}\n");
  expect(alone.said).toContain("E0499");
  expect(alone.hash).toBeUndefined();
  expect(together).toEqual(alone);
});
