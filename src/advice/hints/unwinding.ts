// "language item required, but not found: `eh_personality`", "unwinding panics are not supported without std": one text for
// at least seven causes. The crate is built for a system whose core unwinds; why the kernel's target or the profile's `abort`
// was not in force is written in files that rustc does not see.
import type { Manifest } from "../../cargo/manifest/manifest.ts";
import type { TomlValue } from "../../cargo/toml/toml.ts";
import { similar } from "../../base/similar.ts";
import type { Unit } from "../../cargo/build/unit.ts";
import { changed, tableBlock, withLinesAtEnd, withoutBlock, withoutLine } from "../change.ts";
import type { FileChange } from "../change.ts";
import type { Case, Found } from "../case.ts";
import type { Advice, Hint } from "../hint.ts";
import { entryAt, lineOf, stringAt } from "../survey.ts";
import type { TomlFile } from "../survey.ts";
import { configWith } from "../config-change.ts";

export const UNWINDS = /^(?:language item required, but not found: `eh_personality`|unwinding panics are not supported without std)/;
const BARE_METAL = "x86_64-unknown-none";

/** A hint for that error alone. */
function forUnwinding(decide: (at: Case, found: Found) => Advice | undefined): Hint["decide"] {
  return (at) => {
    const found = at.firstError(UNWINDS);
    return found === undefined || found.unit.target.os === "none" ? undefined : decide(at, found);
  };
}

/** `[profiles.dev]` for `[profile.dev]`: cargo warns that the key is unused, and unwinding stays on. */
export const profileMisspelt: Hint = {
  id: "profile-table-misspelt",
  page: "panic-strategy",
  decide: forUnwinding((at) => {
    const root = at.survey.rootManifest;
    if (root === undefined) return undefined;
    for (const [name, { key, value }] of root.document.entries) {
      if (name === "profile" || value.kind !== "table" || similar(name, ["profile"]) === undefined) continue;
      const inner = [...value.entries.values()].some(({ value: table }) => table.kind === "table" && table.entries.has("panic"));
      if (!inner) continue;
      const after = root.text.replaceAll(new RegExp(`^(\\s*\\[\\s*)${name}(\\s*\\.)`, "gm"), "$1profile$2");
      const change = changed(root, after);
      const words = `\`[${name}]\` is not a table that cargo reads, so its \`panic\` is not in force; the table is called \`profile\``;
      if (change !== undefined) return { words, changes: [change] };
      return { words, place: { path: root.path, line: lineOf(root.text, key.lo) } };
    }
    return undefined;
  }),
};

function memberWithPanic({ survey }: Case, unit: Unit): Manifest | undefined {
  const { workspace } = survey;
  if (workspace === undefined || unit.manifest.path === workspace.rootPath) return undefined;
  const hasPanic = [...(tableOf(unit.manifest)?.entries.values() ?? [])].some(
    ({ value }) => value.kind === "table" && value.entries.has("panic"),
  );
  return hasPanic ? unit.manifest : undefined;
}

function tableOf({ document }: Pick<Manifest, "document">) {
  const value = document.entries.get("profile")?.value;
  return value?.kind === "table" ? value : undefined;
}

/** Blocks `[profile.x]` of a member, as lines; undefined if they are written in another form. */
function profileBlocks({ document, text }: Pick<Manifest, "document" | "text">): { lines: string[]; rest: string } | undefined {
  const tables = [...(tableOf({ document })?.entries.values() ?? [])].map(({ value }) => value);
  let rest = text;
  const lines: string[] = [];
  for (const table of tables.sort((a, b) => b.span.lo - a.span.lo)) {
    if (table.kind !== "table" || table.origin !== "header") return undefined;
    const block = tableBlock(text, table.span.lo);
    lines.unshift(...text.split("\n").slice(block.first - 1, block.end - 1), "");
    rest = withoutBlock(rest, block);
  }
  return { lines: lines.slice(0, -1), rest };
}

/** A member's profiles are not read: only the workspace root's are. */
export const profileInMember: Hint = {
  id: "profile-in-member",
  page: "profile-in-member",
  decide: forUnwinding((at, { unit }) => {
    const member = memberWithPanic(at, unit);
    const root = at.survey.rootManifest;
    if (member === undefined || root === undefined) return undefined;
    const words = `profiles of a workspace's member are not read: \`panic = "abort"\` belongs into ${at.survey.shown(root.path)} (a build for ${BARE_METAL} aborts by itself and needs none)`;
    const blocks = profileBlocks(member);
    const place = { path: member.path, line: lineOf(member.text, member.document.entries.get("profile")?.key.lo ?? 0) };
    if (blocks === undefined || root.document.entries.has("profile")) return { words, place };
    return {
      words,
      changes: [
        { path: member.path, before: member.text, after: blocks.rest },
        { path: root.path, before: root.text, after: withLinesAtEnd(root.text, blocks.lines) },
      ],
    };
  }),
};

/** On bare metal the ignored table is merely not needed. */
export const profileNotNeeded: Hint = {
  id: "profile-not-needed",
  page: "profile-in-member",
  decide(at) {
    if (at.status !== 0 || !at.log.warnings.some((text) => text.startsWith("profiles for the non root package"))) return undefined;
    const member = at.units
      .map(({ planned }) => planned.unit)
      .find((unit) => unit.target.os === "none" && memberWithPanic(at, unit))?.manifest;
    if (member === undefined || !onlyPanics(member)) return undefined;
    const blocks = profileBlocks(member);
    if (blocks === undefined) return undefined;
    return {
      words: `for ${BARE_METAL} no profile is needed: that target aborts on panic by itself, so these lines can go`,
      changes: [{ path: member.path, before: member.text, after: blocks.rest }],
    };
  },
};

function onlyPanics(manifest: Manifest): boolean {
  return [...(tableOf(manifest)?.entries.values() ?? [])].every(
    ({ value }) => value.kind === "table" && [...value.entries.keys()].every((key) => key === "panic"),
  );
}

/** `panic = "abort"` under another key, or in a table where it means nothing: cargo warns that the key is unused. */
export const panicElsewhere: Hint = {
  id: "panic-in-wrong-place",
  page: "panic-strategy",
  decide: forUnwinding((at, { unit }) => {
    const root = at.survey.rootManifest;
    if (root === undefined) return undefined;
    const slip = misspeltPanic(root, unit.profile.name);
    if (slip !== undefined)
      return {
        words: `\`${slip.name}\` is not a key that cargo reads; it is \`panic\``,
        changes: [{ path: root.path, before: root.text, after: `${root.text.slice(0, slip.key.lo)}panic${root.text.slice(slip.key.hi)}` }],
      };
    const own = entryAt(root.document, "profile", unit.profile.name);
    for (const table of ["package", "lib", "workspace", "build"]) {
      const entry = entryAt(root.document, table, "panic");
      if (entry?.value.kind !== "string" || entry.value.value !== "abort" || own !== undefined) continue;
      const rest = withoutLine(root.text, lineOf(root.text, entry.key.lo));
      const after = withLinesAtEnd(rest, [`[profile.${unit.profile.name}]`, 'panic = "abort"']);
      return {
        words: `\`panic\` is a key of profiles; in \`[${table}]\` nobody reads it`,
        changes: [{ path: root.path, before: root.text, after }],
      };
    }
    return undefined;
  }),
};

function misspeltPanic({ document }: TomlFile, profile: string) {
  const table = entryAt(document, "profile", profile)?.value;
  if (table?.kind !== "table" || table.entries.has("panic")) return undefined;
  return [...table.entries]
    .filter(([name, { value }]) => value.kind === "string" && value.value === "abort" && similar(name, ["panic"], 2) !== undefined)
    .map(([name, { key }]) => ({ name, key }))[0];
}

/** `[bulid]`, `targets = `: what the configuration says of the target goes unread. */
export const configMisspelt: Hint = {
  id: "config-key-misspelt",
  page: "config-not-read",
  decide: forUnwinding((at, { unit }) => {
    if (unit.explicitTarget) return undefined;
    for (const config of at.survey.configs) {
      const slip = misspeltTarget(config);
      if (slip === undefined) continue;
      const { key, right, name } = slip;
      return {
        words: `\`${name}\` is nothing that cargo reads; \`${right}\` is`,
        changes: [
          { path: config.path, before: config.text, after: config.text.slice(0, key.lo) + lastKey(right) + config.text.slice(key.hi) },
        ],
      };
    }
    return undefined;
  }),
};

const lastKey = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

/** A key that was meant as `build` or as `build.target`, where that one is not there. */
export function misspeltTarget({ document, text }: TomlFile) {
  if (entryAt(document, "build", "target") !== undefined) return undefined;
  for (const [name, { key, value }] of document.entries) {
    if (value.kind !== "table" || name === "target") continue;
    const isBuild = name === "build";
    if (!isBuild && (similar(name, ["build"], 2) === undefined || document.entries.has("build") || !value.entries.has("target"))) continue;
    const inner = [...value.entries].find(
      ([other, entry]) => isTargetName(entry.value) && similar(other.toLowerCase(), ["target"], 2) !== undefined,
    );
    if (inner === undefined) continue;
    // A header's key stands behind its bracket; other forms are left to the user.
    if (!isBuild && text.slice(key.lo, key.hi) === name) return { name, right: "build", key };
    if (isBuild) return { name: `build.${inner[0]}`, right: "build.target", key: inner[1].key };
  }
  return undefined;
}

const isTargetName = (value: TomlValue): boolean => value.kind === "string" && /-none\b|\.json$/.test(value.value);

/** A configuration that sets a target lies where this command does not look. */
export const configNotRead: Hint = {
  id: "config-not-read",
  page: "config-not-read",
  decide: forUnwinding((at, { unit }) => (unit.explicitTarget ? undefined : unreadTarget(at, unit))),
};

/** The configuration that names a target and is not read, and where it belongs. */
export function unreadTarget(at: Case, unit: Unit): Advice | undefined {
  const unread = at.survey.unreadConfigs.find(({ document }) => entryAt(document, "build", "target") !== undefined);
  if (unread === undefined) return undefined;
  const wanted = `${unit.workspaceRoot}/.cargo/config.toml`;
  const inside = `${at.host.currentDirectory}/`.startsWith(`${unit.workspaceRoot}/`);
  const words = `${at.survey.shown(unread.path)} is not read by a command that runs here: cargo looks for \`.cargo/config.toml\` in this folder and those above it`;
  if (!inside || at.host.files.status(wanted) !== undefined)
    return { words, place: { path: unread.path, line: lineOf(unread.text, entryAt(unread.document, "build", "target")?.key.lo ?? 0) } };
  return {
    words,
    changes: [
      { path: unread.path, before: unread.text, after: undefined },
      { path: wanted, before: undefined, after: unread.text },
    ],
  };
}

/** `[build] target = ...` written into Cargo.toml. */
export const configInManifest: Hint = {
  id: "config-keys-in-manifest",
  page: "config-not-read",
  decide: forUnwinding((at, { unit }) => {
    const { manifest, workspaceRoot, explicitTarget } = unit;
    const target = stringAt(manifest.document, "build", "target");
    const table = manifest.document.entries.get("build")?.value;
    if (explicitTarget || target === undefined || table?.kind !== "table" || table.origin !== "header") return undefined;
    const block = tableBlock(manifest.text, table.span.lo);
    const lines = manifest.text.split("\n").slice(block.first - 1, block.end - 1);
    const config = configWith(at.survey, `${workspaceRoot}/.cargo/config.toml`, lines);
    const words = "`[build]` is a table of `.cargo/config.toml`; in Cargo.toml nobody reads it";
    if (config === undefined) return { words, place: { path: manifest.path, line: block.first } };
    return { words, changes: [{ path: manifest.path, before: manifest.text, after: withoutBlock(manifest.text, block) }, config] };
  }),
};

/** `abort` stands in one of the two profiles, and the other was built. */
export const otherProfileAborts: Hint = {
  id: "profile-panic-one-only",
  page: "panic-strategy",
  decide: forUnwinding((at, { unit }) => {
    const root = at.survey.rootManifest;
    const { name } = unit.profile;
    if (root === undefined || (name !== "dev" && name !== "release")) return undefined;
    const other = name === "dev" ? "release" : "dev";
    if (stringAt(root.document, "profile", other, "panic") !== "abort") return undefined;
    const own = entryAt(root.document, "profile", name);
    if (own !== undefined) return undefined;
    return {
      words: `only \`[profile.${other}]\` says \`panic = "abort"\`, and this is a ${name} build`,
      changes: [{ path: root.path, before: root.text, after: withLinesAtEnd(root.text, [`[profile.${name}]`, 'panic = "abort"']) }],
    };
  }),
};

/** Unwinding was asked for in so many words. */
export const unwindingAsked: Hint = {
  id: "panic-unwind-asked",
  page: "panic-strategy",
  decide: forUnwinding((at, { unit }) => {
    const root = at.survey.rootManifest;
    if (unit.rustc.codegen.panic === "unwind")
      return {
        words: "`-C panic=unwind` among rustc's flags asks for unwinding, which needs the standard library's runtime: leave it out",
      };
    const entry = root === undefined ? undefined : entryAt(root.document, "profile", unit.profile.name, "panic");
    if (root === undefined || entry?.value.kind !== "string" || entry.value.value !== "unwind") return undefined;
    const { lo, hi } = entry.value.span;
    return {
      words: `\`[profile.${unit.profile.name}]\` asks for unwinding, which needs the standard library's runtime`,
      changes: [{ path: root.path, before: root.text, after: `${root.text.slice(0, lo)}"abort"${root.text.slice(hi)}` }],
    };
  }),
};

/** Nothing names the kernel's target, so this was a build for the machine it runs on. */
export const noTarget: Hint = {
  id: "no-target",
  page: "target-triple",
  decide: forUnwinding((at, { unit }) => {
    if (unit.explicitTarget) return undefined;
    const words = `no target was named, so this is a build for ${unit.target.triple}, whose core unwinds; a kernel is built for ${BARE_METAL}`;
    const command = at.command([at.verb, ...at.options, "--target", BARE_METAL]);
    const inside = `${at.host.currentDirectory}/`.startsWith(`${unit.workspaceRoot}/`);
    const lines = ["[build]", `target = "${BARE_METAL}"`];
    const change = inside ? configWith(at.survey, `${unit.workspaceRoot}/.cargo/config.toml`, lines) : undefined;
    return { words, command: `${command} (this once)`, ...(change === undefined ? {} : { changes: [change as FileChange] }) };
  }),
};
