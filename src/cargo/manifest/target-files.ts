// Since 1.75 cargo looks for the root files of what it is to build, before it builds.
import type { Host } from "../../base/host.ts";
import { CargoError } from "../cargo-error.ts";
import type { CrateTarget, Manifest } from "./manifest.ts";
import { kindWord } from "./target-kinds.ts";

function flawOf({ files }: Host, manifest: Manifest, { kind, name, path }: CrateTarget): string | undefined {
  const file = path.startsWith("/") ? path : `${manifest.root}/${path}`;
  const found = files.status(file)?.kind;
  if (found === undefined) return `can't find ${kindWord(kind)} \`${name}\` at path \`${file}\`\n --> ${manifest.path}`;
  if (found !== "folder") return undefined;
  const entry = `${file}/${kind === "lib" ? "lib" : "main"}.rs`;
  const help = files.status(entry) === undefined ? "" : `\n  = help: an entry point exists at \`${entry}\``;
  return `path \`${file}\` for ${kindWord(kind)} \`${name}\` is a directory, but a source file was expected.\n --> ${manifest.path}${help}`;
}

/** Throws CargoError for files of a package's crates that are not there, all of them at once. */
export function checkTargetFiles(host: Host, manifest: Manifest, crates: readonly CrateTarget[]): void {
  const flaws = crates.flatMap((crate) => flawOf(host, manifest, crate) ?? []);
  if (flaws.length === 0) return;
  const count = `${flaws.length} previous target resolution error${flaws.length === 1 ? "" : "s"}`;
  throw new CargoError([...flaws, `could not compile due to ${count}`].join("\nerror: "));
}
