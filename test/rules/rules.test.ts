// Crates that break a freestanding rule: the fixtures hold those of the rules' texts that rustc 1.96 or 1.63 printed for the
// same crate. They guard words and places; what is missing, or the order of all reports, they do not show.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { SourceMap } from "../../src/base/source.ts";
import { renderDiagnostic } from "../../src/diag/render.ts";
import { afterExpansion, beforeCode, onItems } from "../../src/rules/check-rules.ts";
import { checkFeatures } from "../../src/rules/features.ts";
import { checkHandlerGenerics, panicHandlers } from "../../src/rules/panic-handler.ts";
import { viewCrate } from "../../src/rules/crate-view.ts";
import type { CrateView } from "../../src/rules/crate-view.ts";
import { parseCrate } from "../../src/syntax/parse.ts";
import type { SyntaxTree } from "../../src/syntax/tree.ts";
import { RELEASE_1_68_1, RELEASE_1_96_0 } from "../../src/target/release.ts";
import type { Release } from "../../src/target/release.ts";
import type { Edition, PanicStrategy, Session } from "../../src/target/session.ts";
import { findTarget } from "../../src/target/targets.ts";
import type { Target } from "../../src/target/target.ts";
import { NO_REMAPPING } from "../../src/target/shown-path.ts";

interface Recorded {
  readonly name: string;
  readonly source: string;
  readonly target: string;
  readonly crateName: string;
  readonly edition: Edition;
  readonly panic: PanicStrategy;
  /** The run came as far as making code. */
  readonly runtime: boolean;
  readonly rendered: readonly string[];
}

function sessionOf({ target, crateName, edition, panic }: Recorded, release: Release): Session {
  return {
    release,
    target: findTarget(target) as Target,
    crateName,
    crateType: "bin",
    edition,
    panic,
    optLevel: "0",
    debugInfo: "full",
    overflowChecks: true,
    debugAssertions: true,
    relocationModel: "static",
    codeModel: undefined,
    metadata: [],
    extraFilename: "",
    incremental: false,
    cfgs: [],
    lintLevels: [],
    capLints: undefined,
    unstableFeatures: false,
    workingDirectory: "/",
    pathRemapping: NO_REMAPPING,
  };
}

function view(one: Recorded, release: Release): CrateView {
  const sources = new SourceMap();
  const root = sources.add("src/main.rs", one.source);
  const { tree } = parseCrate(sources, root, { edition: one.edition, release });
  return viewCrate(tree, root, sources, sessionOf(one, release));
}

// 1.63 is the nearest recorded relative of 1.68.1; what the two order differently is compared as a set.
describe.each([
  ["1.96", RELEASE_1_96_0, 96],
  ["1.63", RELEASE_1_68_1, 63],
] as const)("as rustc %s", (name, release, minor) => {
  const recorded: Recorded[] = readFileSync(join(import.meta.dirname, `../../fixtures/rules/${name}.jsonl`), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  test.each(recorded)("$name ($target)", (one) => {
    const crate = view(one, release);
    const { errors, lints, main } = onItems(crate);
    const found = [
      ...afterExpansion(crate, () => undefined),
      ...checkFeatures(crate.tree as SyntaxTree, crate.session).refused,
      ...errors,
      ...main,
      ...panicHandlers(crate).flatMap(checkHandlerGenerics),
      ...lints.map(({ diagnostic }) => diagnostic),
      ...(one.runtime ? beforeCode(crate) : []),
    ];
    expect(found.map((diagnostic) => renderDiagnostic(diagnostic, crate.sources, { release: { minor } }))).toEqual(one.rendered);
  });
});
