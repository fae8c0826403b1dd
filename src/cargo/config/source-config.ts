// `[source]` of the configuration: each source lies in one place, and one may stand for another.
import { atLeast } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import type { Config } from "./config.ts";
import { definitionText } from "./config-node.ts";
import { REGISTRY_INDEX } from "../resolve/package-spec.ts";

const CRATES_IO = "crates-io";
const PLACES = ["registry", "local-registry", "directory", "git"] as const;

const where = (config: Config, ...path: string[]): string => {
  const node = config.find(path);
  return node === undefined ? "" : definitionText(node.definition);
};

/** A place as messages name it. */
function placeText(config: Config, name: string, kind: (typeof PLACES)[number]): string {
  const value = (kind === "registry" || kind === "git" ? config.string("source", name, kind) : config.path("source", name, kind)) ?? "";
  if (kind === "directory") return `dir ${value}`;
  if (kind === "git") return value;
  return value === REGISTRY_INDEX ? `registry \`${CRATES_IO}\`` : `registry \`${value}\``;
}

function checkUrl(config: Config, name: string, key: "registry" | "git"): void {
  const path = ["source", name, key];
  const url = config.within(path, 1, () => config.string(...path));
  if (url === undefined || URL.canParse(url)) return;
  throw new CargoError(`configuration key \`source.${name}.${key}\` specified an invalid URL (in ${where(config, "source", name, key)})`, [
    `invalid url \`${url}\`: relative URL without a base`,
  ]);
}

/** Throws CargoError for sources that lie nowhere, in two places, or where another one lies. */
export function checkSources(config: Config): void {
  config.table("source");
  const known = new Map([[`registry \`${CRATES_IO}\``, CRATES_IO]]);
  for (const name of [...config.keys("source")].sort()) {
    config.table("source", name);
    config.within(["source", name, "replace-with"], 1, () => config.string("source", name, "replace-with"));
    checkUrl(config, name, "registry");
    checkUrl(config, name, "git");
    const has = (key: string) => config.find(["source", name, key]) !== undefined;
    const stray = has("git") ? undefined : ["branch", "tag", "rev"].find(has);
    if (stray !== undefined)
      throw new CargoError(
        `source definition \`source.${name}\` specifies \`${stray}\`, but that requires a \`git\` key to be specified (in ${where(config, "source", name, stray)})`,
      );
    const places = PLACES.filter(has);
    const list = "`registry`, `local-registry`, `directory`, or `git` defined";
    if (places.length === 0 && name !== CRATES_IO)
      throw new CargoError(`no source location specified for \`source.${name}\`, need ${list}`);
    if (places.length > 1) throw new CargoError(`more than one source location specified for \`source.${name}\``);
    const [place] = places;
    if (place === undefined) continue;
    const text = placeText(config, name, place);
    const other = known.get(text);
    if (other !== undefined && name !== CRATES_IO)
      throw new CargoError(
        `source \`${name}\` defines source ${text}, but that source is already defined by \`${other}\`\nnote: Sources are not allowed to be defined multiple times.`,
      );
    known.set(text, name);
  }
}

/** The source that stands for crates.io at last; undefined if none does. Throws CargoError, as cargo does where it needs crates.io. */
export function sourceOfRegistry(config: Config): string | undefined {
  let name = CRATES_IO;
  let said = "";
  for (;;) {
    if (name !== CRATES_IO && config.find(["source", name]) === undefined)
      throw new CargoError(
        `could not find a configured source with the name \`${name}\` when attempting to lookup \`${CRATES_IO}\` (configuration in \`${said}\`)`,
      );
    const next = config.string("source", name, "replace-with");
    if (next === undefined) return name === CRATES_IO ? undefined : name;
    said = where(config, "source", name, "replace-with");
    if (next === CRATES_IO)
      throw new CargoError(
        `detected a cycle of \`replace-with\` sources, the source \`${CRATES_IO}\` is eventually replaced with itself (configuration in \`${said}\`)`,
      );
    name = next;
  }
}

/** What a dependency's package meets where crates.io cannot be reached. */
export function registryFailure(dependency: string, owner: string, { message }: CargoError, config: Pick<Config, "release">): CargoError {
  const unable = atLeast(config.release, 84) ? "unable" : "Unable";
  return new CargoError(`failed to get \`${dependency}\` as a dependency of package \`${owner}\``, [
    `failed to load source for dependency \`${dependency}\``,
    `${unable} to update registry \`crates-io\``,
    message,
  ]);
}
