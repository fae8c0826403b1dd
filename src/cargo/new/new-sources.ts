// Which sources a folder has that `init` makes a package of: found by where they lie, and by `fn main` where that tells nothing.
// (cargo's `ops/cargo_new.rs`.)
import type { Host } from "../../base/host.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";

export interface NewSource {
  /** Below the package. */
  readonly path: string;
  readonly isBin: boolean;
}

const kindText = (isBin: boolean): string => (isBin ? "binary (application)" : "library");

/** Throws CargoError if one would not know which is the package's. */
export function sourcesIn({ files }: Host, folder: string, name: string): NewSource[] {
  const hasMain = (path: string) => new TextDecoder().decode(files.read(`${folder}/${path}`)).includes("fn main");
  const places: readonly (readonly [path: string, isBin: boolean | undefined])[] = [
    ["src/main.rs", true],
    ["main.rs", true],
    [`src/${name}.rs`, undefined],
    [`${name}.rs`, undefined],
    ["src/lib.rs", false],
    ["lib.rs", false],
  ];
  const found = places.filter(([path]) => files.status(`${folder}/${path}`)?.kind === "file");
  const sources = found.map(([path, isBin]) => ({ path, isBin: isBin ?? hasMain(path) }));
  const [bins, libs] = [sources.filter(({ isBin }) => isBin), sources.filter(({ isBin }) => !isBin)];
  if (bins.length > 1)
    throw new CargoError(
      `multiple possible binary sources found:\n  ${bins[0]?.path}\n  ${bins[1]?.path}\ncannot automatically generate Cargo.toml as the main target would be ambiguous`,
    );
  if (libs.length > 1) throw severalLibraries(libs);
  return sources;
}

function severalLibraries([first, second]: readonly NewSource[]): CargoError {
  return new CargoError(`cannot have a package with multiple libraries, found both \`${first?.path}\` and \`${second?.path}\``);
}

/** What a package of these sources is where nobody said. */
export const kindOf = (found: readonly NewSource[]): "bin" | "lib" =>
  found.length > 0 && found.every(({ isBin }) => !isBin) ? "lib" : "bin";

/** What becomes of those that are there when the package is to have a program or a library; one source more where there are none. */
export function wantedSources(found: readonly NewSource[], isBin: boolean, warn: (text: string) => void): readonly NewSource[] {
  const [only] = found;
  if (only === undefined) return [{ path: isBin ? "src/main.rs" : "src/lib.rs", isBin }];
  if (found.some((source) => source.isBin === isBin)) return found;
  if (found.length > 1) throw severalLibraries(found);
  warn(`file \`${only.path}\` seems to be a ${kindText(only.isBin)} file`);
  return [{ path: only.path, isBin }];
}

/** Tables of a manifest for sources that lie where cargo does not look. */
export function sourceTables(sources: readonly NewSource[], name: string, release: Release): string {
  const odd = sources.filter(({ path, isBin }) => path !== (isBin ? "src/main.rs" : "src/lib.rs"));
  const called = (isBin: boolean) => (isBin || !atLeast(release, 79) ? `name = "${name}"\n` : "");
  return odd.map(({ path, isBin }) => `\n${isBin ? "[[bin]]" : "[lib]"}\n${called(isBin)}path = "${path}"\n`).join("");
}
