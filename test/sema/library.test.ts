// Core is read once for many builds, and what it holds then hangs on which builds those were: a crate must not notice.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

const FIXTURES = `${import.meta.dirname}/../../fixtures`;
const MANIFEST = '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n';
const HANDLER = "#[panic_handler]\nfn panic(_: &core::panic::PanicInfo) -> ! {\n    loop {}\n}\n";
const TARGET = "x86_64-unknown-none";

type ReadCore = typeof readCorelib;

/** A function of its own: what is kept for others is not there. */
const freshCore = (): ReadCore => (path) => readCorelib(path);

async function outcome(source: string, release: boolean, emit: "link" | "metadata", readCore: ReadCore): Promise<string> {
  const host = memoryHost({ "/k/Cargo.toml": MANIFEST, "/k/src/main.rs": source }, "/k");
  const context = { host, release: RELEASE_1_96_0, readCore };
  await build(host, buildOptions({ target: [TARGET], release, defaultFeatures: true }, context, emit), readCore);
  const path = `/k/target/${TARGET}/${release ? "release" : "debug"}/k`;
  const image = emit === "link" && host.stderr.text.includes("Finished") ? Buffer.from(host.files.read(path)).toString("base64") : "";
  return `${host.stderr.text.replace(/in \d.*/, "")}${image}`;
}

/** Programs that need core for different things, some of them with impls of core's traits for core's types. */
const PROGRAMS = [
  "use core::fmt::Write;\nstruct Out(u32);\nimpl Write for Out { fn write_str(&mut self, s: &str) -> core::fmt::Result { self.0 += s.len() as u32; Ok(()) } }\nlet mut out = Out(0);\nlet _ = write!(out, \"{:>4} {:?}\", 7, Some((1u64, 'c')));\nout.0",
  "#[derive(Clone, Copy, PartialEq, PartialOrd, Debug, Default)]\nstruct P(u8, i64);\nlet p = P::default();\n(p < P(1, 2)) as u32 + (p.clone() == p) as u32",
].map(
  (body) =>
    `#![no_std]\n#![no_main]\n${HANDLER}#[no_mangle]\npub extern "C" fn _start() -> ! { run(); loop {} }\n#[inline(never)]\n#[no_mangle]\nextern "C" fn run() -> u32 {\n${body}\n}\n`,
);

test("images are the same, whatever was built before", async () => {
  const alone: string[] = [];
  for (const source of PROGRAMS) alone.push(await outcome(source, true, "link", freshCore()));
  const readCore = freshCore();
  const together: string[] = [];
  for (const source of [...PROGRAMS].reverse()) together.unshift(await outcome(source, true, "link", readCore));
  expect(together).toEqual(alone);
  expect(alone.every((each) => each.includes("Finished"))).toBe(true);
});

test("messages are the same, whatever was judged before", async () => {
  const crates = ["moves.lib.crates", "unknown-members.lib.crates"].flatMap((name) =>
    readFileSync(`${FIXTURES}/check/${name}`, "utf8").split("//----\n").slice(0, 2),
  );
  const sources = crates.map((crate) => crate.split("//==== ")[0] as string);
  const alone: string[] = [];
  for (const source of sources) alone.push(await outcome(source, false, "metadata", freshCore()));
  const readCore = freshCore();
  const together: string[] = [];
  for (const source of sources.toReversed()) together.unshift(await outcome(source, false, "metadata", readCore));
  expect(together).toEqual(alone);
});
