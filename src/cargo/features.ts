// Features: which of a package are on, from the command line's wishes and `default`, as cargo closes them.
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import { CargoError } from "./cargo-error.ts";
import type { Manifest } from "./manifest.ts";

export interface FeatureRequest {
  readonly features: readonly string[];
  readonly all: boolean;
  readonly defaults: boolean;
}

/** `a,b c` in any mixture of commas and blanks. */
export function splitFeatures(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.split(/[\s,]+/)).filter((name) => name !== "");
}

/** For a wish of the command line. */
export function unknownFeature(manifest: Manifest, name: string, release: Release): CargoError {
  return new CargoError(
    atLeast(release, 84)
      ? `the package '${manifest.name}' does not contain this feature: ${name}`
      : `none of the selected packages contains these features: ${name}`,
  );
}
