// What scripts ask the compiler by small crates: does this compile for the target?
import { SourceMap } from "../../base/source.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { Release } from "../../target/release.ts";
import type { Session } from "../../target/session.ts";
import { REMAP_SCOPES } from "../../target/shown-path.ts";
import type { Target } from "../../target/target.ts";
import { targetCfgs } from "../../target/targets.ts";
import { compile } from "../compile/compile.ts";

export interface ProbeTarget {
  readonly release: Release;
  readonly target: Target;
  readonly readCore: (path: string) => string | undefined;
}

/** True or false as rustc would take the crate or not; undefined for what kbuild does not compile yet. */
export type Compiles = (source: string, on: ProbeTarget) => boolean | undefined;

const isError = ({ level }: Diagnostic): boolean => level === "error";
const isRefusal = ({ code }: Diagnostic): boolean => code?.startsWith("KB") === true;

export const compiles: Compiles = (source, { release, target, readCore }) => {
  const sources = new SourceMap();
  const { diagnostics } = compile({
    session: probeSession(release, target),
    sources,
    root: sources.add("<anon>", source),
    emits: ["metadata"],
    strip: "none",
    installed: true,
    dependencies: [],
    dependencyNames: new Map(),
    otherLinker: undefined,
    linkArguments: [],
    libraries: [],
    writeMap: () => {},
    linkPlace: { folder: "", hostFolder: undefined, usesLto: false },
    tellLinker: () => [],
    readFile: () => undefined,
    readCore,
    environment: {},
    makeCode: undefined,
  });
  const errors = diagnostics.filter(isError);
  return errors.some(isRefusal) ? undefined : errors.length === 0;
};

/** As `rustc --crate-type=lib -` has it, without an edition. */
function probeSession(release: Release, target: Target): Session {
  return {
    release,
    target,
    crateName: "probe",
    crateType: "lib",
    edition: 2015,
    panic: target.panicStrategy,
    optLevel: "0",
    debugInfo: "none",
    overflowChecks: true,
    debugAssertions: true,
    relocationModel: target.relocationModel,
    codeModel: target.codeModel,
    metadata: [],
    extraFilename: "",
    incremental: false,
    cfgs: [{ name: "debug_assertions" }, ...targetCfgs(target, release, target.panicStrategy, false)],
    lintLevels: [],
    capLints: undefined,
    unstableFeatures: false,
    workingDirectory: "/",
    pathRemapping: { prefixes: [], scopes: REMAP_SCOPES },
  };
}
