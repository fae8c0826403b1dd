// Manifests, profiles and configurations through the whole driver, on a Host in memory. Expected texts are real cargo's.
import { expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import type { BuildOptions } from "../../src/cargo/build/build.ts";
import { HUMAN } from "../../src/cargo/build/message-format.ts";
import { openDesk } from "../../src/cli/desk.ts";
import { CargoError, renderCargoError } from "../../src/cargo/cargo-error.ts";
import { RELEASE_1_68_1, RELEASE_1_96_0 } from "../../src/target/release.ts";

const OPTIONS: Omit<BuildOptions, "config" | "shell"> = {
  release: RELEASE_1_96_0,
  manifestPath: undefined,
  targets: ["x86_64-unknown-none"],
  profile: "dev",
  bins: [],
  lib: false,
  allBins: false,
  allTargets: false,
  others: { all: [], named: [], asTests: false },
  isForRun: false,
  packages: [],
  workspace: false,
  exclude: [],
  features: { features: [], all: false, defaults: true },
  messageFormat: HUMAN,
  emit: "link",
  rustcArguments: [],
  targetFolder: undefined,
  jobs: undefined,
  unstable: new Set(),
  locked: false,
  frozen: false,
  offline: false,
  timings: false,
  ignoreRustVersion: false,
  futureIncompatReport: false,
  keepGoing: false,
};

const PACKAGE = '[package]\nname = "kernel"\nversion = "0.1.0"\nedition = "2021"\n';

async function run(files: Readonly<Record<string, string>>, options: Partial<BuildOptions> = {}): Promise<string> {
  const host = memoryHost({ "/k/src/main.rs": "fn main() { \n", ...files }, "/k");
  try {
    const { release } = { ...OPTIONS, ...options };
    const { config, shell } = openDesk({}, { host, release, readCore: () => undefined });
    await build(host, { ...OPTIONS, ...options, config, shell }, () => undefined);
    return host.stderr.text;
  } catch (error) {
    if (error instanceof CargoError) return host.stderr.text + renderCargoError(error);
    throw error;
  }
}

const old = { release: RELEASE_1_68_1 };

test("a missing equals sign has a snippet in 1.96 and a TOML parse error in 1.68", async () => {
  const files = { "/k/Cargo.toml": '[package]\nname "kernel"\n' };
  expect(await run(files)).toBe('error: key with no value, expected `=`\n --> Cargo.toml:2:6\n  |\n2 | name "kernel"\n  |      ^\n');
  expect(await run(files, old)).toBe(
    'error: failed to parse manifest at `/k/Cargo.toml`\n\nCaused by:\n  could not parse input as TOML\n\nCaused by:\n  TOML parse error at line 2, column 6\n    |\n  2 | name "kernel"\n    |      ^\n  Unexpected `"`\n  Expected `.` or `=`\n',
  );
});

test("a panic setting that does not exist is named", async () => {
  const files = { "/k/Cargo.toml": `${PACKAGE}[profile.dev]\npanic = "halt"\n` };
  expect(await run(files, old)).toBe(
    "error: failed to parse manifest at `/k/Cargo.toml`\n\nCaused by:\n  `panic` setting of `halt` is not a valid setting, must be `unwind` or `abort`\n",
  );
});

test("unknown keys are warned about", async () => {
  const text = await run({ "/k/Cargo.toml": `${PACKAGE}[profile.dev]\npanics = "abort"\n` });
  expect(text.split("\n").slice(0, 2)).toEqual(["warning: unused manifest key: profile.dev.panics", "   Compiling kernel v0.1.0 (/k)"]);
});

test("the configuration's target must be a string or a list", async () => {
  const files = { "/k/Cargo.toml": PACKAGE, "/k/.cargo/config.toml": "[build]\ntarget = 64\n" };
  expect(await run(files, { targets: [] })).toBe(
    "error: error in /k/.cargo/config.toml: could not load config key `build.target`\n\nCaused by:\n  error in /k/.cargo/config.toml: could not load config key `build.target`\n\nCaused by:\n  invalid type: integer `64`, expected a string or array\n",
  );
});

test("a registry dependency is refused in one sentence", async () => {
  const text = await run({ "/k/Cargo.toml": `${PACKAGE}[dependencies]\nspin = "0.9"\n` });
  expect(text).toContain("error[KB0602]: kbuild does not fetch packages: `spin` of package `kernel v0.1.0 (/k)` comes from a registry");
});

const MACROS = '[package]\nname = "macros"\nversion = "0.1.0"\nedition = "2021"\n[lib]\nproc-macro = true\n';

test("a package of procedural macros is refused in one sentence, before what it needs is compiled", async () => {
  const files = {
    "/k/Cargo.toml": `${PACKAGE}[dependencies]\nmacros = { path = "macros" }\n`,
    "/k/macros/Cargo.toml": `${MACROS}[dependencies]\nhosted = { path = "../hosted" }\n`,
    "/k/macros/src/lib.rs": "",
    "/k/hosted/Cargo.toml": '[package]\nname = "hosted"\nversion = "0.1.0"\nedition = "2021"\n',
    "/k/hosted/src/lib.rs": "use std::fs;\n",
  };
  expect(await run(files)).toContain(
    "error[KB0605]: kbuild does not run procedural macros: `macros v0.1.0 (/k/macros)` is a package of them, and `kernel v0.1.0 (/k)` depends on it\n",
  );
});
