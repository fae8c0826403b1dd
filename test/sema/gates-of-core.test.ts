// What core's own macros expand to may hold syntax that the release does not let a crate write.
import { expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_68_1 } from "../../src/target/release.ts";

async function checked(body: string) {
  const source = `#![no_std]\npub struct S { pub a: u8 }\npub unsafe fn f(p: *mut S) -> *mut u8 { ${body} }\n`;
  const host = memoryHost({ "/k/Cargo.toml": '[package]\nname = "k"\nversion = "0.1.0"\n', "/k/src/lib.rs": source }, "/k");
  const context = { host, release: RELEASE_1_68_1, readCore: readCorelib };
  const status = await build(
    host,
    buildOptions({ target: ["x86_64-unknown-none"], defaultFeatures: true }, context, "metadata"),
    readCorelib,
  );
  return { status, stderr: host.stderr.text };
}

test("`addr_of!` in 1.68.1, which has no `&raw` for crates", async () => {
  expect((await checked("core::ptr::addr_of_mut!((*p).a)")).status).toBe(0);
  const { status, stderr } = await checked("&raw mut (*p).a");
  expect(status).toBe(101);
  expect(stderr).toContain("error[E0658]: raw address of syntax is experimental\n --> src/lib.rs:3:41");
});
