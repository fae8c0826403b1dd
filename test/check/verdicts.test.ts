// Whole libraries, judged: the same errors and warnings as rustc, by code, place and message. How they look is tested beside.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { memoryHost } from "../../src/base/memory-host.ts";
import { build } from "../../src/cargo/build/build.ts";
import { buildOptions } from "../../src/cli/verbs/build.ts";
import { readCorelib } from "../../src/node/corelib.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";

const FOLDER = join(import.meta.dirname, "../../fixtures/verdicts");
const HEAD = /^\/\/==== rustc 1\.96\.0(?:, edition (\d+))?\n/m;

interface JsonSpan {
  readonly is_primary: boolean;
  readonly line_start: number;
  readonly column_start: number;
  readonly line_end: number;
  readonly column_end: number;
}

interface JsonDiagnostic {
  readonly level: string;
  readonly code: { readonly code: string } | null;
  readonly message: string;
  readonly spans: readonly JsonSpan[];
}

/** `error[E0392] 2:10-2:12: lifetime parameter ...` */
function line({ level, code, message, spans }: JsonDiagnostic): string {
  const places = spans
    .filter((span) => span.is_primary)
    .map((span) => `${span.line_start}:${span.column_start}-${span.line_end}:${span.column_end}`);
  return `${level}${code === null ? "" : `[${code.code}]`} ${places.sort().join(",")}: ${message}`;
}

async function judged(source: string, edition: string): Promise<string[]> {
  const manifest = `[package]\nname = "k"\nversion = "0.1.0"\nedition = "${edition}"\n`;
  const host = memoryHost({ "/k/Cargo.toml": manifest, "/k/src/lib.rs": source }, "/k");
  const context = { host, release: RELEASE_1_96_0, readCore: readCorelib };
  const options = buildOptions({ target: ["x86_64-unknown-none"], defaultFeatures: true, messageFormat: ["json"] }, context, "metadata");
  await build(host, options, readCorelib);
  return host.stdout.text
    .split("\n")
    .filter((each) => each.includes('"reason":"compiler-message"'))
    .map((each) => (JSON.parse(each) as { message: JsonDiagnostic }).message)
    .filter(({ message, level }) => level !== "failure-note" && !/^aborting due|warnings? emitted/.test(message))
    .map(line);
}

describe.each(readdirSync(FOLDER))("%s", (name) => {
  const crates = readFileSync(join(FOLDER, name), "utf8").split("//----\n");
  test.each(crates.map((crate, i) => [i, crate] as const))("%i", async (_, crate) => {
    const [source = "", edition, expected = ""] = crate.split(HEAD);
    const lines = expected.split("\n").filter((each) => each !== "");
    expect((await judged(source, edition ?? "2021")).sort()).toEqual(lines.sort());
  });
});
