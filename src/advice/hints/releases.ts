// Text of another year than the toolchain's: what a newer release writes and this one does not know.
import { changed } from "../change.ts";
import { primarySpan } from "../case.ts";
import type { Case } from "../case.ts";
import type { Hint } from "../hint.ts";
import { entryAt, lineOf, stringAt } from "../survey.ts";
import type { TomlFile } from "../survey.ts";

/** The workspace's manifest above a member's: cargo, which refuses the member, does not say which. */
function workspaceAbove({ survey }: Case, path: string): TomlFile | undefined {
  const folders = path.split("/").slice(0, -1);
  for (let n = folders.length; n > 0; n--) {
    const manifest = survey.toml(`${folders.slice(0, n).join("/")}/Cargo.toml`);
    if (manifest?.document.entries.has("workspace") === true) return manifest;
  }
  return undefined;
}

/** `edition = "2024"` and a cargo that ends with 2021. */
export const editionTooNew: Hint = {
  id: "edition-too-new",
  page: "editions",
  decide(at) {
    const year = /is older than the `(\d{4})` edition/.exec(at.failureText)?.[1];
    if (year === undefined) return undefined;
    const path = /failed to parse manifest at `([^`]+)`/.exec(at.failureText)?.[1];
    const own = path === undefined ? undefined : at.survey.toml(path);
    // A member may have the workspace's edition.
    const inherits = own !== undefined && entryAt(own.document, "package", "edition")?.value.kind === "table";
    const manifest = inherits ? workspaceAbove(at, own.path) : own;
    const table = inherits ? ["workspace", "package"] : ["package"];
    const entry = manifest === undefined ? undefined : entryAt(manifest.document, ...table, "edition");
    if (manifest === undefined || entry?.value.kind !== "string" || entry.value.value !== year) return undefined;
    const { lo, hi } = entry.value.span;
    const newest = at.atLeast(85) ? "2024" : "2021";
    const after = `${manifest.text.slice(0, lo)}"${newest}"${manifest.text.slice(hi)}`;
    const more = year === "2024" ? ", which is also the one of the posts; `kbuild +1.96` knows 2024" : "";
    return {
      words: `release ${at.release.version} ends with edition ${newest}${more}`,
      changes: [{ path: manifest.path, before: manifest.text, after }],
    };
  },
};

/** `#[unsafe(no_mangle)]` before 1.82: rustc advises `r#unsafe`, which does not help. */
export const unsafeAttributeTooNew: Hint = {
  id: "unsafe-attribute-too-new",
  page: "editions",
  decide(at) {
    const found = at.error(/^expected identifier, found keyword `unsafe`/);
    const span = found === undefined ? undefined : primarySpan(found.diagnostic);
    const file = found === undefined || span === undefined ? undefined : at.fileOf(found, span);
    if (file === undefined || at.atLeast(82)) return undefined;
    const after = file.text.replaceAll(/#(!?)\[\s*unsafe\s*\(\s*([^()[\]]*(?:\([^()]*\))?[^()[\]]*)\)\s*\]/g, "#$1[$2]");
    const change = changed(file, after);
    if (change === undefined) return undefined;
    return {
      words: `\`unsafe(...)\` around attributes exists since 1.82; release ${at.release.version} takes the plain form`,
      changes: [change],
    };
  },
};

/** `&raw mut X` before 1.82. */
export const rawReferenceTooNew: Hint = {
  id: "raw-reference-too-new",
  page: "static-mut",
  decide(at) {
    const found = at.error(/^(?:raw address of syntax is experimental|expected one of .*, found keyword `(?:mut|const)`)/);
    const span = found === undefined ? undefined : primarySpan(found.diagnostic);
    const file = found === undefined || span === undefined ? undefined : at.fileOf(found, span);
    if (file === undefined || at.atLeast(82)) return undefined;
    const raw = /&\s*raw\s+(mut|const)\s+([A-Za-z_][\w:]*(?:\.\w+|\[[^\][]*\])*)/g;
    const change = changed(
      file,
      file.text.replaceAll(raw, (_, kind: string, place: string) => `core::ptr::addr_of${kind === "mut" ? "_mut" : ""}!(${place})`),
    );
    if (change === undefined) return undefined;
    return {
      words: `\`&raw\` exists since 1.82; release ${at.release.version} has the macros \`addr_of!\` and \`addr_of_mut!\``,
      changes: [change],
    };
  },
};

/** `Cargo.lock` in a newer cargo's form. Versions 3 and 4 differ in how branches and tags of git sources are escaped. */
export const lockFileTooNew: Hint = {
  id: "lock-file-too-new",
  page: "editions",
  decide(at) {
    const found = /lock file version `?(\d+)`? (?:was found|requires)/.exec(at.failureText)?.[1];
    const root = at.survey.workspace?.root;
    const lock = root === undefined ? undefined : at.survey.toml(`${root}/Cargo.lock`);
    const version = lock?.document.entries.get("version")?.value;
    if (found === undefined || lock === undefined || version?.kind !== "integer" || at.atLeast(78)) return undefined;
    const words = `version ${found} of the lock file is written since cargo 1.78: this file comes from a newer one; release ${at.release.version} reads version 3`;
    const { lo, hi } = version.span;
    if (version.value !== 4n || /source = "git\+/.test(lock.text))
      return { words, place: { path: lock.path, line: lineOf(lock.text, lo) } };
    return { words, changes: [{ path: lock.path, before: lock.text, after: `${lock.text.slice(0, lo)}3${lock.text.slice(hi)}` }] };
  },
};

/** Manifests that a newer cargo wrote. */
export const newerCargo: Hint = {
  id: "newer-cargo",
  page: "editions",
  decide(at) {
    const root = at.survey.manifest === undefined ? undefined : at.survey.toml(at.survey.workspace?.rootPath ?? at.survey.manifest);
    if (root === undefined) return undefined;
    for (const table of ["workspace", "package"]) {
      const entry = entryAt(root.document, table, "resolver");
      if (
        entry === undefined ||
        !/`resolver` setting `3` is not valid/.test(at.failureText) ||
        stringAt(root.document, table, "resolver") !== "3"
      )
        continue;
      const { lo, hi } = entry.value.span;
      return {
        words: `resolver "3" comes with cargo 1.84: this manifest was written by a newer one; release ${at.release.version} has "2"`,
        changes: [{ path: root.path, before: root.text, after: `${root.text.slice(0, lo)}"2"${root.text.slice(hi)}` }],
      };
    }
    const lints = root.document.entries.get("lints");
    if (lints !== undefined && at.log.warnings.includes("unused manifest key: lints"))
      return {
        words: `\`[lints]\` is read since 1.74, so release ${at.release.version} leaves these levels out: this manifest was written by a newer cargo`,
        place: { path: root.path, line: lineOf(root.text, lints.key.lo) },
      };
    const wanted = /requires rustc (\S+)/.exec(at.failureText)?.[1];
    const version = entryAt(root.document, "package", "rust-version") ?? entryAt(root.document, "workspace", "package", "rust-version");
    if (wanted === undefined || version === undefined) return undefined;
    return {
      words: `the package asks for ${wanted} or newer: it was written for a newer release than ${at.release.version}${at.atLeast(96) ? "" : "; `kbuild +1.96` is one"}`,
      place: { path: root.path, line: lineOf(root.text, version.key.lo) },
    };
  },
};
