// `target/kernel` is what the last build gave, also one that had nothing to do.
import { expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

const TARGET = "x86_64-unknown-none";
const MAIN =
  '#![no_std]\n#![no_main]\n#[panic_handler]\nfn p(_: &core::panic::PanicInfo) -> ! { loop {} }\n#[no_mangle]\nextern "C" fn _start() -> ! { loop {} }\n';

test("the most recent artifact", async () => {
  const host = memoryHost(
    { "/k/Cargo.toml": '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n', "/k/src/main.rs": MAIN },
    "/k",
  );
  const built = async (release: boolean): Promise<string> => {
    const context = { host, release: RELEASE_1_96_0, readCore: readCorelib };
    expect(await build(host, buildOptions({ target: [TARGET], release, defaultFeatures: true }, context, "link"), readCorelib)).toBe(0);
    const recent = Buffer.from(host.files.read("/k/target/k"));
    const found = (["debug", "release"] as const).filter((profile) => recent.equals(host.files.read(`/k/target/${TARGET}/${profile}/k`)));
    return found.join();
  };
  const seen = [];
  host.files.writeAtomically(`/k/target/${TARGET}/release/k`, new Uint8Array());
  for (const release of [false, true, false, true, true]) seen.push(await built(release));
  expect(seen).toEqual(["debug", "release", "debug", "release", "release"]);
});

// A target's file and a profile may have the program's name: then the folder of the builds has it.
test("a folder of the program's name", async () => {
  const manifest = (more: string) =>
    `[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n[[bin]]\nname = "fast"\npath = "src/main.rs"\n${more}`;
  const host = memoryHost({ "/k/Cargo.toml": manifest('[profile.fast]\ninherits = "dev"\n'), "/k/src/main.rs": MAIN }, "/k");
  const built = async (profile: string): Promise<number> => {
    const context = { host, release: RELEASE_1_96_0, readCore: readCorelib };
    return await build(host, buildOptions({ target: [TARGET], profile, defaultFeatures: true }, context, "link"), readCorelib);
  };
  const seen = [
    await built("dev"),
    host.files.status("/k/target/fast")?.kind,
    await built("fast"),
    host.files.status("/k/target/fast")?.kind,
  ];
  expect([...seen, await built("dev"), host.files.status("/k/target/fast")?.kind]).toEqual([0, "file", 0, "folder", 0, "folder"]);
});
