// `kbuild new --kernel`, `kbuild target explain|migrate`, and what inspectors say of an image: in memory.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { bytesAccess, memoryHost } from "../../src/base/memory-host.ts";
import { artifactWords, imageNotes } from "../../src/advice/image-notes.ts";
import { artifactsIn } from "../../src/cli/build-first.ts";
import { runIn } from "./cases.ts";

const textOf = (host: ReturnType<typeof memoryHost>, path: string) => new TextDecoder().decode(host.files.read(path));

test("a new kernel builds, has nothing for the doctor, and no settings for an editor that was not named", async () => {
  const host = memoryHost({}, "/w");
  expect(await runIn(host, ["new", "k", "--kernel", "--template", "blank", "--vcs", "none"])).toBe(0);
  const inside = { ...memoryHost({}, "/w/k"), files: host.files };
  expect(await runIn(inside, ["build", "--hints"])).toBe(0);
  expect(inside.stderr.text).not.toContain("help:");
  // As editors check it.
  expect(await runIn(inside, ["check", "--all-targets"])).toBe(0);
  expect(await runIn(inside, ["doctor"])).toBe(0);
  expect(inside.stdout.text).toContain("nothing wrong found (");
  expect(host.files.status("/w/k/.vscode")).toBeUndefined();
  const image = host.files.read("/w/k/target/x86_64-unknown-none/debug/k");
  expect(imageNotes(bytesAccess(image), "nm").some((line) => line.startsWith("the entry"))).toBe(false);
});

test("settings for an editor by name", async () => {
  const host = memoryHost({}, "/w");
  expect(await runIn(host, ["new", "k", "--kernel", "--editor", "vscode", "--vcs", "none"])).toBe(0);
  expect(textOf(host, "/w/k/.vscode/settings.json")).toContain('"rust-analyzer.check.allTargets": false');
  expect(await runIn(host, ["new", "l", "--kernel", "--editor", "other"])).toBe(1);
});

const SPEC = `{
  "arch": "x86_64",
  "llvm-target": "x86_64-unknown-none",
  "target-pointer-width": "64",
  "data-layout": "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128",
  "executable": true,
  "features": "-mmx,-sse,+soft-float"
}
`;

test("a target's file from form to form", async () => {
  const host = memoryHost({ "/w/k.json": SPEC }, "/w");
  expect(await runIn(host, ["+1.96", "target", "migrate", "k.json"])).toBe(0);
  const now = textOf(host, "/w/k.json");
  expect(now).toContain('"target-pointer-width": 64,');
  expect(now).toContain("-i64:64-i128:128-");
  expect(now).toContain('"executables": true');
  expect(now).toContain('"rustc-abi": "softfloat"');
  expect(JSON.parse(now)).toHaveProperty("features");
  const again = memoryHost({ "/w/k.json": now }, "/w");
  await runIn(again, ["+1.96", "target", "migrate", "k.json"]);
  expect(again.stderr.text).toBe("`k.json` is in the form of 1.96.0\n");
  await runIn(again, ["+1.68", "target", "migrate", "k.json"]);
  const old = textOf(again, "/w/k.json");
  expect(old).toBe(SPEC.replace('"executable"', '"executables"'));
});

test("a target in words", async () => {
  const host = memoryHost({ "/w/k.json": SPEC }, "/w");
  expect(await runIn(host, ["+1.96", "target", "explain", "k.json"])).toBe(0);
  expect(host.stdout.text).toContain("        S128           the stack is aligned to 128 bit\n");
  expect(host.stdout.text).toContain("the built-in `x86_64-unknown-none`");
  const built = memoryHost({}, "/w");
  expect(await runIn(built, ["+1.96", "target", "explain", "x86_64-unknown-none"])).toBe(0);
  expect(built.stdout.text).toContain("disable-redzone");
  expect(built.stdout.text).not.toContain("no words");
  expect(await runIn(memoryHost({ "/w/k.json": "[" }, "/w"), ["target", "explain", "k.json"])).toBe(1);
  expect(await runIn(memoryHost({}, "/w"), ["target", "migrate", "k.json"])).toBe(1);
});

test("what a build before an inspection leaves to look at", () => {
  const library = (name: string) => ({
    reason: "compiler-artifact",
    executable: null,
    filenames: [`/w/lib${name}.rlib`, `/w/lib${name}.rmeta`],
  });
  const program = { reason: "compiler-artifact", executable: "/w/k", filenames: ["/w/k"] };
  expect(artifactsIn([library("a"), program, { reason: "build-finished" }])).toEqual(["/w/k"]);
  expect(artifactsIn([library("a"), library("b")])).toEqual(["/w/libb.rlib"]);
  expect(artifactsIn([{ reason: "build-finished" }])).toEqual([]);
});

test("what an image shows", () => {
  expect(artifactWords("target/x86_64-unknown-none/debug/kernel")).toBe("x86_64-unknown-none, profile dev");
  expect(artifactWords("/w/target/release/kernel")).toBe("for the host, profile release");
  expect(artifactWords("/bin/true")).toBeUndefined();
  expect(imageNotes(bytesAccess(readFileSync(resolve(import.meta.dirname, "../../package.json"))), "nm")).toEqual([]);
  expect(imageNotes(bytesAccess(new Uint8Array([0x7f, 0x45, 0x4c, 0x46])), "nm")).toEqual([]);
});
