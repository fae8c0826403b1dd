// Text of another year than the toolchain's: what a newer release writes and this one does not know, and features that a
// stable release refuses although it no longer needs them.
import { changed } from "../change.ts";
import type { FileChange } from "../change.ts";
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

interface FeatureFact {
  /** 1.n.0 from which it is part of the language. */
  readonly since?: number;
  readonly words?: string;
}

/** Features that texts on kernels use. Facts: the release notes, and the compiler's tables of accepted and removed features. */
const FEATURES: Readonly<Record<string, FeatureFact>> = {
  asm: { since: 59 },
  global_asm: { since: 59 },
  asm_sym: { since: 66 },
  asm_const: { since: 82 },
  naked_functions: { since: 88 },
  panic_info_message: { since: 81 },
  const_fn: { since: 61 },
  const_mut_refs: { since: 83 },
  const_raw_ptr_deref: { since: 58 },
  const_ptr_offset_from: { since: 65 },
  const_maybe_uninit_assume_init: { since: 59 },
  core_panic_info: { since: 41 },
  panic_implementation: { since: 30 },
  panic_handler: { since: 30 },
  used: { since: 30 },
  nll: { since: 63 },
  try_trait: { words: "`?` needs no feature; a `Try` of one's own still needs nightly" },
  alloc: { since: 36 },
  allocator_api: { words: "`#[global_allocator]` needs no feature" },
  global_allocator: { since: 28 },
  alloc_error_handler: {
    words: "since 1.68 a failed allocation panics by itself: take the `#[alloc_error_handler]` function and this line out",
  },
  default_alloc_error_handler: { since: 68 },
  raw_ref_op: { since: 82 },
  exclusive_range_pattern: { since: 80 },
  let_chains: { since: 88 },
  abi_efiapi: { since: 68 },
  abi_x86_interrupt: {
    words:
      '`extern "x86-interrupt"` is of nightly releases only: on a stable one a naked function saves the registers and calls the handler',
  },
  // Which of them, and what has taken its place, is read from the file.
  lang_items: {},
  start: { words: "`#[start]` is gone since 1.86: `#![no_main]` and a function `_start` take its place" },
  llvm_asm: { words: "`llvm_asm!` is gone: `asm!` has taken its place since 1.59" },
};

/** Lang items of texts on kernels, and what stands in their place. */
const LANG_ITEMS: Readonly<Record<string, string>> = {
  eh_personality: "bare-metal targets need no `eh_personality`: take the lang item and this line out, and build for `x86_64-unknown-none`",
  panic_fmt:
    'the function `#[lang = "panic_fmt"]` is today `#[panic_handler] fn panic(info: &core::panic::PanicInfo) -> !`, which needs no feature',
  start: "there is no lang item for the start: `#![no_main]` and a function `_start` take its place, and need no feature",
};

/** The words for the only lang item that a file defines. */
function langItemWords(text: string): string | undefined {
  const names = new Set([...text.matchAll(/#\[\s*lang\s*=\s*"(\w+)"/g)].map(([, name = ""]) => name));
  return names.size === 1 ? LANG_ITEMS[[...names][0] ?? ""] : undefined;
}

/** A whole crate in one file that declares none. */
const hasNoLangItems = (text: string) => !/\blang\s*=/.test(text) && !/^\s*(?:pub(?:\(.*\))?\s+)?mod\s+\w+\s*;/m.test(text);

/** `#![feature(x)]` on a stable release that has x already, or has something in its place. */
export const featureOnStable: Hint = {
  id: "feature-on-stable",
  page: "features",
  decide(at) {
    const found = at.error(/^(?:`#!\[feature\]` may not be used on the|feature has been removed)/);
    const span = found === undefined ? undefined : primarySpan(found.diagnostic);
    const file = found === undefined || span === undefined ? undefined : at.fileOf(found, span);
    if (file === undefined) return undefined;
    const line = /^[ \t]*#!\[feature\(([^)]*)\)\][ \t]*(?:\/\/[^\n]*)?\n?/gm;
    const all = [...file.text.matchAll(line)];
    const names = all.flatMap(([, list]) => (list ?? "").split(",").map((name) => name.trim())).filter((name) => name !== "");
    if (names.length === 0 || names.some((name) => FEATURES[name] === undefined)) return undefined;
    const stable = names.every((name) => at.atLeast(FEATURES[name]?.since ?? Infinity));
    const without = { path: file.path, before: file.text, after: file.text.replaceAll(line, "") } satisfies FileChange;
    if (names.every((name) => name === "lang_items") && hasNoLangItems(file.text))
      return { words: "nothing here is a lang item of one's own: the attribute can go", changes: [without] };
    const place = { path: file.path, line: lineOf(file.text, (all[0]?.index ?? 0) + 1) };
    if (stable) {
      const since = names.map((name) => `\`${name}\` is stable since 1.${FEATURES[name]?.since}`).join(", ");
      return {
        words: `${since}: the attribute can go`,
        changes: [without],
      };
    }
    const [name] = names.filter((each) => !at.atLeast(FEATURES[each]?.since ?? Infinity));
    const fact = FEATURES[name ?? ""];
    const ofItem = name === "lang_items" ? langItemWords(file.text) : undefined;
    if (name === "lang_items" && ofItem === undefined) return undefined;
    const words =
      ofItem ?? fact?.words ?? `\`${name}\` is stable since 1.${fact?.since}; ${at.release.version} has it only in its nightly form`;
    return { words, place };
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
    const version = entryAt(root.document, "package", "rust-version");
    if (wanted === undefined || version === undefined) return undefined;
    return {
      words: `the package asks for ${wanted} or newer: it was written for a newer release than ${at.release.version}${at.atLeast(96) ? "" : "; `kbuild +1.96` is one"}`,
      place: { path: root.path, line: lineOf(root.text, version.key.lo) },
    };
  },
};
