// The names stage on small crates. Each case in `fixtures/names` is a crate's root file; the `.errors` beside it holds what the
// real rustc 1.96 says of it for x86_64-unknown-none, as far as it is about expansion and names: code, message, place.
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { SourceMap } from "../../src/base/source.ts";
import type { Diagnostic } from "../../src/diag/diagnostic.ts";
import { resolveProgram } from "../../src/sema/names/program.ts";
import { parseCrate } from "../../src/syntax/parse.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";
import type { Session } from "../../src/target/session.ts";
import { findTarget, targetCfgs } from "../../src/target/targets.ts";
import type { Target } from "../../src/target/target.ts";
import { NO_REMAPPING } from "../../src/target/shown-path.ts";

const CASES = resolve(import.meta.dirname, "../../fixtures/names");
const CORE = resolve(import.meta.dirname, "../../src/corelib");

function readCore(path: string): string | undefined {
  try {
    return readFileSync(join(CORE, path), "utf8");
  } catch {
    return undefined;
  }
}

function session(): Session {
  const target = findTarget("x86_64-unknown-none") as Target;
  return {
    release: RELEASE_1_96_0,
    target,
    crateName: "sample",
    crateType: "lib",
    edition: 2021,
    panic: "abort",
    optLevel: "0",
    debugInfo: "full",
    overflowChecks: true,
    debugAssertions: true,
    relocationModel: "pie",
    codeModel: undefined,
    metadata: [],
    extraFilename: "",
    incremental: false,
    cfgs: targetCfgs(target, RELEASE_1_96_0, "abort"),
    lintLevels: [],
    capLints: undefined,
    unstableFeatures: false,
    workingDirectory: "/",
    pathRemapping: NO_REMAPPING,
  };
}

function judge(text: string): string {
  const sources = new SourceMap();
  const root = sources.add("src/lib.rs", text);
  const options = session();
  const { tree, diagnostics } = parseCrate(sources, root, { edition: options.edition, release: options.release });
  expect(diagnostics).toEqual([]);
  const program = resolveProgram({
    session: options,
    sources,
    tree,
    root,
    readFile: () => undefined,
    readCore,
    environment: {},
    dependencies: [],
    dependencyNames: new Map(),
  });
  // No types are checked here: what waits for them comes last.
  const said = [...program.diagnostics, ...program.stash.takeAll()];
  return said.map((diagnostic) => describe(diagnostic, sources)).join("");
}

function describe({ code, message, spans }: Diagnostic, sources: SourceMap): string {
  const places = spans.filter(({ primary }) => primary).map(({ span }) => sources.locate(span.lo));
  const where = places.map((place) => (place === undefined ? "-" : `${place.line}:${place.column}`)).join(" ");
  return `${code ?? "-"} ${where} ${message.replaceAll("\n", " ")}\n`;
}

for (const file of readdirSync(CASES).filter((name) => name.endsWith(".rs"))) {
  test(`names: ${file.slice(0, -3)}`, () => {
    const expected = readFileSync(join(CASES, file.replace(/\.rs$/, ".errors")), "utf8");
    expect(judge(readFileSync(join(CASES, file), "utf8"))).toBe(expected);
  });
}
