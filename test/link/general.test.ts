// Objects of clang 15 under many command lines and scripts: images and words must be the real LLD's, 15 and 22.
// `fixtures/link/general/links.json` holds, for each command line, the image's SHA-256 or what LLD said; `node
// test/link/bless-general.js` asks the real linkers again.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { runLld } from "../../src/link/elf/lld.ts";
import { plainLinkOptions } from "../../src/link/elf/options.ts";
import type { LldMajor } from "../../src/link/elf/options.ts";
import { unpack } from "../../src/node/unpack.ts";

const FOLDER = resolve(import.meta.dirname, "../../fixtures/link/general");

interface Golden {
  readonly arguments: string;
  /** By release of LLD: what it said, then `sha256:...` of the image if there is one. */
  readonly results: Readonly<Record<string, string>>;
}

const GOLDENS = JSON.parse(readFileSync(join(FOLDER, "links.json"), "utf8")) as readonly Golden[];

function readFile(path: string): Uint8Array | undefined {
  const whole = join(FOLDER, path);
  return existsSync(whole) ? new Uint8Array(readFileSync(whole)) : undefined;
}

/** LLD sets what follows a message of several lines apart. */
function words(kind: string, messages: readonly string[]): string[] {
  return messages.map((message) => `${kind}: ${message}\n${message.includes("\n") ? "\n" : ""}`);
}

function result(line: string, lld: LldMajor): string {
  const identification = lld === 15 ? "Linker: Debian LLD 15.0.6" : "Linker: Debian LLD 22.1.8";
  const options = { ...plainLinkOptions(lld), identification };
  const { image, errors, warnings, output, log } = runLld({ objects: new Map(), arguments: line.split(" "), options, readFile, unpack });
  const judged = [...words("warning", warnings), ...words("error", errors)].join("").trimEnd();
  const made = image === undefined ? "" : `sha256:${createHash("sha256").update(image).digest("hex")}`;
  return [...output, ...log, judged, made].filter((text) => text !== "").join("\n");
}

describe.each([15, 22] as const)("LLD %i", (lld) => {
  test.each(GOLDENS.filter(({ results }) => results[lld] !== undefined))("$arguments", (golden) => {
    expect(result(golden.arguments, lld)).toBe(golden.results[lld]);
  });
});

test("an image that no buffer holds is refused, not made", () => {
  const said = result("-T distant.ld -e name names.kernel.o", 22);
  expect(said).toMatch(/^error: output file too large: 2147\d{6} bytes\nsection sizes:\n\.rodata\.str1\.1 6\n/);
});

test("a machine that LLD knows and kbuild does not is refused, not unknown", () => {
  expect(result("-m elf_i386 near.o", 15)).toBe("error: kbuild's linker does not do -m elf_i386 yet");
  expect(result("-m elf64loongarch near.o", 15)).toBe("error: unknown emulation: elf64loongarch");
  expect(result("-m elf64loongarch near.o", 22)).toBe("error: kbuild's linker does not do -m elf64loongarch yet");
  expect(result("near.i386.o", 22)).toBe("error: kbuild's linker does not link for 32-bit i386 yet: near.i386.o");
  expect(result("near.aarch64_be.o", 15)).toBe("error: kbuild's linker does not link for 64-bit big-endian AArch64 yet: near.aarch64_be.o");
});

test("thread-local data of shared libraries is refused, not made", () => {
  expect(result("-shared shared-threads.o", 22)).toMatch(
    /^error: kbuild's linker does not make thread-local data of shared libraries yet: local\n/,
  );
  expect(result("-shared loop.aarch64.o", 22)).toBe("error: kbuild's linker does not link shared libraries for aarch64elf yet");
});
