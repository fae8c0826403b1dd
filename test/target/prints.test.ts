// What is printed of targets, to the byte: `NAME.json` is the specification, `NAME.cfg` what stable releases show of the
// configuration, `NAME.nightly-cfg` what nightly ones do; `prints` has what is the same for all targets. Written by rustc 1.63 (for 1.68.1) and 1.96.
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { parseRustc } from "../../src/cargo/rustc/rustc-options.ts";
import { printFacts } from "../../src/cargo/rustc/rustc-prints.ts";
import { RELEASES } from "../../src/target/release.ts";
import type { Release } from "../../src/target/release.ts";
import type { Target } from "../../src/target/target.ts";
import { HOST_TRIPLE, findTarget } from "../../src/target/targets.ts";

const HOST = findTarget(HOST_TRIPLE) as Target;
const FIXTURES = resolve(import.meta.dirname, "../../fixtures/targets");
const KINDS: Readonly<Record<string, { readonly print: string; readonly isNightly: boolean }>> = {
  json: { print: "target-spec-json", isNightly: true },
  cfg: { print: "cfg", isNightly: false },
  "nightly-cfg": { print: "cfg", isNightly: true },
};

function printed(file: string, release: Release): string {
  const at = file.lastIndexOf(".");
  const kind = KINDS[file.slice(at + 1)];
  if (kind === undefined) throw new Error(`${file}: a golden of an unknown kind`);
  const triple = file.slice(0, at);
  const options = parseRustc(["--target", triple, "-Z", "unstable-options"], { release, isNightly: true });
  return printFacts(kind.print, options, { release, isNightly: kind.isNightly, sysroot: "/kbuild", target: findTarget(triple) as Target });
}

for (const release of RELEASES)
  for (const file of readdirSync(join(FIXTURES, release.version)))
    test(`${file} of ${release.version}`, () => {
      expect(printed(file, release)).toBe(readFileSync(join(FIXTURES, release.version, file), "utf8"));
    });

const GENERAL = resolve(FIXTURES, "../prints");

for (const release of RELEASES)
  for (const file of readdirSync(join(GENERAL, release.version)))
    test(`${file} of ${release.version}`, () => {
      const asker = { release, isNightly: false, sysroot: "/kbuild", target: HOST };
      const what = file.replace(/\.txt$/, "");
      const text = printFacts(what, parseRustc(["--print", what], asker), asker);
      expect(text).toBe(readFileSync(join(GENERAL, release.version, file), "utf8"));
    });

test("a specification is printed by nightly releases only", () => {
  const release = RELEASES[1] as Release;
  expect(() => parseRustc(["--print", "target-spec-json"], { release, isNightly: false })).toThrow(
    "the `-Z unstable-options` flag must also be passed to enable the `target-spec-json` print option",
  );
});

test("the sysroot is where kbuild lies", () => {
  const asker = { release: RELEASES[0] as Release, isNightly: false, sysroot: "/opt/kbuild", target: HOST };
  expect(printFacts("sysroot", parseRustc(["--print", "sysroot"], asker), asker)).toBe("/opt/kbuild\n");
});
