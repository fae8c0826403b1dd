// Core, read once for all builds of a process that see the same of it: with the same release, target and configuration. It
// holds nothing of the crates that use it, and it grows: modules are read, items resolved and bodies checked when some build
// first asks for them, and are there for the next.
import { LIBRARY_START, SourceMap } from "../../base/source.ts";
import { NO_REMAPPING } from "../../target/shown-path.ts";
import type { Session } from "../../target/session.ts";
import type { CompilationInput } from "../compilation.ts";
import type { DefId } from "../types/def-id.ts";
import { CoreImpls } from "./core-impls.ts";
import type { Unit } from "./crate-loader.ts";
import { CORE_IMPLS, ImplPlaces } from "./impl-places.ts";
import { NamedCrates } from "./named-crates.ts";

/** More than these are not kept. */
const MAXIMUM = 6;
const RECURSION_LIMIT = 128;
/** The oldest release that is simulated: all of corelib that is not newer is in it. */
const OLDEST = 68;

export class Library extends NamedCrates {
  readonly unit: Unit;
  readonly #impls: CoreImpls;

  constructor(input: CompilationInput, text: string) {
    super(input, undefined, 0);
    this.compilation.muted++;
    this.unit = this.crates.loadCore(text);
    this.#impls = new CoreImpls(this.crates, this.unit, new ImplPlaces(CORE_IMPLS));
  }

  get session(): Session {
    return this.compilation.session;
  }

  /** No crate is compiled here. */
  get local(): number {
    return -1;
  }

  get recursionLimit(): number {
    return RECURSION_LIMIT;
  }

  /** All of core. `each` is told the impls: by their definition, and `#2` or "" for where in their module they are made. */
  loadAll(each: (impl: DefId, part: string) => void): void {
    this.#impls.loadAll(each);
  }

  /** Modules with impls of a trait (inherent ones if undefined) for types with these keys, all if undefined. */
  loadImpls(trait: DefId | undefined, keys: readonly string[] | undefined): void {
    this.#impls.load(trait, keys);
  }
}

/** By where core's sources come from, then by what of a session they depend on; the one used last is the last. */
const libraries = new WeakMap<CompilationInput["readCore"], Map<string, Library>>();

export function libraryOf({ session, readCore }: CompilationInput): Library | undefined {
  const seen = sessionOfCore(session);
  const key = JSON.stringify(seen);
  let known = libraries.get(readCore);
  if (known === undefined) libraries.set(readCore, (known = new Map()));
  const library = known.get(key) ?? newLibrary(seen, readCore);
  if (library === undefined) return undefined;
  known.delete(key);
  known.set(key, library);
  if (known.size > MAXIMUM) known.delete([...known.keys()][0] as string);
  return library;
}

/** Undefined where core has no sources. */
function newLibrary(session: Session, readCore: CompilationInput["readCore"]): Library | undefined {
  const text = readCore("lib.rs");
  if (text === undefined) return undefined;
  const nothingElse = { dependencies: [], dependencyNames: new Map<string, string>(), readFile: () => undefined, environment: {} };
  return new Library({ ...nothingElse, session, sources: new SourceMap(undefined, LIBRARY_START), readCore }, text);
}

/** What core knows of a build: nothing that belongs to the one crate. */
function sessionOfCore(session: Session): Session {
  return {
    ...session,
    crateName: "core",
    crateType: "lib",
    metadata: [],
    extraFilename: "",
    cfgs: [...session.cfgs.filter(({ name }) => name !== "feature"), ...releasesUpTo(session.release.minor)],
    lintLevels: [],
    capLints: undefined,
    expectedCfgs: [],
    workingDirectory: "",
    pathRemapping: NO_REMAPPING,
  };
}

/** `#[cfg(since = "71")]` in corelib: what core has since 1.71 and no table of names tells, as impls. */
function releasesUpTo(minor: number): Session["cfgs"] {
  return Array.from({ length: Math.max(0, minor - OLDEST) }, (_, i) => ({ name: "since", value: String(OLDEST + 1 + i) }));
}
