// What a build of a library leaves behind, and what a check does: the names are those that cargo 1.96 leaves and tells of.
import { expect, test } from "vitest";
import { bytesAccess, memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { Archive } from "../../src/elf/archive.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

const SOURCE =
  '#![no_std]\n#[panic_handler]\nfn p(_: &core::panic::PanicInfo) -> ! { loop {} }\n#[no_mangle]\npub extern "C" fn twice(x: u32) -> u32 { x.wrapping_mul(2) }\npub fn shared<T>(x: T) -> T { x }\n';
const FOLDER = "/k/target/x86_64-unknown-none/debug";

interface Made {
  /** Files cargo would leave, hashes replaced. */
  readonly files: readonly string[];
  /** What the message names. */
  readonly named: readonly string[];
  readonly read: (path: string) => Uint8Array;
}

async function made(crateType: string, emit: "link" | "metadata"): Promise<Made> {
  const manifest = `[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n[lib]\ncrate-type = ["${crateType}"]\n`;
  const host = memoryHost({ "/k/Cargo.toml": manifest, "/k/src/lib.rs": SOURCE }, "/k");
  const context = { host, release: RELEASE_1_96_0, readCore: readCorelib };
  const flags = { target: ["x86_64-unknown-none"], defaultFeatures: true, messageFormat: ["json"] };
  expect(await build(host, buildOptions(flags, context, emit), readCorelib), host.stderr.text).toBe(0);
  const plain = (path: string) => path.slice(FOLDER.length + 1).replace(/-[0-9a-f]{16}/, "-HASH");
  const [line = ""] = host.stdout.text.split("\n");
  const { filenames } = JSON.parse(line) as { filenames: string[] };
  expect(filenames.filter((path) => host.files.status(path) === undefined)).toEqual([]);
  const left = [...host.files.files.keys()].filter((path) => /\.(?:rlib|rmeta|a)$/.test(path));
  return { files: left.map(plain).sort(), named: filenames.map(plain), read: (path) => host.files.read(`${FOLDER}/${path}`) };
}

test("a library for crates", async () => {
  const { files, named, read } = await made("lib", "link");
  expect(files).toEqual(["deps/libk-HASH.rlib", "deps/libk-HASH.rmeta", "libk.rlib"]);
  expect(named).toEqual(["libk.rlib", "deps/libk-HASH.rmeta"]);
  const { members } = new Archive(bytesAccess(read("libk.rlib")));
  expect(members.map(({ name }) => name.replace(/-[0-9a-f]{16}\.\w+/, "-HASH.UNIT"))).toEqual(["lib.rmeta", "k-HASH.UNIT.rcgu.o"]);
});

test("a static library", async () => {
  const { files, named, read } = await made("staticlib", "link");
  expect(files).toEqual(["deps/libk-HASH.a", "libk.a"]);
  expect(named).toEqual(["libk.a"]);
  const archive = new Archive(bytesAccess(read("libk.a")));
  expect(archive.members).toHaveLength(1);
  expect(archive.symbols?.map(({ name }) => name)).toContain("twice");
});

test("a check", async () => {
  const { files, named } = await made("lib", "metadata");
  expect(files).toEqual(["deps/libk-HASH.rmeta"]);
  expect(named).toEqual(["deps/libk-HASH.rmeta"]);
});

test("a library that is only needed has no name beside that with its hash until it is asked for", async () => {
  const manifest = (name: string, rest = "") => `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${rest}`;
  const kernel =
    '#![no_std]\n#![no_main]\n#[panic_handler]\nfn p(_: &core::panic::PanicInfo) -> ! { loop {} }\n#[no_mangle]\npub extern "C" fn _start() -> ! { loop {} }\n';
  const host = memoryHost(
    {
      "/k/Cargo.toml": manifest("k", '[dependencies]\nports = { path = "ports" }\n[workspace]\n[profile.dev]\npanic = "abort"\n'),
      "/k/src/main.rs": kernel,
      "/k/ports/Cargo.toml": manifest("ports"),
      "/k/ports/src/lib.rs": "#![no_std]\n",
    },
    "/k",
  );
  const context = { host, release: RELEASE_1_96_0, readCore: readCorelib };
  const run = async (flags: { readonly package?: string[]; readonly profile?: string }) => {
    const all = { target: ["x86_64-unknown-none"], defaultFeatures: true, messageFormat: ["json"], ...flags };
    expect(await build(host, buildOptions(all, context, "link"), readCorelib), host.stderr.text).toBe(0);
  };
  const left = () =>
    [...host.files.files.keys()].filter((path) => path.startsWith(FOLDER) && !/\/\.|\.rmeta$/.test(path.slice(FOLDER.length)));
  const plain = (paths: readonly string[]) => paths.map((path) => path.slice(FOLDER.length + 1).replace(/-[0-9a-f]{16}/, "-HASH")).sort();
  await run({});
  expect(plain(left())).toEqual(["deps/k-HASH", "deps/libports-HASH.rlib", "k", "k.d"]);
  expect(new TextDecoder().decode(host.files.read(`${FOLDER}/k.d`))).toBe(`${FOLDER}/k: /k/ports/src/lib.rs /k/src/main.rs\n`);
  const named = host.stdout.text.split("\n").filter((line) => line.includes("/libports-"));
  expect(named).toHaveLength(1);
  await run({ package: ["ports"] });
  expect(plain(left())).toEqual(["deps/k-HASH", "deps/libports-HASH.rlib", "k", "k.d", "libports.d", "libports.rlib"]);
  const before = host.stderr.text.length;
  await run({ profile: "test" });
  await run({ package: ["ports"] });
  expect(host.stderr.text.slice(before)).not.toMatch(/Compiling/);
});
