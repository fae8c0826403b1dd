// What a build is asked for, and the plan that comes of it: units, each with the libraries that it names.
import type { Manifest } from "../manifest/manifest.ts";
import type { Release } from "../../target/release.ts";
import type { Emit } from "../compile/compile.ts";
import type { Config } from "../config/config.ts";
import type { FeatureRequest } from "../resolve/features.ts";
import type { LockNews } from "../resolve/lock-news.ts";
import type { Workspace } from "../resolve/packages.ts";
import type { MessageFormat } from "./message-format.ts";
import type { Shell } from "../shell.ts";
import type { OtherWishes } from "./target-filter.ts";
import type { UnitFarm } from "./unit-farm.ts";
import type { Unit } from "./unit.ts";

export interface BuildOptions {
  readonly release: Release;
  readonly manifestPath: string | undefined;
  /** `--target`, each time it was given. */
  readonly targets: readonly string[];
  /** Profile's name: `dev`, `release`, or one of the manifest's. */
  readonly profile: string;
  readonly bins: readonly string[];
  readonly lib: boolean;
  readonly allBins: boolean;
  /** Tests, benchmarks and examples, too. */
  readonly allTargets: boolean;
  readonly others: OtherWishes;
  /** Something is run afterwards: what is chosen must be there. */
  readonly isForRun: boolean;
  readonly packages: readonly string[];
  readonly workspace: boolean;
  readonly exclude: readonly string[];
  readonly features: FeatureRequest;
  readonly config: Config;
  /** What the build speaks with. */
  readonly shell: Shell;
  readonly messageFormat: MessageFormat;
  readonly emit: Emit;
  /** What stands behind `kbuild rustc --`, for the last unit. */
  readonly rustcArguments: readonly string[];
  readonly targetFolder: string | undefined;
  /** `-j`, as it was written. */
  readonly jobs: string | undefined;
  readonly unstable: ReadonlySet<string>;
  readonly locked: boolean;
  readonly frozen: boolean;
  readonly offline: boolean;
  /** Writes a report of what took how long. */
  readonly timings: boolean;
  /** What needs nothing that failed is built. */
  readonly keepGoing: boolean;
  readonly ignoreRustVersion: boolean;
  /** Of the one crate to build, instead of its own. */
  readonly crateTypes?: readonly string[];
  /** Without `-p` it is the current package that is meant, and there must be one. */
  readonly forOnePackage?: boolean;
  /** What is fresh is compiled all the same. */
  readonly compilesAgain?: boolean;
  /** How high lints may go in what was asked for. */
  readonly lintCap?: "warn";
  /** Called when a unit's line has been printed. */
  readonly announced?: () => void;
  /** Tells at the end what a later release will refuse. */
  readonly futureIncompatReport: boolean;
  /** Other threads, where there are any. */
  readonly farm?: UnitFarm | undefined;
}

/** A library, and the name that paths call it by. */
export interface Need {
  readonly name: string;
  readonly planned: PlannedUnit;
}

export interface PlannedUnit {
  readonly unit: Unit;
  readonly installed: boolean;
  /** Units whose libraries this one names. */
  readonly needs: readonly Need[];
}

export interface Plan {
  readonly workspace: Workspace;
  readonly config: Config;
  readonly units: readonly PlannedUnit[];
  /** The chosen one, as it is for all packages. */
  readonly profile: Unit["profile"];
  readonly locking: LockNews | undefined;
  /** Throws CargoError for a package of the registry that is not as it was laid down. */
  readonly verify: (manifest: Manifest) => void;
}
