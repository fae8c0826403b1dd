// "can't find crate for `std`" and a second panic handler: who brought the standard library, or the handler, in? The answer
// is a crate root without `#![no_std]`, a feature that is on by default, or a package that has a handler of its own.
import type { Manifest } from "../../cargo/manifest.ts";
import type { Unit } from "../../cargo/unit.ts";
import { similar } from "../../base/similar.ts";
import { changed, withLines } from "../change.ts";
import type { FileChange } from "../change.ts";
import type { Case } from "../case.ts";
import { dependencyPath, switchedOnBy } from "../dependency-path.ts";
import type { Advice, Hint } from "../hint.ts";
import { entryAt, lineOf } from "../survey.ts";
import type { TextFile } from "../survey.ts";

const NEEDS_STD = /^can't find crate for `std`/;
const REQUIRED_BY = /^`std` is required by `([^`]+)` because it does not declare `#!\[no_std\]`/;

/** The unit whose crate asks for std, and its root file. */
function needyUnit(at: Case): { readonly unit: Unit; readonly root: TextFile } | undefined {
  const found = at.error(NEEDS_STD);
  if (found === undefined || !found.diagnostic.children.some(({ message }) => REQUIRED_BY.test(message))) return undefined;
  const root = at.rootOf(found.unit);
  return root === undefined ? undefined : { unit: found.unit, root };
}

/** Where inner attributes of a crate begin: behind a byte order mark, a `#!` line, and the comments that stand first. */
function attributeLine(text: string): number {
  const lines = text.split("\n");
  let at = lines[0]?.startsWith("#!") === true && !lines[0].startsWith("#![") ? 1 : 0;
  while (/^\s*\/\/[!/]/.test(lines[at] ?? "")) at++;
  return at + 1;
}

/** A crate root that says nothing of std. */
export const crateWithoutNoStd: Hint = {
  id: "crate-without-no-std",
  page: "freestanding",
  decide(at) {
    const needy = needyUnit(at);
    if (needy === undefined || /no_std|no std/.test(needy.root.text)) return undefined;
    return misspeltNoStd(needy.root) ?? withoutNoStd(at, needy.unit, needy.root);
  },
};

/** `#![nostd]`, `#![no_sdt]`. */
function misspeltNoStd(root: TextFile): Advice | undefined {
  const slip = [...root.text.matchAll(/^[ \t]*#!\[([\w-]+)\]/gm)].find(([, name = ""]) => similar(name, ["no_std"]) !== undefined);
  const name = slip?.[1];
  if (slip === undefined || name === undefined) return undefined;
  const at = slip.index + slip[0].indexOf(name);
  const change = changed(root, `${root.text.slice(0, at)}no_std${root.text.slice(at + name.length)}`);
  return change === undefined
    ? undefined
    : { words: `\`#![${name}]\` is no attribute that the compiler knows; it is \`#![no_std]\``, changes: [change] };
}

function withoutNoStd({ survey }: Case, { crate, target, manifest }: Unit, root: TextFile): Advice {
  const what = crate.kind === "lib" ? "library" : "program";
  const change = changed(root, withLines(root.text, attributeLine(root.text), ["#![no_std]"]));
  const isMember = survey.members.some(({ path }) => path === manifest.path);
  const words = `the ${what} \`${crate.name}\` is a crate of its own and uses the standard library, which ${target.triple} does not have: each crate's root file says \`#![no_std]\``;
  if (!isMember || change === undefined || root.text.startsWith("\ufeff")) return { words, place: { path: root.path, line: 1 } };
  return { words, changes: [change] };
}

/** `default-features = false` in the line of a dependency; undefined if it is in a form of several lines. */
function withoutDefaults(manifest: Manifest, name: string): FileChange | undefined {
  const entry = entryAt(manifest.document, "dependencies", name);
  if (entry === undefined) return undefined;
  const { value } = entry;
  const { text, path } = manifest;
  const replaced = (lo: number, hi: number, by: string) => ({ path, before: text, after: text.slice(0, lo) + by + text.slice(hi) });
  if (value.kind === "string")
    return replaced(value.span.lo, value.span.hi, `{ version = ${text.slice(value.span.lo, value.span.hi)}, default-features = false }`);
  if (value.kind !== "table" || value.origin !== "inline") return undefined;
  const flag = value.entries.get("default-features") ?? value.entries.get("default_features");
  if (flag !== undefined) return replaced(flag.value.span.lo, flag.value.span.hi, "false");
  const end = text.lastIndexOf("}", value.span.hi);
  const blank = text[end - 1] === " " ? end - 1 : end;
  return replaced(blank, end, ", default-features = false ");
}

/** A dependency links std because a feature that is on by default says so. */
export const dependencyDefaultStd: Hint = {
  id: "dependency-default-std",
  page: "default-features",
  decide(at) {
    const needy = needyUnit(at);
    if (needy === undefined || at.log.plan === undefined) return undefined;
    const { unit, root } = needy;
    const feature = /cfg_attr\s*\(\s*not\s*\(\s*feature\s*=\s*"([^"]+)"\s*\)\s*,\s*no_std\s*\)/.exec(root.text)?.[1];
    if (feature === undefined || !unit.features.includes(feature)) return undefined;
    const chain = dependencyPath(at.log.plan, unit.manifest);
    const culprit = switchedOnBy(at.log.plan, unit.manifest, feature);
    if (culprit === undefined) return undefined;
    const { parent, dependency, byDefault } = culprit;
    const via = chain.length > 2 ? ` (${chain.join(" -> ")})` : "";
    if (!byDefault) {
      const line = lineOf(parent.text, entryAt(parent.document, "dependencies", dependency.name)?.key.lo ?? 0);
      return {
        words: `\`${parent.name}\` turns std of \`${unit.manifest.name}\` on by asking for its feature \`${feature}\`${via}`,
        place: { path: parent.path, line },
      };
    }
    const change = withoutDefaults(parent, dependency.name);
    const words = `\`${unit.manifest.name}\` turns std on by its default feature${feature === "std" ? "" : ` \`${feature}\``}${via}; \`${parent.name}\` can leave the default features out`;
    const isMember = at.survey.members.some(({ path }) => path === parent.path);
    if (change !== undefined && isMember) return { words, changes: [change] };
    return {
      words,
      place: { path: parent.path, line: lineOf(parent.text, entryAt(parent.document, "dependencies", dependency.name)?.key.lo ?? 0) },
    };
  },
};

const TWO_HANDLERS = /^found duplicate lang item `panic_impl`/;
const FIRST_IN = /^the lang item is first defined in crate `([^`]+)`(?: \(which `([^`]+)` depends on\))?/;

function handlerLine({ text }: TextFile): number | undefined {
  const at = /^[ \t]*#\[panic_handler\]/m.exec(text);
  return at === null ? undefined : lineOf(text, at.index);
}

/** A handler of a dependency's beside one's own. */
export const twoHandlers: Hint = {
  id: "two-panic-handlers",
  page: "panic-handler",
  decide(at) {
    const found = at.error(TWO_HANDLERS);
    const first = found?.diagnostic.children.map(({ message }) => FIRST_IN.exec(message)).find((match) => match !== null);
    if (found === undefined || first === undefined || first === null || first[1] === "std") return undefined;
    const other = at.log.plan?.units.find(({ unit }) => unit.crate.kind === "lib" && unit.crate.name.replaceAll("-", "_") === first[1]);
    const theirs = other === undefined ? undefined : at.rootOf(other.unit);
    const own = at.rootOf(found.unit);
    const ownLine = own === undefined ? undefined : handlerLine(own);
    if (own === undefined || ownLine === undefined || at.log.plan === undefined || other === undefined) return undefined;
    const theirLine = theirs === undefined ? undefined : handlerLine(theirs);
    const where = theirs === undefined || theirLine === undefined ? "" : ` (${at.survey.shown(theirs.path)}:${theirLine})`;
    const chain = dependencyPath(at.log.plan, other.unit.manifest).join(" -> ");
    return {
      words: `\`${first[1]}\` brings a panic handler of its own${where}, by ${chain}; a program has one: take this one out, or that dependency`,
      place: { path: own.path, line: ownLine },
    };
  },
};

/** The library beside a program links std, and std has a handler, too. */
export const handlerOfStd: Hint = {
  id: "std-brings-handler",
  page: "panic-handler",
  decide(at) {
    const found = at.error(TWO_HANDLERS);
    const first = found?.diagnostic.children.map(({ message }) => FIRST_IN.exec(message)).find((match) => match !== null);
    if (first === undefined || first === null || first[1] !== "std" || first[2] === undefined || first[2] === "test") return undefined;
    const other = at.log.plan?.units.find(({ unit }) => unit.crate.kind === "lib" && unit.crate.name.replaceAll("-", "_") === first[2]);
    const root = other === undefined ? undefined : at.rootOf(other.unit);
    if (other === undefined || root === undefined || /no_std|no std/.test(root.text)) return undefined;
    return withoutNoStd(at, other.unit, root);
  },
};

/** 1.68 names a lang item; since 1.74 rustc says what to write. */
export const mainWithoutStd: Hint = {
  id: "main-without-std",
  page: "entry-point",
  decide(at) {
    const found = at.firstError(/^requires `start` lang_item/);
    const root = found === undefined ? undefined : at.rootOf(found.unit);
    if (root === undefined) return undefined;
    const attribute = /^[ \t]*#!\[no_std\]/m.exec(root.text);
    if (attribute === null || /no_main|#\[lang\b/.test(root.text)) return undefined;
    const change = changed(root, withLines(root.text, lineOf(root.text, attribute.index) + 1, ["#![no_main]"]));
    const words =
      "`fn main` is called by the standard library's runtime, which is not there: say `#![no_main]` and give the program an entry point of its own, `_start`";
    return change === undefined ? undefined : { words, changes: [change] };
  },
};

/** `alloc` is linked, and nothing says where memory comes from. */
export const noAllocator: Hint = {
  id: "no-allocator",
  page: "alloc",
  decide(at) {
    const found = at.error(/^no global memory allocator found/);
    const plan = at.log.plan;
    if (found === undefined || plan === undefined) return undefined;
    const user = plan.units.find(({ unit }) => /^\s*extern\s+crate\s+alloc\b/m.test(at.rootOf(unit)?.text ?? ""));
    if (user === undefined) return undefined;
    const root = at.rootOf(user.unit) as TextFile;
    const at0 = /^\s*extern\s+crate\s+alloc\b/m.exec(root.text)?.index ?? 0;
    return {
      words: `\`alloc\` is linked by \`${user.unit.manifest.name}\`: give the program a \`#[global_allocator]\`, or leave \`alloc\` out`,
      place: { path: root.path, line: lineOf(root.text, at0 + 1) },
    };
  },
};
