// A build that has nothing to do is answered from what it asked the last time: on real files, since what changes them shows there
// alone. Each case is built until there is nothing to do, changed, and asked again.
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Host } from "../../src/base/host.ts";
import { BuildLog } from "../../src/cargo/build/build-log.ts";
import { runCommandLine } from "../../src/cli/command-line.ts";
import { Recorder, answeredBefore } from "../../src/node/answers.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { realHost } from "../../src/node/host.ts";
import { pause } from "../../src/node/pause.ts";

const BUILD = ["build", "--target", "x86_64-unknown-none"];
const KERNEL = `#![no_std]
#![no_main]
mod a;
fn unused() {}
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
#[no_mangle]
pub extern "C" fn _start() -> ! { a::spin() }
`;
const MANIFEST = '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n';

let above: string;
let root: string;

beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), "kbuild-answers-"));
  root = join(above, "k");
  mkdirSync(join(root, "src"), { recursive: true });
  writeFileSync(join(root, "Cargo.toml"), MANIFEST);
  writeFileSync(join(root, "src/main.rs"), KERNEL);
  writeFileSync(join(root, "src/a.rs"), "pub fn spin() -> ! { loop {} }\n");
});

afterEach(() => rmSync(above, { recursive: true, force: true }));

interface Said {
  readonly status: number;
  readonly text: string;
}

function hostHere(said: string[], environment: Host["environment"] = {}): Host {
  const stream = { isTerminal: false, columns: undefined, write: (text: string | Uint8Array) => void said.push(String(text)) };
  return { ...realHost(), environment: { HOME: above, ...environment }, currentDirectory: root, stdout: stream, stderr: stream };
}

const settle = () => pause(60);

async function run(words: readonly string[] = BUILD, environment?: Host["environment"]): Promise<Said> {
  const said: string[] = [];
  const log = new BuildLog();
  const recorder = new Recorder(hostHere(said, environment), words);
  const status = await runCommandLine(recorder.host, words, readCorelib, log);
  if (status === 0 && log.mayRepeat) recorder.keep(log.plan?.units[0]?.unit.targetFolder);
  return { status, text: said.join("") };
}

const ask = (words: readonly string[] = BUILD, environment?: Host["environment"]) =>
  answeredBefore(hostHere([], environment), words)
    ?.map(([, text]) => text)
    .join("");

/** Builds, and builds again when all is settled: the second has nothing to do. */
async function built(words?: readonly string[]): Promise<Said> {
  await run(words);
  settle();
  return await run(words);
}

test("what was said is said again, warnings too", async () => {
  const { text } = await built();
  expect(text).toMatch(/warning: function `unused` is never used[^]*Finished/);
  expect(ask()).toBe(text);
});

test("the build that compiles leaves no record, nor does one whose files are too fresh", async () => {
  await run();
  expect(ask()).toBeUndefined();
  await run();
  expect(ask()).toBeUndefined();
});

test("a build that fails leaves none", async () => {
  writeFileSync(join(root, "src/a.rs"), "pub fn spin() -> ! { x }\n");
  expect((await built()).status).toBe(101);
  expect(existsSync(join(root, "target/.kbuild"))).toBe(false);
});

test("a report of times is written each time", async () => {
  await built([...BUILD, "--timings"]);
  expect(ask([...BUILD, "--timings"])).toBeUndefined();
});

const IMAGE = "target/x86_64-unknown-none/debug/k";

/** Each makes the last answers worthless. */
const CHANGES: Readonly<Record<string, () => void>> = {
  "a source of another length": () => appendFileSync(join(root, "src/a.rs"), "// more\n"),
  "a source of the same length": () => writeFileSync(join(root, "src/a.rs"), "pub fn spin() -> ! { loop { } }".slice(0, 30) + "\n"),
  "a source with the time of before": () => {
    writeFileSync(join(root, "src/a.rs"), "pub fn spin() -> ! {loop  {} }\n");
    utimesSync(join(root, "src/a.rs"), new Date(0), new Date(0));
  },
  "a file that was not there": () => writeFileSync(join(root, "src/lib.rs"), "#![no_std]\n"),
  "a folder that was not there": () => mkdirSync(join(root, "src/bin")),
  "the manifest": () => writeFileSync(join(root, "Cargo.toml"), MANIFEST.replace("0.1.0", "0.2.0")),
  "a workspace above": () => writeFileSync(join(above, "Cargo.toml"), '[workspace]\nmembers = ["k"]\n'),
  "a configuration above": () => {
    mkdirSync(join(above, ".cargo"));
    writeFileSync(join(above, ".cargo/config.toml"), '[build]\nrustflags = ["-C", "opt-level=1"]\n');
  },
  "a chosen release": () => writeFileSync(join(root, "rust-toolchain.toml"), '[toolchain]\nchannel = "1.96"\n'),
  "no image": () => rmSync(join(root, IMAGE)),
  "another image": () => writeFileSync(join(root, IMAGE), readFileSync(join(root, IMAGE))),
  "the most recent artifact": () => writeFileSync(join(root, "target/k"), ""),
  "the rights of a file": () => chmodSync(join(root, "src/a.rs"), 0o600),
  "no lock file": () => rmSync(join(root, "Cargo.lock")),
};

test.for(Object.entries(CHANGES))("not after a change: %s", async ([, change]) => {
  await built();
  expect(ask()).toBeDefined();
  change();
  expect(ask()).toBeUndefined();
});

test("another folder of a workspace's members is seen", async () => {
  writeFileSync(join(root, "Cargo.toml"), `${MANIFEST}[workspace]\nmembers = ["parts/*"]\n`);
  mkdirSync(join(root, "parts/one/src"), { recursive: true });
  writeFileSync(join(root, "parts/one/Cargo.toml"), MANIFEST.replace('"k"', '"one"'));
  writeFileSync(join(root, "parts/one/src/lib.rs"), "#![no_std]\n");
  await built();
  expect(ask()).toBeDefined();
  mkdirSync(join(root, "parts/two"));
  expect(ask()).toBeUndefined();
});

test("other words and another environment are other questions", async () => {
  await built();
  expect(ask(["build"])).toBeUndefined();
  expect(ask(BUILD, { RUSTFLAGS: "-C opt-level=1" })).toBeUndefined();
  expect(ask()).toBeDefined();
});

test("a record that is not whole is none", async () => {
  await built();
  const folder = join(root, "target/.kbuild");
  for (const name of readdirSync(folder)) writeFileSync(join(folder, name), readFileSync(join(folder, name), "utf8").slice(0, 90));
  expect(ask()).toBeUndefined();
  for (const name of readdirSync(folder)) writeFileSync(join(folder, name), "null");
  expect(ask()).toBeUndefined();
  expect((await run()).status).toBe(0);
});
