// Programs that the environment wants in the place of rustc, and cargo's `-Z` options: what kbuild cannot do it refuses rather
// than leave out.
import { expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { programKey } from "../../src/cargo/config/conditional-program.ts";
import { readConfig } from "../../src/cargo/config/config.ts";
import { runVerb } from "../../src/cli/program.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

const FILES = {
  "/k/Cargo.toml": '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n',
  "/k/src/lib.rs": "#![no_std]\n",
};

function checked(environment: Readonly<Record<string, string>>, words: readonly string[] = []): Promise<number> {
  return runVerb("check", words, { host: memoryHost(FILES, "/k", environment), release: RELEASE_1_96_0, readCore: readCorelib });
}

test.each(["RUSTC", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"])("%s is refused", async (name) => {
  await expect(checked({ [name]: "/bin/sccache" })).rejects.toThrow(`the environment variable \`${name}\``);
});

test("an empty wrapper is none", async () => {
  expect(await checked({ RUSTC_WRAPPER: "" })).toBe(0);
});

const NIGHTLY = { RUSTC_BOOTSTRAP: "1" };

test("an option of cargo's that kbuild has not is refused, one that nobody has is unknown", async () => {
  await expect(checked(NIGHTLY, ["-Zmtime-on-use"])).rejects.toThrow("kbuild does not support `-Zmtime-on-use` yet");
  await expect(checked(NIGHTLY, ["-Zfoo"])).rejects.toThrow(
    'unknown `-Z` flag specified: foo\n\nFor available unstable features, see https://doc.rust-lang.org/nightly/cargo/reference/unstable.html\nIf you intended to use an unstable rustc feature, try setting `RUSTFLAGS="-Zfoo"`',
  );
  expect(await checked(NIGHTLY, ["-Zunstable-options"])).toBe(0);
});

test("a variable names the runner before a table of conditions does", () => {
  const file = '[target.\'cfg(target_os = "none")\']\nrunner = "one"\n';
  const variables = { CARGO_TARGET_X86_64_UNKNOWN_NONE_RUNNER: "two -x" };
  const runnerIn = (environment: Readonly<Record<string, string>>) => {
    const config = readConfig(memoryHost({ ...FILES, "/k/.cargo/config.toml": file }, "/k", environment), RELEASE_1_96_0);
    const key = programKey(config, "x86_64-unknown-none", [{ name: "target_os", value: "none" }], "runner");
    return key === undefined ? undefined : config.command(...key);
  };
  expect(runnerIn({})).toEqual(["one"]);
  expect(runnerIn(variables)).toEqual(["two", "-x"]);
});
