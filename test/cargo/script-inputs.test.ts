// What a build script says it is to be run again for, on real files: what changes there is compiled again, and nothing else is.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Host } from "../../src/base/host.ts";
import { runCommandLine } from "../../src/cli/command-line.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { realHost } from "../../src/node/host.ts";
import { pause } from "../../src/node/pause.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "kbuild-script-"));
  mkdirSync(join(root, "src"));
  write("Cargo.toml", '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\n');
  write("src/lib.rs", "#![no_std]\n");
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Not in the same moment as before. */
function write(path: string, text: string): void {
  pause(15);
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
}

const script = (...lines: readonly string[]) =>
  write("build.rs", `fn main() {\n${lines.map((line) => `    println!("${line}");\n`).join("")}}\n`);

/** Standard output and error together. */
async function check(words: readonly string[], environment: Host["environment"] = {}): Promise<string> {
  const said: string[] = [];
  const stream = { isTerminal: false, columns: undefined, write: (text: string | Uint8Array) => void said.push(String(text)) };
  const host = { ...realHost(), environment: { HOME: root, ...environment }, currentDirectory: root, stdout: stream, stderr: stream };
  const [release = "", ...options] = words;
  expect(await runCommandLine(host, [release, "check", ...options, "--target", "x86_64-unknown-none"], readCorelib)).toBe(0);
  return said.join("");
}

/** Why the package is compiled again, as `-v` tells it; undefined if it is not. */
async function dirty(environment: Host["environment"] = {}): Promise<string | undefined> {
  const text = await check(["+1.96", "-v"], environment);
  if (/^ +Fresh k v/m.test(text)) return undefined;
  return /^ +Dirty k v0\.1\.0 \(.*?\): (.*?)(?: \(.*)?$/m.exec(text)?.[1] ?? "new";
}

test("a file that the script includes", async () => {
  write(
    "build.rs",
    'include!("tables.rs");\nfn main() {\n    println!("cargo:warning={}", NAME);\n    println!("cargo:rerun-if-changed=build.rs");\n}\n',
  );
  write("tables.rs", 'const NAME: &str = "one";\n');
  expect(await dirty()).toBe("new");
  expect(await dirty()).toBeUndefined();
  write("tables.rs", 'const NAME: &str = "two";\n');
  expect(await dirty()).toBeDefined();
  expect(await dirty()).toBeUndefined();
});

test("a file that is named, and no other", async () => {
  script("cargo:rerun-if-changed=linker.ld");
  write("linker.ld", "1");
  expect(await dirty()).toBe("new");
  expect(await dirty()).toBeUndefined();
  write("notes.txt", "1");
  expect(await dirty()).toBeUndefined();
  write("linker.ld", "2");
  expect(await dirty()).toBe("the file `linker.ld` has changed");
  expect(await dirty()).toBeUndefined();
});

test("another target folder inside the package is none of its files", async () => {
  script("hello");
  const elsewhere = { CARGO_TARGET_DIR: join(root, "out") };
  expect(await dirty(elsewhere)).toBe("new");
  expect(await dirty(elsewhere)).toBeUndefined();
});

test("a folder that is named, as new as its newest file", async () => {
  script("cargo:rerun-if-changed=parts");
  write("parts/a/b.txt", "1");
  expect(await dirty()).toBe("new");
  write("parts/a/b.txt", "2");
  expect(await dirty()).toBe("the file `parts` has changed");
  expect(await dirty()).toBeUndefined();
});

test("a file that is not there is wanted each time", async () => {
  script("cargo:rerun-if-changed=none.txt");
  expect(await dirty()).toBe("new");
  expect(await dirty()).toBe("the file `none.txt` is missing");
});

test("a variable", async () => {
  script("cargo:rerun-if-env-changed=BOARD");
  expect(await dirty()).toBe("new");
  expect(await dirty({ BOARD: "a" })).toBe("the env variable BOARD changed");
  expect(await dirty({ BOARD: "a", OTHER: "b" })).toBeUndefined();
  expect(await dirty()).toBe("the env variable BOARD changed");
});

test("the script itself", async () => {
  script("cargo:rerun-if-changed=build.rs");
  expect(await dirty()).toBe("new");
  script("cargo:rerun-if-changed=build.rs", "hello");
  expect(await dirty()).toBe("the file `build.rs` has changed");
});

test("all of the package where nothing is named, but what is hidden, built, or another package's", async () => {
  script("hello");
  expect(await dirty()).toBe("new");
  expect(await dirty()).toBeUndefined();
  write(".hidden", "");
  write("target/other", "");
  write("inner/Cargo.toml", "");
  expect(await dirty()).toBeUndefined();
  write("notes.txt", "1");
  expect(await dirty()).toBe("the precalculated components changed");
  expect(await dirty()).toBeUndefined();
});

test.each([
  ["+1.96", "path+file:///w#k@0.1.0"],
  ["+1.68.1", "k 0.1.0 (path+file:///w)"],
])("%s tells tools what a script came to, each time", async (release, id) => {
  script("cargo:rustc-cfg=foo", String.raw`cargo:rustc-cfg=bar=\"x\"`, "cargo:rustc-env=A=b");
  const told =
    `{"reason":"build-script-executed","package_id":"${id}","linked_libs":[],"linked_paths":[],"cfgs":["foo","bar=\\"x\\""],` +
    `"env":[["A","b"]],"out_dir":"/w/target/x86_64-unknown-none/debug/build/k-<hash>/out"}`;
  for (let time = 0; time < 2; time++) {
    const lines = (await check([release, "-q", "--message-format", "json"])).replaceAll(root, "/w").replaceAll(/-[0-9a-f]{16}/g, "-<hash>");
    expect(lines.split("\n").filter((line) => line.includes("build-script"))).toEqual([told]);
  }
});

test("files that the package excludes are none of its own", async () => {
  write("Cargo.toml", '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\nexclude = ["docs/", "/*.md", "b*.txt", "!bc.txt"]\n');
  script("hello");
  expect(await dirty()).toBe("new");
  for (const path of ["docs/a", "src/docs/b/c", "a.md", "src/b.txt"]) {
    write(path, "1");
    expect(await dirty(), path).toBeUndefined();
  }
  for (const path of ["src/a.md", "src/bc.txt", "docs.txt"]) {
    write(path, "1");
    expect(await dirty(), path).toBe("the precalculated components changed");
  }
});

test("what the package includes are its files", async () => {
  write("Cargo.toml", '[package]\nname = "k"\nversion = "0.1.0"\nedition = "2021"\ninclude = ["src/**/*.rs", "build.rs"]\n');
  script("hello");
  expect(await dirty()).toBe("new");
  write("src/notes.txt", "1");
  expect(await dirty()).toBeUndefined();
  write("src/a/b.rs", "");
  expect(await dirty()).toBe("the precalculated components changed");
});
