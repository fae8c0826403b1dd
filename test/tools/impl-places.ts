// Makes src/corelib/impl-places.ts out of corelib itself: where the impls of core stand, by trait and by what they are for,
// so that a crate reads only those modules of core that it needs. `npm run bless:core` writes it.
import { SourceMap } from "../../src/base/source.ts";
import { INHERENT } from "../../src/sema/names/impl-places.ts";
import { libraryOf, type Library } from "../../src/sema/names/library.ts";
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

function wholeCore(readCore: (path: string) => string | undefined): Library {
  const input = { session: session(), sources: new SourceMap(), readCore, readFile: () => undefined, environment: {} };
  const library = libraryOf({ ...input, dependencies: [], dependencyNames: new Map<string, string>() });
  if (library === undefined) throw new Error("there is no core");
  return library;
}

/** From trait (INHERENT for none) and key of the self type to places. */
function places(program: Library): Map<string, Map<string, Set<string>>> {
  const { definitions } = program;
  const path = (def: number): string => definitions.path(def);
  const origins = new Map<number, string>();
  program.loadAll((impl, part) => origins.set(impl, path(definitions.moduleOf(impl)) + part));
  const tcx = new TypeContext(session(), new Items(program, undefined), undefined);
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

/** The text of the table. */
export function implPlacesText(readCore: (path: string) => string | undefined): string {
  const found = [...places(wholeCore(readCore))].sort(byName);
  const modules = [...new Set(found.flatMap(([, keys]) => [...keys.values()].flatMap((paths) => [...paths])))].sort();
  const rows = found.map(([trait, keys]) => {
    const cells = [...keys].sort(byName).map(([key, paths]) => `${key}=${[...paths].map((path) => modules.indexOf(path)).join(" ")}`);
    return `${trait}: ${cells.join(", ")}`;
  });
  return `// Where the impls of core stand: for each trait (none: inherent) and each key of a self type, numbers of modules. Made by
// \`npm run bless:core\` from corelib's sources.
export const implModules = (): string => \`${modules.join("\n")}\`;
export const implPlaces = (): string => \`${rows.join("\n")}\`;
`;
}
