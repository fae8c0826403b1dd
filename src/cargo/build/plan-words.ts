// What cargo warns about when it knows the graph, and what kbuild refuses then.
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { packageText } from "../resolve/packages.ts";

export function noLibrary(manifest: Manifest, name: string): string {
  return `${packageText(manifest)} ignoring invalid dependency \`${name}\` which is missing a lib target`;
}

export function notLinkable(owner: string, name: string, release: Release): string {
  if (!atLeast(release, 90))
    return `The package \`${name}\` provides no linkable target. The compiler might raise an error while compiling \`${owner}\`. Consider adding 'dylib' or 'rlib' to key \`crate-type\` in \`${name}\`'s Cargo.toml. This warning might turn into a hard error in the future.`;
  return `the package \`${name}\` provides no linkable target\n  |\n  = note: this might cause \`${owner}\` to fail compilation\n  = note: this warning might turn into a hard error in the future\n  = help: consider adding 'dylib' or 'rlib' to key 'crate-type' in \`${name}\`'s Cargo.toml`;
}

export function unusedPatch(text: string): string {
  return `patch \`${text}\` was not used in the crate graph\nhelp: Check that the patched package version and available features are compatible\n      with the dependency requirements. If the patch has a different version from\n      what is locked in the Cargo.lock file, run \`cargo update\` to use the new\n      version. This may also occur with an optional dependency that is not enabled.`;
}

/** A package of macros that are programs for the host; `by` are those that depend on it. */
export function macroPackage(manifest: Manifest, by: readonly Manifest[]): CargoError {
  const wanted = by.length === 0 ? "" : `, and \`${packageText(by[0] as Manifest)}\` depends on it`;
  const advice =
    by.length === 0
      ? `choose what is built with \`--package\`, or leave it out with \`--workspace --exclude ${manifest.name}\``
      : `leave out the feature that brings it, or write what its macros make by hand; \`cargo tree --invert ${manifest.name}\` shows who asks for it`;
  return new CargoError(
    `kbuild does not run procedural macros: \`${packageText(manifest)}\` is a package of them${wanted}`,
    [advice],
    101,
    false,
    "KB0605",
  );
}
