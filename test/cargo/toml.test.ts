// What cargos say of texts that are no TOML, or no TOML of theirs: recorded from the real ones by test/tools/bless-toml.mjs.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseToml, TomlError } from "../../src/cargo/toml/toml.ts";
import { tomlParseError, tomlSnippet } from "../../src/cargo/toml/toml-words.ts";
import { RELEASES, type Release } from "../../src/target/release.ts";

interface Case {
  readonly text: string;
  readonly since90: string | null;
  readonly before90: string | null;
}

const HEAD = '[package]\nname = "crate"\nversion = "0.1.0"\nedition = "2021"\n\n';
const cases = readFileSync("fixtures/toml/cases.jsonl", "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as Case);
const release = (version: string) => RELEASES.find((one) => one.version === version) as Release;

function said(text: string, cargo: Release, show: (error: TomlError) => string): string | null {
  try {
    parseToml(text, cargo);
    return null;
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    return show(error).trimEnd();
  }
}

describe("TOML", () => {
  const newest = release("1.96.0");
  it.each(cases)("since 1.90: $text", ({ text, since90 }) => {
    const whole = HEAD + text;
    expect(said(whole, newest, (error) => `error: ${tomlSnippet("Cargo.toml", whole, error.message, error.span)}`)).toBe(since90);
  });

  const old = release("1.68.1");
  it.each(cases)("before 1.90: $text", ({ text, before90 }) => {
    const whole = HEAD + text;
    expect(said(whole, old, (error) => tomlParseError(whole, error, old))).toBe(before90);
  });
});
