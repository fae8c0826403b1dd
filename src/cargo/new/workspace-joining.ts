// A new package below a workspace becomes its member: its folder is written into the root's `members`, and it takes over what
// `[workspace.package]` and `[workspace.lints]` offer. The root's text stays as it is around that. (cargo's `ops/cargo_new.rs`, and
// how the crate `toml_edit` writes.)
import type { Host } from "../../base/host.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { CargoError } from "../cargo-error.ts";
import { getTable } from "../manifest/manifest-reader.ts";
import { patternOf } from "../resolve/glob.ts";
import { TomlError, parseToml } from "../toml/toml.ts";
import type { TomlTable, TomlValue } from "../toml/toml.ts";

export interface Joining {
  /** Keys of the new manifest's `[package]` that the workspace decides, in its order. */
  readonly inherited: readonly string[];
  readonly inheritsLints: boolean;
  /** The root's new text, if it must name the new member. */
  readonly root: { readonly folder: string; readonly member: string; readonly text: string } | undefined;
}

const ALONE: Joining = { inherited: [], inheritsLints: false, root: undefined };

/** The nearest folder above with a manifest. */
function manifestAbove({ files }: Host, folder: string): string | undefined {
  for (let at = folder; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const outer = at.slice(0, at.lastIndexOf("/"));
    if (files.status(`${outer}/Cargo.toml`)?.kind === "file") return outer;
  }
  return undefined;
}

/** What a package in `folder` takes from the manifest above it, which may be none. A manifest that cannot be read is left alone. */
export function joinWorkspace(host: Host, folder: string, release: Release): Joining {
  const root = atLeast(release, 75) ? manifestAbove(host, folder) : undefined;
  if (root === undefined) return ALONE;
  const text = new TextDecoder().decode(host.files.read(`${root}/Cargo.toml`)).replaceAll("\r\n", "\n");
  const document = documentOf(text, release);
  const workspace = getTable(document, "workspace");
  const member = folder.slice(root.length + 1);
  if (document === undefined || workspace === undefined || isExcluded(workspace, text, member)) return ALONE;
  const keys = getTable(workspace, "package")?.entries.keys() ?? [];
  const written = isNamed(workspace, text, member) ? undefined : withMember(text, workspace, member);
  return {
    inherited: [...keys],
    inheritsLints: workspace.entries.has("lints"),
    root: written === undefined ? undefined : { folder: root, member, text: written },
  };
}

function documentOf(text: string, release: Release): TomlTable | undefined {
  try {
    return parseToml(text, release);
  } catch (error) {
    if (error instanceof TomlError) return undefined;
    throw error;
  }
}

const arrayOf = (table: TomlTable, key: string) => {
  const value = table.entries.get(key)?.value;
  return value?.kind === "array" ? value : undefined;
};

const source = (text: string, { span }: TomlValue) => text.slice(span.lo, span.hi);

function isExcluded(workspace: TomlTable, text: string, member: string): boolean {
  return (arrayOf(workspace, "exclude")?.items ?? []).some((item) => {
    if (item.kind !== "string") throw new CargoError(`invalid non-string exclude path \`${source(text, item)}\``);
    return item.value === member;
  });
}

function isNamed(workspace: TomlTable, text: string, member: string): boolean {
  return (arrayOf(workspace, "members")?.items ?? []).some((item) => {
    if (item.kind !== "string") throw new CargoError(`invalid non-string member \`${source(text, item)}\``);
    return patternOf(item.value).test(member);
  });
}

function quoted(text: string): string {
  return /["\\]/.test(text) && !text.includes("'") ? `'${text}'` : JSON.stringify(text);
}

function withMember(text: string, workspace: TomlTable, member: string): string {
  const members = workspace.entries.get("members")?.value;
  if (members !== undefined) {
    const [before, behind] = [text.slice(0, members.span.lo), text.slice(members.span.hi)];
    if (members.kind !== "array") return `${before.trimEnd()} [${quoted(member)}]${behind}`;
    return `${before}${withItem(text, members.items, members.span, member)}${behind}`;
  }
  const line = `members = [${quoted(member)}]`;
  if (workspace.origin === "inline") return intoInline(text, workspace, line);
  if (workspace.origin === "implicit") return aboveTables(text, workspace, line);
  const ends = [...workspace.entries.values()].flatMap(({ value }) => (ownsLine(value) ? [value.span.hi] : []));
  return behindLine(text, Math.max(workspace.span.hi, ...ends), `${workspace.origin === "dotted" ? "workspace." : ""}${line}`);
}

/** It stands below its table's header. */
const ownsLine = (value: TomlValue): boolean => value.kind !== "table" || value.origin === "inline";

function intoInline(text: string, { span, entries }: TomlTable, line: string): string {
  const inner = text.slice(span.lo + 1, span.hi - 1);
  return `${text.slice(0, span.lo)}{${entries.size === 0 ? "" : `${inner},`} ${line} }${text.slice(span.hi)}`;
}

/** A header of its own in front of those of its tables, which stood for it. */
function aboveTables(text: string, { entries }: TomlTable, line: string): string {
  const first = Math.min(...[...entries.values()].map(({ key }) => key.lo));
  const at = text.lastIndexOf("\n", first) + 1;
  const before = text.slice(0, at).replace(/\n+$/, "\n");
  return `${before}${before === "" ? "" : "\n"}[workspace]\n${line}\n${text.slice(before.length)}`;
}

function behindLine(text: string, at: number, line: string): string {
  const end = text.indexOf("\n", at);
  return end < 0 ? `${text}\n${line}\n` : `${text.slice(0, end + 1)}${line}\n${text.slice(end + 1)}`;
}

interface Item {
  readonly value: string;
  /** With the white space and comments around it; of a new one, alone. */
  readonly text: string;
  readonly isNew: boolean;
}

/** An array with one item more, in its place if the others are in order. */
function withItem(text: string, values: readonly TomlValue[], span: { readonly lo: number; readonly hi: number }, member: string): string {
  const items: Item[] = [];
  let from = span.lo + 1;
  for (const [index, value] of values.entries()) {
    const comma = commaIn(text, value.span.hi, values[index + 1]?.span.lo ?? span.hi - 1);
    const to = comma ?? span.hi - 1;
    items.push({ value: value.kind === "string" ? value.value : "", text: text.slice(from, to), isNew: false });
    from = comma === undefined ? to : comma + 1;
  }
  const isTrailed = values.length > 0 && text[from - 1] === ",";
  const rest = text.slice(from, span.hi - 1);
  const wereSorted = items.every(({ value }, index) => index === 0 || (items[index - 1] as Item).value <= value);
  items.push({ value: member, text: quoted(member), isNew: true });
  if (wereSorted) items.sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
  const written = items.map((item, index) => (item.isNew && index > 0 ? ` ${item.text}` : item.text));
  return `[${written.join(",")}${isTrailed ? "," : ""}${rest}]`;
}

/** The comma between two values, which comments may hold as well. */
function commaIn(text: string, lo: number, hi: number): number | undefined {
  for (let at = lo; at < hi; at++) {
    if (text[at] === ",") return at;
    if (text[at] === "#") at = text.indexOf("\n", at);
    if (at < lo) return undefined;
  }
  return undefined;
}
