// `rust-version`: a package that asks for a newer rustc is not compiled. cargo looks when it knows all units, before the
// first is compiled; questions about the package are answered all the same.
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import type { Config } from "../config/config.ts";
import type { Manifest } from "../manifest/manifest.ts";
import type { Workspace } from "./packages.ts";
import { resolverOf } from "./resolver.ts";
import { compareVersions } from "./version-requirement.ts";

/** `1.85` stands for `1.85.0`. */
const whole = (version: string): string => `${version}.0.0`.split(".").slice(0, 3).join(".");

const compareWanted = (one: string, other: string): number => compareVersions(whole(one), whole(other));

/** Throws CargoError if one of the packages to compile wants a newer release. */
export function checkRustVersions(manifests: readonly Manifest[], isForeign: (manifest: Manifest) => boolean, release: Release): void {
  const all = [...new Map(manifests.map((manifest) => [manifest.path, manifest])).values()];
  const tooNew = all.flatMap((manifest) => {
    const wanted = manifest.rustText;
    return wanted !== undefined && compareWanted(wanted, release.version) > 0 ? [{ ...manifest, wanted }] : [];
  });
  const [first] = tooNew;
  if (first === undefined) return;
  if (!atLeast(release, 80)) {
    const { name, version, root, wanted } = first;
    throw new CargoError(
      `package \`${name} v${version} (${root})\` cannot be built because it requires rustc ${wanted} or newer, while the currently active rustc version is ${release.version}\n`,
    );
  }
  const lines = tooNew
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, version, wanted }) => `  ${name}@${version} requires rustc ${wanted}\n`);
  const advice = `Either upgrade rustc or select compatible dependency versions with\n\`cargo update <name>@<current-ver> --precise <compatible-ver>\`\nwhere \`<compatible-ver>\` is the latest version supporting rustc ${release.version}\n`;
  throw new CargoError(
    `rustc ${release.version} is not supported by the following package${tooNew.length === 1 ? "" : "s"}:\n${lines.join("")}${tooNew.every(isForeign) ? advice : ""}`,
  );
}

/** The releases of rustc that versions are chosen for, where they are chosen by that: the members', else the one that compiles; the oldest first. */
export function rustVersionsChosenFor({ members, ...root }: Workspace, config: Config, release: Release): readonly string[] {
  const said = config.string("resolver", "incompatible-rust-versions");
  const isChoosing = said === undefined ? resolverOf({ members, ...root }, release) === 3 : said === "fallback";
  if (!isChoosing || !atLeast(release, 84)) return [];
  const wanted = members.flatMap(({ rustText }) => rustText ?? []);
  return wanted.length === 0 ? [release.version] : wanted.toSorted(compareWanted);
}

/** Whether a release is new enough for what asks for one. */
export const isCompiledBy = (wanted: string, release: string): boolean => compareWanted(wanted, release) <= 0;

/** How many of these releases compile a package. */
export function countOfCompatible({ rustText }: Manifest, releases: readonly string[]): number {
  return releases.filter((text) => rustText === undefined || isCompiledBy(rustText, text)).length;
}
