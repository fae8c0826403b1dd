// Programs through the whole of kbuild, run, and held to what the same program of rustc 1.96 wrote and how it ended:
// `fixtures/run/*/expected.json` was recorded from the real compiler. Where they cannot run they are only built. What older
// releases do otherwise is under "1.68.1" (recorded from 1.63). Each profile has a test file of its own, so that they run
// side by side.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_68_1, RELEASE_1_96_0 } from "../../src/target/release.ts";

const FOLDER = `${import.meta.dirname}/../../fixtures/run`;
/** What programs share: `mod around;`, `mod printed;`. */
const SHARED = Object.fromEntries(
  readdirSync(FOLDER)
    .filter((name) => name.endsWith(".rs"))
    .map((name) => [`/k/src/${name}`, readFileSync(`${FOLDER}/${name}`, "utf8")]),
);
const LINUX = "x86_64-unknown-linux-gnu";
const CONFIG = `[target.${LINUX}]\nrustflags = ["-C", "link-arg=-nostartfiles", "-C", "link-arg=-static", "-C", "relocation-model=static", "-Z", "validate-mir", "-Z", "verify-llvm-ir"]\n`;
const ABORT = '[profile.dev]\npanic = "abort"\n[profile.release]\npanic = "abort"\n';
const canRun = process.platform === "linux" && process.arch === "x64";

interface Ending {
  readonly stdout: string;
  readonly exit: number;
}

function sources(folder: string, inside = ""): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(folder)) {
    const path = `${folder}/${name}`;
    if (statSync(path).isDirectory()) Object.assign(files, sources(path, `${inside}${name}/`));
    else if (name.endsWith(".rs")) files[`/k/src/${inside}${name}`] = readFileSync(path, "utf8");
  }
  return files;
}

async function built(name: string, release: boolean, edition: string, simulated = RELEASE_1_96_0): Promise<Uint8Array> {
  const manifest = `[package]\nname = "k"\nversion = "0.1.0"\nedition = "${edition}"\n${ABORT}`;
  const files = { "/k/Cargo.toml": manifest, "/k/.cargo/config.toml": CONFIG, ...SHARED, ...sources(`${FOLDER}/${name}`) };
  const host = memoryHost(files, "/k", { RUSTC_BOOTSTRAP: "1" });
  const context = { host, release: simulated, readCore: readCorelib };
  const status = await build(host, buildOptions({ target: [LINUX], release, defaultFeatures: true }, context, "link"), readCorelib);
  expect(status, host.stderr.text).toBe(0);
  return host.files.read(`/k/target/${LINUX}/${release ? "release" : "debug"}/k`);
}

type Profile = "dev" | "release";

interface Expected extends Record<Profile, Ending> {
  readonly edition?: string;
  /** What core says is asked, which hangs on no profile. */
  readonly about?: "core";
  /** Much of core is compiled. */
  readonly long?: true;
  readonly "1.68.1"?: Ending;
}

const expectedOf = (name: string) => JSON.parse(readFileSync(`${FOLDER}/${name}/expected.json`, "utf8")) as Expected;

/** Programs about core are run with optimization alone, and those that take long not at all; with KBUILD_PROGRAMS=all each in both. */
function isTried(name: string, profile: Profile): boolean {
  const { about, long } = expectedOf(name);
  return process.env["KBUILD_PROGRAMS"] === "all" || (long !== true && (about !== "core" || profile === "release"));
}

function expectEnding(label: string, image: Uint8Array, expected: Ending): void {
  if (!canRun) return;
  const scratch = mkdtempSync(`${tmpdir()}/kbuild-run-`);
  const path = `${scratch}/${label}`;
  writeFileSync(path, image);
  chmodSync(path, 0o755);
  const { stdout, status } = spawnSync(path, { encoding: "utf8" });
  rmSync(scratch, { recursive: true });
  expect({ stdout, exit: status }).toEqual({ stdout: expected.stdout, exit: expected.exit });
}

const programs = readdirSync(FOLDER).filter((name) => !name.endsWith(".rs"));

export function testPrograms(profile: Profile): void {
  test.each(programs.filter((name) => isTried(name, profile)))("%s", async (name) => {
    const expected = expectedOf(name);
    expectEnding(`${name}-${profile}`, await built(name, profile === "release", expected.edition ?? "2021"), expected[profile]);
  });
}

export function testOlderPrograms(): void {
  test.each(programs.filter((name) => expectedOf(name)["1.68.1"] !== undefined))("%s, 1.68.1", async (name) => {
    const expected = expectedOf(name);
    const image = await built(name, false, expected.edition ?? "2021", RELEASE_1_68_1);
    expectEnding(`${name}-1.68.1`, image, expected["1.68.1"] as Ending);
  });
}
