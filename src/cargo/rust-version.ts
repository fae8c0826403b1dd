// `rust-version`: a package that asks for a newer rustc is not compiled. cargo looks when it knows all units, before the
// first is compiled; questions about the package are answered all the same.
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import { CargoError } from "./cargo-error.ts";
import type { Manifest } from "./manifest.ts";

function isTooNew(wanted: string, { major, minor, patch }: Release): boolean {
  const [a = 0, b = 0, c = 0] = wanted.split(".").map(Number);
  return a > major || (a === major && (b > minor || (b === minor && c > patch)));
}

function wantedBy({ document }: Manifest): string | undefined {
  const table = document.entries.get("package")?.value;
  const value = table?.kind === "table" ? table.entries.get("rust-version")?.value : undefined;
  return value?.kind === "string" ? value.value : undefined;
}

/** Throws CargoError if one of the packages to compile wants a newer release. */
export function checkRustVersions(manifests: readonly Manifest[], release: Release): void {
  const all = [...new Map(manifests.map((manifest) => [manifest.path, manifest])).values()];
  const tooNew = all.flatMap((manifest) => {
    const wanted = wantedBy(manifest);
    return wanted !== undefined && isTooNew(wanted, release) ? [{ ...manifest, wanted }] : [];
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
  throw new CargoError(
    `rustc ${release.version} is not supported by the following package${tooNew.length === 1 ? "" : "s"}:\n${lines.join("")}`,
  );
}
