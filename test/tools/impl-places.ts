// Makes src/corelib/impl-places.ts out of corelib itself: where the impls of core and alloc stand, by trait and by what they
// are for, so that a crate reads only those modules of them that it needs. `npm run bless:core` writes it.
import { SourceMap } from "../../src/base/source.ts";
import { INHERENT } from "../../src/sema/names/impl-places.ts";
import { libraryOf } from "../../src/sema/names/library.ts";
import { resolveProgram } from "../../src/sema/names/program.ts";
import { typeCheckCrate } from "../../src/sema/types/check-crate.ts";
import { parseCrate } from "../../src/syntax/parse.ts";
import { TypeContext } from "../../src/sema/types/context.ts";
import { Items } from "../../src/sema/types/items.ts";
import { simplifiedPath } from "../../src/sema/types/simplify.ts";
import { RELEASE_1_96_0 } from "../../src/target/release.ts";
import type { Session } from "../../src/target/session.ts";
import { findTarget, targetCfgs } from "../../src/target/targets.ts";
import type { Target } from "../../src/target/target.ts";
import { NO_REMAPPING } from "../../src/target/shown-path.ts";

function session(): Session {
  const release = RELEASE_1_96_0;
  const target = findTarget("x86_64-unknown-none") as Target;
  return {
    release,
    target,
    crateName: "places",
    crateType: "lib",
    edition: 2024,
    panic: "abort",
    optLevel: "0",
    debugInfo: "none",
    overflowChecks: true,
    debugAssertions: true,
    relocationModel: "pie",
    codeModel: undefined,
    metadata: [],
    extraFilename: "",
    incremental: false,
    cfgs: targetCfgs(target, release, "abort"),
    lintLevels: [],
    capLints: undefined,
    unstableFeatures: false,
    workingDirectory: "/",
    pathRemapping: NO_REMAPPING,
  };
}

type ReadCore = (path: string) => string | undefined;

/** What of a program does not matter here. */
function inputFor(readCore: ReadCore) {
  const nothingElse = { dependencies: [], dependencyNames: new Map<string, string>(), readFile: () => undefined, environment: {} };
  return { ...nothingElse, session: session(), sources: new SourceMap(), readCore };
}

/** Where impls stand, by definition: their module and which of what is deferred there. */
type Origins = ReadonlyMap<number, string>;

function implsOfCore(readCore: ReadCore): [TypeContext, Origins] {
  const library = libraryOf(inputFor(readCore));
  if (library === undefined) throw new Error("there is no core");
  const { definitions } = library;
  const origins = new Map<number, string>();
  library.loadAll((impl, part) => origins.set(impl, definitions.path(definitions.moduleOf(impl)) + part));
  return [new TypeContext(session(), new Items(library, undefined), undefined), origins];
}

function implsOfAlloc(readCore: ReadCore): [TypeContext, Origins] {
  const input = inputFor(readCore);
  const root = input.sources.add("places.rs", "#![no_std] extern crate alloc;");
  const { tree } = parseCrate(input.sources, root, input.session);
  const program = resolveProgram({ ...input, tree, root });
  const { context } = typeCheckCrate(input.session, program, tree, { isJudged: false });
  program.loadDependencies();
  const { definitions } = program;
  const modules = definitions.impls.map((impl) => [impl, definitions.path(definitions.moduleOf(impl))] as const);
  return [context, new Map(modules.filter(([, path]) => path.startsWith("alloc")))];
}

/** From trait (INHERENT for none) and key of the self type to places. */
function places([tcx, origins]: readonly [TypeContext, Origins]): Map<string, Map<string, Set<string>>> {
  const path = (def: number): string => tcx.items.path(def);
  const found = new Map<string, Map<string, Set<string>>>();
  for (const [impl, place] of origins) {
    const { self, ref } = tcx.implHeader(impl);
    const trait = ref === undefined ? INHERENT : path(ref.trait);
    const keys = found.get(trait) ?? new Map<string, Set<string>>();
    found.set(trait, keys);
    const key = simplifiedPath(self, path);
    keys.set(key, (keys.get(key) ?? new Set()).add(place));
  }
  return found;
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** The two functions of one crate's table, their names with this in front. */
function table(prefix: string, impls: readonly [TypeContext, Origins]): string {
  const found = [...places(impls)].sort(byName);
  const modules = [...new Set(found.flatMap(([, keys]) => [...keys.values()].flatMap((paths) => [...paths])))].sort();
  const rows = found.map(([trait, keys]) => {
    const cells = [...keys].sort(byName).map(([key, paths]) => `${key}=${[...paths].map((path) => modules.indexOf(path)).join(" ")}`);
    return `${trait}: ${cells.join(", ")}`;
  });
  const name = (end: string): string => (prefix === "" ? `i${end}` : `${prefix}I${end}`);
  return `export const ${name("mplModules")} = (): string => \`${modules.join("\n")}\`;
export const ${name("mplPlaces")} = (): string => \`${rows.join("\n")}\`;
`;
}

/** The text of the tables. */
export function implPlacesText(readCore: ReadCore): string {
  return `// Where the impls of core and alloc stand: for each trait (none: inherent) and each key of a self type, numbers of modules. Made by
// \`npm run bless:core\` from corelib's sources.
${table("", implsOfCore(readCore))}${table("alloc", implsOfAlloc(readCore))}`;
}
