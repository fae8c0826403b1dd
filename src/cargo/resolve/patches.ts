// `[patch.crates-io]` of the workspace's manifest: folders in the place of packages of the registry.
import { FileError } from "../../base/host.ts";
import type { Host } from "../../base/host.ts";
import { normalizePath } from "../../base/normal-path.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { CargoError, refusal } from "../cargo-error.ts";
import { getTable } from "../manifest/manifest-reader.ts";
import { loadManifest } from "./workspace-roots.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { REGISTRY_INDEX } from "./package-spec.ts";
import type { Workspace } from "./packages.ts";
import { meets, requirementText } from "./version-requirement.ts";

export interface Patch {
  readonly name: string;
  readonly manifest: Manifest;
  /** Fields that say nothing in a patch. */
  readonly unused: readonly string[];
}

interface PatchContext {
  readonly host: Host;
  readonly workspace: Workspace;
  readonly release: Release;
}

export const unableTo = (place: string, release: Release): string => `${atLeast(release, 84) ? "unable" : "Unable"} to update ${place}`;

export class Patches {
  #read: readonly Patch[] | undefined;

  constructor(readonly context: PatchContext) {}

  /** Throws CargoError for one that is none. */
  all(): readonly Patch[] {
    this.#read ??= this.#readAll();
    return this.#read;
  }

  #readAll(): Patch[] {
    const { workspace } = this.context;
    const patches = getTable(workspace.document, "patch");
    const other = [...(patches?.entries.keys() ?? [])].find((source) => source !== "crates-io");
    if (other !== undefined) throw refusal(`patches of \`${other}\``);
    const table = getTable(patches, "crates-io");
    return [...(table?.entries ?? [])].flatMap(([name, { value }]) => {
      const path = value.kind === "table" ? value.entries.get("path")?.value : undefined;
      if (path?.kind !== "string") throw refusal(`the patch of \`${name}\`, which is no folder`);
      const folder = normalizePath(path.value.startsWith("/") ? path.value : `${workspace.root}/${path.value}`);
      const other = value.kind === "table" ? value.entries.get("package")?.value : undefined;
      const packageName = other?.kind === "string" ? other.value : name;
      const manifest = this.#patchIn(folder, name);
      if ("virtual" in manifest) return [];
      if (manifest.name !== packageName) throw this.#misnamedPatch(folder, name, packageName);
      const version = value.kind === "table" ? value.entries.get("version")?.value : undefined;
      if (version?.kind === "string" && !meets(version.value, manifest.version))
        throw this.#mismatchedPatch(folder, packageName, manifest.version, version.value);
      const unused = ["features", "default-features"].filter((key) => value.kind === "table" && value.entries.has(key));
      return [{ name: packageName, manifest, unused }];
    });
  }

  #patchIn(folder: string, name: string): ReturnType<typeof loadManifest> {
    const { host, release } = this.context;
    try {
      return loadManifest(host, `${folder}/Cargo.toml`, release);
    } catch (error) {
      if (error instanceof FileError || !(error instanceof CargoError)) throw error;
      throw new CargoError(`failed to load source for dependency \`${name}\``, [unableTo(folder, release), error.message, ...error.causes]);
    }
  }

  #mismatchedPatch(folder: string, name: string, there: string, version: string): CargoError {
    const { workspace, release } = this.context;
    const wanted = requirementText(version);
    if (atLeast(release, 90))
      return new CargoError(
        `patch \`${name}\` version mismatch\nnote: patch location contains version \`${there}\`, but patch definition requires \`${wanted}\`\nhelp: check patch location \`${folder}\`\nhelp: check \`${name}\` patch definition for \`${REGISTRY_INDEX}\` in \`${workspace.root}/Cargo.toml\``,
      );
    return new CargoError(`failed to resolve patches for \`${REGISTRY_INDEX}\``, [
      `patch for \`${name}\` in \`${REGISTRY_INDEX}\` failed to resolve`,
      `The patch location \`${folder}\` contains a \`${name}\` package with version \`${there}\`, but the patch definition requires \`${wanted}\`.\nCheck that the version in the patch location is what you expect, and update the patch definition to match.`,
    ]);
  }

  #misnamedPatch(folder: string, name: string, packageName: string): CargoError {
    const { workspace, release } = this.context;
    if (atLeast(release, 90)) {
      const help = `help: check \`${name}\` patch definition for \`${REGISTRY_INDEX}\` in \`${workspace.root}/Cargo.toml\``;
      return new CargoError(`patch location \`${folder}\` does not contain packages matching \`${packageName}\`\n${help}`);
    }
    return new CargoError(`failed to resolve patches for \`${REGISTRY_INDEX}\``, [
      `patch for \`${name}\` in \`${REGISTRY_INDEX}\` failed to resolve`,
      `The patch location \`${folder}\` does not appear to contain any packages matching the name \`${packageName}\`.`,
    ]);
  }

  /** Warnings about what stands in patches in vain. */
  warnings(): string[] {
    const isNew = atLeast(this.context.release, 90);
    return this.all()
      .filter(({ unused }) => unused.length > 0)
      .map(({ name, unused }) => {
        const fields = unused.map((key) => `\`${key}\``).join(", ");
        return isNew
          ? `unused field in patch for \`${name}\`: ${fields}\n  |\n  = help: configure ${fields} in the \`dependencies\` entry`
          : `patch for \`${name}\` uses the features mechanism. default-features and features will not take effect because the patch dependency does not support this mechanism`;
      });
  }
}
