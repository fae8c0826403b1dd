// What core's own macros expand to may hold syntax that the release does not let a crate write; and what kbuild's core has may be
// newer than the release.
import { expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
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

test("methods, functions and constants that 1.68.1 does not have", async () => {
  const { stderr } = await checked(
    "Some(1).is_none_or(|x| x == 1); 4u32.isqrt(); [1, 2].first_chunk::<1>(); u32::midpoint(1, 2); 1u8.carrying_add(1, false); char::MIN; core::ptr::addr_of_mut!((*p).a)",
  );
  expect(stderr.match(/^error.*/gm)).toEqual([
    "error[KB0223]: kbuild does not compile the method `is_none_or` of `Option<{integer}>` yet",
    "error[KB0223]: kbuild does not compile the method `isqrt` of `u32` yet",
    "error[KB0223]: kbuild does not compile the method `first_chunk` of `[{integer}; 2]` yet",
    "error[KB0223]: kbuild does not compile `u32::midpoint` yet",
    "error[KB0223]: kbuild does not compile the method `carrying_add` of `u8` yet",
    "error[KB0223]: kbuild does not compile `char::MIN` yet",
    "error: could not compile `k` due to 6 previous errors",
  ]);
});

test("what core's derives and macros call of its own", async () => {
  expect(
    (
      await checked(
        '#[derive(Debug)] struct P { a: u8, b: u8 } let _ = core::format_args!("{:?}", P { a: 1, b: 2 }); core::ptr::null_mut()',
      )
    ).stderr,
  ).not.toContain("error");
});
