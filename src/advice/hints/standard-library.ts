// "can't find crate for `std`" and what else a crate meets that forgets to do without: a root without `#![no_std]`, a `main`.
import { similar } from "../../base/similar.ts";
import type { Unit } from "../../cargo/build/unit.ts";
import { changed, withLines } from "../change.ts";
import { dependencyPath } from "../dependency-path.ts";
import type { Case } from "../case.ts";
import type { Advice, Hint } from "../hint.ts";
import { lineOf } from "../survey.ts";
import type { TextFile } from "../survey.ts";
import { UNWINDS } from "./unwinding.ts";

const NEEDS_STD = /^can't find crate for `std`/;

/** The unit whose crate asks for std, and its root file. */
export interface NeedyUnit {
  readonly unit: Unit;
  readonly root: TextFile;
}

/** Some program of the plan does without std: std beside it is a second panic handler, if nothing worse. */
function hasFreestandingProgram(at: Case): boolean {
  const programs = at.log.plan?.units.filter(({ unit }) => unit.crate.kind === "bin") ?? [];
  return programs.some(({ unit }) => /^\s*#!\[no_std\]/m.test(at.rootOf(unit)?.text ?? ""));
}

/** On a target that has std the crate is one of a kernel's all the same. */
export function needyUnit(at: Case): NeedyUnit | undefined {
  const missing = at.error(NEEDS_STD);
  const refused = missing?.unit.target.hasStd === false || !hasFreestandingProgram(at) ? undefined : at.errorOf("KB0302");
  const found = missing?.unit.target.hasStd === false ? missing : refused;
  const root = found === undefined ? undefined : at.rootOf(found.unit);
  return found === undefined || root === undefined ? undefined : { unit: found.unit, root };
}

/** Where inner attributes of a crate begin: behind a byte order mark, a `#!` line, and the comments that stand first. */
function attributeLine(text: string): number {
  const lines = text.split("\n");
  let at = lines[0]?.startsWith("#!") === true && !lines[0].startsWith("#![") ? 1 : 0;
  while (/^\s*\/\/[!/]/.test(lines[at] ?? "")) at++;
  return at + 1;
}

/** Comments of a line say nothing of the crate. */
const withoutComments = (text: string): string => text.replaceAll(/^([^"\n]*?)\/\/[^\n]*$/gm, "$1");

/** A crate root that says nothing of std. */
export const crateWithoutNoStd: Hint = {
  id: "crate-without-no-std",
  page: "freestanding",
  decide(at) {
    const needy = needyUnit(at);
    const text = withoutComments(needy?.root.text ?? "");
    if (needy === undefined || /no_std|no std|extern\s+crate\s+std\b/.test(text)) return undefined;
    return misspeltNoStd(needy.root) ?? programOfHost(at, needy) ?? withoutNoStd(at, needy.unit, needy.root);
  },
};

/** A tool beside the kernel, in one workspace: it is for the machine that builds. */
function programOfHost(at: Case, { unit, root }: NeedyUnit): Advice | undefined {
  const { plan } = at.log;
  const isTool = unit.crate.kind === "bin" && !unit.target.hasStd && /^\s*fn\s+main\s*\(/m.test(root.text) && !/no_main/.test(root.text);
  const kernels = plan?.units.flatMap((planned) => (planned.unit.crate.kind === "bin" ? planned.unit : [])) ?? [];
  const kernel = kernels.find((other) => /^\s*#!\[no_std\]/m.test(at.rootOf(other)?.text ?? ""));
  if (!isTool || kernel === undefined || kernel.manifest.path === unit.manifest.path) return undefined;
  const rest = at.options.filter((word) => word !== "--workspace" && word !== "--all");
  return {
    words: `\`${unit.crate.name}\` is a program with \`main\` and the standard library, and this is a build for ${unit.target.triple}: build the kernel alone, and this one with \`--target\` of the machine it runs on`,
    place: { path: root.path, line: 1 },
    command: at.command([at.verb, "-p", kernel.manifest.name, ...rest]),
  };
}

const LINKS_STD = /^[ \t]*(?:#\[macro_use\]\s*)?(?:pub\s+)?extern\s+crate\s+std\b/m;

/** A crate that goes without std and links it all the same, under no condition. */
export const crateLinksStd: Hint = {
  id: "crate-links-std",
  page: "freestanding",
  decide(at) {
    const needy = needyUnit(at);
    const found = needy === undefined ? null : LINKS_STD.exec(needy.root.text);
    if (needy === undefined || found === null || !/^\s*#!\[no_std\]/m.test(needy.root.text)) return undefined;
    const before = needy.root.text.slice(0, found.index).trimEnd();
    if (before.endsWith("]") && /#\[cfg\([^\n]*\)\]$/.test(before)) return undefined;
    const { plan } = at.log;
    const way = plan === undefined ? [] : dependencyPath(plan, needy.unit.manifest);
    const through = way.length < 2 ? "" : ` (${way.join(" -> ")})`;
    return {
      words: `\`${needy.unit.crate.name}\`${through} says \`#![no_std]\` and links the standard library by itself, which ${needy.unit.target.triple} does not have: for a kernel this line has to go, or the crate`,
      place: { path: needy.root.path, line: lineOf(needy.root.text, found.index + found[0].lastIndexOf("extern")) },
    };
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

const OUTER = /^[ \t]*#(\[\s*(no_std|no_main)\s*\])/gm;

/** `#[no_std]` for `#![no_std]`: it belongs to the item that follows, and says nothing of the crate. */
export const outerAttribute: Hint = {
  id: "crate-attribute-outer",
  page: "freestanding",
  decide(at) {
    const found = at.error(NEEDS_STD) ?? at.error(/^`main` function not found/) ?? at.error(UNWINDS);
    const root = found === undefined ? undefined : at.rootOf(found.unit);
    const slip = root === undefined ? null : new RegExp(OUTER.source, "m").exec(root.text);
    const name = slip?.[2];
    if (root === undefined || slip === null || name === undefined || new RegExp(`#!\\[\\s*${name}\\b`).test(root.text)) return undefined;
    const words = `\`#[${name}]\` is an attribute of the item behind it; the crate's own has an exclamation mark: \`#![${name}]\``;
    // In front of it there may be nothing but comments and attributes of the crate's.
    const isAtTop = /^(?:\s|\/\/[^\n]*\n|#!\[[^\]]*\]|#\[\s*no_(?:std|main)\s*\])*$/.test(root.text.slice(0, slip.index));
    const change = isAtTop
      ? changed(
          root,
          root.text.replaceAll(OUTER, (text) => text.replace("#", "#!")),
        )
      : undefined;
    return change === undefined ? { words, place: { path: root.path, line: lineOf(root.text, slip.index) } } : { words, changes: [change] };
  },
};

/** What to do about a crate that links std: its root file with `#![no_std]`, if it is a member's. */
export function withoutNoStd({ survey }: Case, { crate, target, manifest }: Unit, root: TextFile): Advice {
  const what = crate.kind === "lib" ? "library" : "program";
  const change = changed(root, withLines(root.text, attributeLine(root.text), ["#![no_std]"]));
  const isMember = survey.members.some(({ path }) => path === manifest.path);
  const why = target.hasStd ? "which brings a panic handler and a runtime of its own" : `which ${target.triple} does not have`;
  const words = `the ${what} \`${crate.name}\` is a crate of its own and uses the standard library, ${why}: each crate's root file says \`#![no_std]\``;
  if (!isMember || change === undefined || root.text.startsWith("\ufeff")) return { words, place: { path: root.path, line: 1 } };
  return { words, changes: [change] };
}

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
