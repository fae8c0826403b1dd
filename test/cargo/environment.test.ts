// Programs that the environment wants in the place of rustc: kbuild runs none, and says so rather than leave them out.
import { expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { runVerb } from "../../src/cli/program.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

const FILES = {
  "/k/Cargo.toml": '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n',
  "/k/src/lib.rs": "#![no_std]\n",
};

function checked(environment: Readonly<Record<string, string>>): Promise<number> {
  return runVerb("check", [], { host: memoryHost(FILES, "/k", environment), release: RELEASE_1_96_0, readCore: readCorelib });
}

test.each(["RUSTC", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"])("%s is refused", async (name) => {
  await expect(checked({ [name]: "/bin/sccache" })).rejects.toThrow(`the environment variable \`${name}\``);
});

test("an empty wrapper is none", async () => {
  expect(await checked({ RUSTC_WRAPPER: "" })).toBe(0);
});
