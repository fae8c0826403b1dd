// `cargo-features = [..]`: features of cargo itself. A stable release opens none; it warns of those that it has without asking.
import { atLeast } from "../../target/release.ts";
import { refusal } from "../cargo-error.ts";
import type { ManifestReader } from "./manifest-reader.ts";

interface CargoFeature {
  /** The release that has it, or took it away; undefined while it is unstable. */
  readonly since?: string;
  readonly removed?: true;
  /** Its place in the book. */
  readonly page: string;
}

const unstable = (anchor: string): CargoFeature => ({ page: `reference/unstable.html${anchor === "" ? "" : `#${anchor}`}` });
const EDITION = "reference/manifest.html#the-edition-field";

/** Of cargo 1.96. */
const FEATURES: Readonly<Record<string, CargoFeature>> = {
  "test-dummy-stable": { since: "1.0", page: "" },
  "test-dummy-unstable": unstable(""),
  "alternative-registries": { since: "1.34", page: "reference/registries.html" },
  edition: { since: "1.31", page: EDITION },
  "rename-dependency": { since: "1.31", page: "reference/specifying-dependencies.html#renaming-dependencies-in-cargotoml" },
  "publish-lockfile": { since: "1.37", removed: true, page: "reference/unstable.html#publish-lockfile" },
  "profile-overrides": { since: "1.41", page: "reference/profiles.html#overrides" },
  "default-run": { since: "1.37", page: "reference/manifest.html#the-default-run-field" },
  metabuild: unstable("metabuild"),
  "public-dependency": unstable("public-dependency"),
  "named-profiles": { since: "1.57", page: "reference/profiles.html#custom-profiles" },
  resolver: { since: "1.51", page: "reference/resolver.html#resolver-versions" },
  strip: { since: "1.58", page: "reference/profiles.html#strip-option" },
  "rust-version": { since: "1.56", page: "reference/manifest.html#the-rust-version-field" },
  edition2021: { since: "1.56", page: EDITION },
  "per-package-target": unstable("per-package-target"),
  "codegen-backend": unstable("codegen-backend"),
  "different-binary-name": unstable("different-binary-name"),
  "profile-rustflags": unstable("profile-rustflags-option"),
  "workspace-inheritance": { since: "1.64", page: "reference/unstable.html#workspace-inheritance" },
  edition2024: { since: "1.85", page: EDITION },
  "trim-paths": unstable("profile-trim-paths-option"),
  "open-namespaces": unstable("open-namespaces"),
  "path-bases": unstable("path-bases"),
  "unstable-editions": unstable("unstable-editions"),
  "multiple-build-scripts": unstable("multiple-build-scripts"),
  "panic-immediate-abort": unstable("panic-immediate-abort"),
};

const CHANNELS = "See https://doc.rust-lang.org/book/appendix-07-nightly-rust.html for more information about Rust release channels.";

function unknownWords({ release }: ManifestReader, name: string): string {
  const isNew = atLeast(release, 80);
  const start = `unknown ${isNew ? "Cargo.toml" : "cargo"} feature \`${name}\`\n\n`;
  if (name.includes("_") && isNew) return `${start}Feature names must use '-' instead of '_'.`;
  return `${start}See https://doc.rust-lang.org/nightly/cargo/reference/unstable.html for more information.`;
}

function check(reader: ManifestReader, name: string): void {
  const { release } = reader;
  const feature = Object.hasOwn(FEATURES, name) ? FEATURES[name] : undefined;
  if (feature === undefined) return reader.fail(unknownWords(reader, name));
  const docs = `See https://doc.rust-lang.org/cargo/${feature.page} for more information about using this feature.`;
  if (feature.removed === true)
    return reader.fail(
      `the cargo feature \`${name}\` has been removed in the ${feature.since} release\n\nRemove the feature from Cargo.toml to remove this error.\n${docs}`,
    );
  const isStable = feature.since !== undefined && atLeast(release, Number(feature.since.split(".")[1]));
  if (isStable)
    reader.warnings.push(
      `the cargo feature \`${name}\` has been stabilized in the ${feature.since} release and is no longer necessary to be listed in the manifest\n  ${docs}`,
    );
  else if (release.channel === "nightly") throw refusal(`the cargo feature \`${name}\``);
  else
    reader.fail(
      `the cargo feature \`${name}\` requires a nightly version of Cargo, but this is the \`${release.channel}\` channel\n${CHANNELS}\n${docs}`,
    );
}

export function checkCargoFeatures(reader: ManifestReader): void {
  const value = reader.document.entries.get("cargo-features")?.value;
  const names = (value?.kind === "array" ? value.items : []).flatMap((item) => (item.kind === "string" ? [item.value] : []));
  for (const [i, name] of names.entries()) {
    if (names.indexOf(name) < i) reader.fail(`the cargo feature \`${name}\` has already been activated`);
    check(reader, name);
  }
}
