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

const dev = "error in environment variable `CARGO_PROFILE_DEV`: could not load config key `profile.dev`";

// What cargo 1.96 says.
test.each([
  ["RPATH", "3", dev, ["error in environment variable `CARGO_PROFILE_DEV_RPATH`: provided string was not `true` or `false`"]],
  ["CODEGEN_UNITS", "x", dev, ["error in environment variable `CARGO_PROFILE_DEV_CODEGEN_UNITS`: invalid digit found in string"]],
  [
    "DEBUG",
    "9",
    dev,
    [
      "error in environment variable `CARGO_PROFILE_DEV_DEBUG`: could not load config key `profile.dev.debug`",
      'invalid value: integer `9`, expected a boolean, 0, 1, 2, "none", "limited", "full", "line-tables-only", or "line-directives-only"',
    ],
  ],
  [
    "BUILD_OVERRIDE_STRIP",
    "3",
    dev,
    [
      "error in environment variable `CARGO_PROFILE_DEV_BUILD_OVERRIDE_STRIP`: could not load config key `profile.dev.build-override.strip`",
      "invalid type: integer `3`, expected a boolean or string",
    ],
  ],
  [
    "PANIC",
    "zz",
    "config profile `dev` is not valid (defined in `environment variable `CARGO_PROFILE_DEV``)",
    ["`panic` setting of `zz` is not a valid setting, must be `unwind`, `abort`, or `immediate-abort`."],
  ],
])("a variable that sets %s of a profile to %s is judged as a file is", async (key, value, message, causes) => {
  await expect(checked({ [`CARGO_PROFILE_DEV_${key}`]: value })).rejects.toMatchObject({ message, causes });
});

test("a variable sets what a profile's key takes", async () => {
  expect(await checked({ CARGO_PROFILE_DEV_DEBUG: "full", CARGO_PROFILE_DEV_OPT_LEVEL: "1", CARGO_PROFILE_FOO_RPATH: "x" })).toBe(0);
});
