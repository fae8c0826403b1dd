// Which release to simulate: `+1.96` on the command line, else RUSTUP_TOOLCHAIN, else rust-toolchain.toml (or
// rust-toolchain) in this folder or above, else the default.
import type { Host } from "../base/host.ts";
import { tomlDocument } from "../cargo/toml/toml-tables.ts";
import { TomlError } from "../cargo/toml/toml.ts";
import { CargoError } from "../cargo/cargo-error.ts";
import { DEFAULT_RELEASE, RELEASES } from "../target/release.ts";
import type { Release } from "../target/release.ts";

/**
 * The release a toolchain name stands for: `1.96`, `1.68.1`, `stable`, with or without a host triple behind it.
 * `nightly` is the newest release with unstable features allowed.
 */
export function findRelease(name: string): Release | undefined {
  const bare = name.replace(/-(?:x86_64|aarch64|i686)-.*$/, "");
  const newest = RELEASES.at(-1);
  if (bare === "stable") return newest;
  if (/^nightly(?:-\d{4}-\d\d-\d\d)?$/.test(bare)) return newest === undefined ? undefined : { ...newest, channel: "nightly" };
  return RELEASES.find(({ version }) => version === bare || version.startsWith(`${bare}.`));
}

function unknown(name: string): CargoError {
  const known = RELEASES.map(({ version }) => version).join(", ");
  return new CargoError(`toolchain '${name}' is not installed: kbuild simulates the releases ${known}`, [], 1);
}

function fromFile(host: Host, path: string): string | undefined {
  if (host.files.status(path)?.kind !== "file") return undefined;
  const text = new TextDecoder().decode(host.files.read(path));
  if (!path.endsWith(".toml") && !text.includes("[")) return text.trim();
  try {
    const toolchain = tomlDocument(text).entries.get("toolchain")?.value;
    const channel = toolchain?.kind === "table" ? toolchain.entries.get("channel")?.value : undefined;
    return channel?.kind === "string" ? channel.value : undefined;
  } catch (error) {
    if (error instanceof TomlError) throw new CargoError(`could not parse override file: '${path}'`, [error.message], 1);
    throw error;
  }
}

function fromFiles(host: Host): string | undefined {
  for (let folder = host.currentDirectory; ; folder = folder.slice(0, folder.lastIndexOf("/"))) {
    const name = fromFile(host, `${folder}/rust-toolchain`) ?? fromFile(host, `${folder}/rust-toolchain.toml`);
    if (name !== undefined || folder === "") return name;
  }
}

/** `plus` is the text behind `+`, if there is one. */
export function chooseRelease(host: Host, plus: string | undefined): Release {
  const name = plus ?? host.environment["RUSTUP_TOOLCHAIN"] ?? fromFiles(host);
  if (name === undefined) return DEFAULT_RELEASE;
  const release = findRelease(name);
  if (release === undefined) throw unknown(name);
  return release;
}
