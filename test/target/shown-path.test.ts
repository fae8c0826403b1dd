// `--remap-path-prefix` as rustc 1.63 and 1.96 do it (names asked of both, for a crate in /tmp/c), and what it is for:
// builds in two folders that are the same to the byte.
import { expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASES } from "../../src/target/release.ts";
import type { Release } from "../../src/target/release.ts";
import { REMAP_SCOPES, compilationFolder, debugPath, shownPath } from "../../src/target/shown-path.ts";

/** Prefixes; then `file!()`, the compilation's folder and the file in debug information. */
const ROWS: readonly (readonly [prefixes: string, macro: string, folder: string, debug: string])[] = [
  ["", "src/main.rs", "/tmp/c", "src/main.rs"],
  ["/tmp/c=/k", "src/main.rs", "/k", "src/main.rs"],
  ["/tmp/c/=/k", "src/main.rs", "/k", "src/main.rs"],
  ["/tmp/c=", "src/main.rs", "", "src/main.rs"],
  ["src=/k", "/k/main.rs", "/tmp/c", "/k/main.rs"],
  ["/tmp=/T /tmp/c=/k", "src/main.rs", "/k", "src/main.rs"],
  ["/tmp/c=/k /tmp=/T", "src/main.rs", "/T/c", "src/main.rs"],
  ["/tmp/c/src=/k", "src/main.rs", "/tmp/c", "/k/main.rs"],
  ["=y", "y/src/main.rs", "/tmp/c", "y/src/main.rs"],
  ["/tm=/k", "src/main.rs", "/tmp/c", "src/main.rs"],
];

test.each(ROWS)("%s", (text, macro, folder, debug) => {
  const prefixes = text
    .split(" ")
    .flatMap((word) => (word === "" ? [] : [{ from: word.split("=")[0] ?? "", to: word.split("=")[1] ?? "" }]));
  const session = { workingDirectory: "/tmp/c", pathRemapping: { prefixes, scopes: REMAP_SCOPES } };
  expect([shownPath(session, "macro", "src/main.rs"), compilationFolder(session), debugPath(session, "src/main.rs")]).toEqual([
    macro,
    folder,
    debug,
  ]);
});

const KERNEL = `#![no_std]
#![no_main]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
#[no_mangle]
pub extern "C" fn _start() -> ! { unsafe { core::ptr::write_volatile(0x1000 as *mut &str, file!()) } loop {} }
`;

async function built(folder: string, triple: string, release: Release): Promise<Uint8Array> {
  const files = {
    [`${folder}/Cargo.toml`]: '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n',
    [`${folder}/src/main.rs`]: KERNEL,
    [`${folder}/.cargo/config.toml`]: `[build]\nrustflags = ["--remap-path-prefix", "${folder}=/k"]\n`,
  };
  const host = memoryHost(files, folder);
  const context = { host, release, readCore: readCorelib };
  expect(await build(host, buildOptions({ target: [triple], defaultFeatures: true }, context, "link"), readCorelib), host.stderr.text).toBe(
    0,
  );
  return host.files.read(`${folder}/target/${triple}/debug/k`);
}

test.each(["x86_64-unknown-none", "thumbv7em-none-eabihf"])("%s in two folders", async (triple) => {
  for (const release of RELEASES) {
    const [one, other] = [await built("/home/me/k", triple, release), await built("/srv/build", triple, release)];
    expect(Buffer.compare(one, other)).toBe(0);
  }
});
