// `cargo tree --format`: text with `{p}` (package), `{l}` (license), `{r}` (repository), `{f}` (features) and `{lib}` (the
// library's name as code calls it); `{{` and `}}` are braces.
import { CargoError } from "../cargo-error.ts";
import { PackageKeys } from "../manifest/package-keys.ts";
import type { Package } from "../resolve/package-graph.ts";
import { crateNameOf } from "../build/unit.ts";

export interface TreeFormat {
  /** `keys` finds a package's license and repository. */
  readonly show: (at: Package, keys: (at: Package) => PackageKeys) => string;
}

type Chunk = TreeFormat["show"];

const ARGUMENTS: Readonly<Record<string, Chunk>> = {
  package: ({ manifest: { name, version, root }, vendored }) => `${name} v${version}${vendored === undefined ? ` (${root})` : ""}`,
  license: (at, keys) => keys(at).string("license") ?? "",
  repository: (at, keys) => keys(at).string("repository") ?? "",
  features: ({ features }) => features.join(","),
  lib: ({ manifest: { lib } }) => (lib === undefined ? "" : crateNameOf(lib.name)),
};
const SHORT: Readonly<Record<string, string>> = { p: "package", l: "license", r: "repository", f: "features" };

/** format = { text | "{{" | "}}" | "{" name "}" } */
const PIECE = /\{\{|\}\}|\{(\p{Alphabetic}[\p{Alphabetic}\p{N}]*)?(\}?)|\}|[^{}]+/uy;

/** Throws CargoError. */
export function treeFormat(format: string): TreeFormat {
  const invalid = (cause: string) => new CargoError(`tree format \`${format}\` not valid`, [cause]);
  const chunks: Chunk[] = [];
  PIECE.lastIndex = 0;
  for (let found = PIECE.exec(format); found !== null; found = PIECE.exec(format)) {
    const [piece, name = "", closed] = found;
    if (piece === "{{" || piece === "}}" || !/^[{}]/.test(piece)) {
      const text = /^[{}]/.test(piece) ? (piece[0] as string) : piece;
      chunks.push(() => text);
      continue;
    }
    if (piece === "}") throw invalid("unexpected '}'");
    if (closed !== "}") throw invalid("expected '}'");
    const chunk = ARGUMENTS[SHORT[name] ?? name];
    if (chunk === undefined) throw invalid(`unsupported pattern \`${name}\``);
    chunks.push(chunk);
  }
  return { show: (at, keys) => chunks.map((chunk) => chunk(at, keys)).join("") };
}
