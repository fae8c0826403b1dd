// The simulated releases. A release fixes words, their order, closing lines, version text and layout quirks; whatever
// depends on it asks `release.atLeast(...)` or reads a field here, so that each difference has one place and a reason.

export interface Release {
  /** `1.68.1` */
  readonly version: string;
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly channel: "stable" | "beta" | "nightly";
  readonly commitHash: string;
  readonly commitDate: string;
  /** As `rustc --version --verbose` prints it. */
  readonly llvmVersion: string;
  /** LLVM's major version, whose tools the inspectors print like. */
  readonly llvmMajor: 15 | 22;
  readonly cargoVersion: string;
  readonly cargoCommitHash: string;
  readonly cargoCommitDate: string;
}

/** What the posts use, and kbuild's default. */
export const RELEASE_1_68_1: Release = {
  version: "1.68.1",
  major: 1,
  minor: 68,
  patch: 1,
  channel: "stable",
  commitHash: "8460ca823e8367a30dda430efda790588b8c84d3",
  commitDate: "2023-03-20",
  llvmVersion: "15.0.6",
  llvmMajor: 15,
  cargoVersion: "1.68.1",
  cargoCommitHash: "115f34552518a2f9b96d740192addbac1271e7e6",
  cargoCommitDate: "2023-02-26",
};

export const RELEASE_1_96_0: Release = {
  version: "1.96.0",
  major: 1,
  minor: 96,
  patch: 0,
  channel: "stable",
  commitHash: "ac68faa20c58cbccd01ee7208bf3b6e93a7d7f96",
  commitDate: "2026-05-25",
  llvmVersion: "22.1.8",
  llvmMajor: 22,
  cargoVersion: "1.96.0",
  cargoCommitHash: "30a34c6821b57de0aaec83a901aca39f88f6778c",
  cargoCommitDate: "2026-05-25",
};

export const RELEASES: readonly Release[] = [RELEASE_1_68_1, RELEASE_1_96_0];
export const DEFAULT_RELEASE: Release = RELEASE_1_68_1;

/** True from `1.minor.0` on: `atLeast(release, 77)`. */
export function atLeast(release: Release, minor: number): boolean {
  return release.minor >= minor;
}

/** `1.68.1 (8460ca823 2023-03-20)`, what `rustc --version` prints after the name. */
export function rustcVersionText(release: Release): string {
  return `${release.version} (${release.commitHash.slice(0, 9)} ${release.commitDate})`;
}
