// A workspace of 200 crates beside real cargo in one run: built from nothing, and after an edit in a function's body in the
// middle of it, on which two thirds of the crates depend.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const KBUILD = [process.execPath, resolve(import.meta.dirname, "../../bin/kbuild.js"), "+1.96"];
const CARGO = [process.env.CARGO_TO_COMPARE ?? "cargo"];
const CRATES = 200;
const base = mkdtempSync(join(tmpdir(), "kbuild-bench-workspace-"));
const edited = join(base, "crates/c50/src/lib.rs");

function write(path, text) {
  mkdirSync(join(base, path, ".."), { recursive: true });
  writeFileSync(join(base, path), text);
}

const manifest = (name, needs, folder) =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\n${needs.map((i) => `c${i} = { path = "${folder}c${i}" }\n`).join("")}`;

const BODY = "let mut s = a; let mut i = 0; while i < b { s = s.wrapping_add(i); i += 1; } match s % 3 { 0 => s, 1 => s / 2, _ => s + 1 }";

function writeWorkspace() {
  write("Cargo.toml", '[workspace]\nresolver = "2"\nmembers = ["crates/*", "kernel"]\n[profile.dev]\npanic = "abort"\n');
  for (let i = 0; i < CRATES; i++) {
    const needs = i < 10 ? [] : [i - 10, i - 7];
    const own = Array.from({ length: 10 }, (_, f) => `pub fn f${f}(a: u32, b: u32) -> u32 { ${BODY} }\n`);
    const calls = needs.map((need) => `pub fn g${need}(a: u32) -> u32 { c${need}::f1(a, 3) }\n`);
    write(`crates/c${i}/Cargo.toml`, manifest(`c${i}`, needs, "../"));
    write(`crates/c${i}/src/lib.rs`, `#![no_std]\n${own.join("")}${calls.join("")}`);
  }
  const last = Array.from({ length: 10 }, (_, i) => CRATES - 1 - i);
  const sum = last.map((i) => `c${i}::f1(1, 2)`).join(" + ");
  const panics = "#[panic_handler]\nfn panic(_: &core::panic::PanicInfo) -> ! { loop {} }\n";
  write("kernel/Cargo.toml", manifest("kernel", last, "../crates/"));
  write(
    "kernel/src/main.rs",
    `#![no_std]\n#![no_main]\n${panics}#[no_mangle]\npub extern "C" fn _start() -> ! { let x = ${sum}; loop { if x == 0 { continue } } }\n`,
  );
}

/** Milliseconds of one build, or undefined where it cannot be done. */
function build([program, ...words]) {
  const start = performance.now();
  const { status } = spawnSync(program, [...words, "build", "-q", "--target", "x86_64-unknown-none"], { cwd: base });
  return status === 0 ? performance.now() - start : undefined;
}

/** A cold build, and the same after an edit. */
function measure(tool) {
  rmSync(join(base, "target"), { recursive: true, force: true });
  const cold = build(tool);
  const text = readFileSync(edited, "utf8");
  writeFileSync(edited, text.replace("s / 2", "s / 4"));
  const afterEdit = build(tool);
  writeFileSync(edited, text);
  return { cold, afterEdit };
}

const show = (name, ours, theirs) => {
  const beside = theirs === undefined ? "cargo not there" : `${(ours / theirs).toFixed(2)}x cargo (${theirs.toFixed(0)} ms)`;
  console.log(`${name.padEnd(28)} ${ours?.toFixed(0)} ms  ${beside}`);
};

try {
  writeWorkspace();
  const [theirs, ours] = [measure(CARGO), measure(KBUILD)];
  show("200 crates, cold", ours.cold, theirs.cold);
  show("200 crates, one edit", ours.afterEdit, theirs.afterEdit);
} finally {
  rmSync(base, { recursive: true, force: true });
}
