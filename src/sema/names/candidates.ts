// Things of a name that an import would bring into scope: public names of core (from the table) and of the crate's modules.
import { fits } from "./path-fit.ts";
import type { Span } from "../../base/source.ts";
import { allocNames, coreNames } from "../../corelib/names.ts";
import { simpleName } from "../expand/attributes.ts";
import type { KnownName } from "./known-names.ts";
import type { LateResolver } from "./late.ts";
import type { DefId } from "../types/def-id.ts";
import * as K from "../../syntax/node-kinds.ts";
import { firstRemovedItem } from "../../syntax/removed-items.ts";
import { namespaceOf, type PathSource } from "./late-paths.ts";
import type { Res } from "../resolution.ts";
import type { Module } from "./module.ts";
import { kindWord } from "./privacy.ts";

export interface ImportCandidate {
  readonly path: string;
  readonly word: string;
}

/** Where a name stands that candidates are looked for: a path's last, or one with more behind it, which a module may have, too. */
export type CandidatePlace = PathSource | "prefix";

const TYPES = { s: "struct", "1": "struct", "0": "struct", e: "enum", u: "union", t: "trait", y: "type alias" };

/** Letters of the table that fit a place, with their words. */
const LETTERS: Readonly<Record<CandidatePlace, Readonly<Record<string, string>>>> = {
  prefix: { ...TYPES, m: "module" },
  type: TYPES,
  trait: { t: "trait", T: "trait alias" },
  value: { c: "constant", S: "static", f: "function", "0": "unit struct", v: "unit variant" },
  call: { f: "function", "1": "tuple struct", w: "tuple variant" },
  struct: { s: "struct", u: "union", V: "variant" },
  pattern: { c: "constant", "0": "unit struct", v: "unit variant" },
  "tuple-struct-pattern": { "1": "tuple struct", w: "tuple variant" },
};

/** From this release on what a feature would have to allow is not offered. */
const STABLE_ONLY = 91;

const HIDDEN = /^core::(?:prelude|core_arch|intrinsics)\b/;

export function importCandidates(late: LateResolver, name: string, source: CandidatePlace): readonly ImportCandidate[] {
  const found = [...inCrate(late, name, source), ...inCore(late, name, source)];
  return found.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function inCore(late: LateResolver, name: string, source: CandidatePlace): ImportCandidate[] {
  const { known } = late.compilation;
  const out: ImportCandidate[] = [];
  const pattern = new RegExp(`^(\\S+) (?:.* )?[a-zA-Z01]${name.replaceAll(/[^\w]/g, "")}(?![\\w])`, "gm");
  for (const path of modulesWith(late, pattern)) {
    for (const entry of known.in(path) ?? []) {
      const word = LETTERS[source][entry.kind];
      if (entry.name !== name || word === undefined || entry.doubtful) continue;
      if (late.compilation.since(STABLE_ONLY) && !isUsable(late, path, entry)) continue;
      if (isModulePath(late, path) || ["v", "w", "V"].includes(entry.kind)) out.push({ path: `${path}::${name}`, word });
    }
  }
  return out;
}

/** Of core, and of alloc where that is linked, with a line that fits. */
function modulesWith({ compilation }: Pick<LateResolver, "compilation">, pattern: RegExp): readonly string[] {
  const isLinked = compilation.crates.some(({ name, isLocal }) => name === "alloc" && !isLocal);
  const paths = (table: string): string[] => [...table.matchAll(pattern)].map(([, path = ""]) => path);
  const own = paths(coreNames()).filter((path) => !HIDDEN.test(path));
  return isLinked ? [...own, ...paths(allocNames()).filter((path) => !path.includes("<") && path !== "alloc::__export")] : own;
}

/** Stable, and its modules, or allowed by features of the crate. */
function isUsable(late: Pick<LateResolver, "compilation" | "crate">, path: string, entry: KnownName): boolean {
  const { known, session } = late.compilation;
  const isAllowed = ({ feature }: KnownName): boolean =>
    feature === undefined || (session.unstableFeatures && late.crate.features.has(feature));
  const steps = path.split("::");
  const modules = steps
    .slice(1)
    .map((name, i) => known.in(steps.slice(0, i + 1).join("::"))?.find((each) => each.name === name && each.kind === "m"));
  return isAllowed(entry) && modules.every((module) => module === undefined || isAllowed(module));
}

/** Function-like macros of core that are no part of the prelude. */
export function macroCandidates(late: Pick<LateResolver, "compilation" | "crate">, name: string): readonly string[] {
  const { known } = late.compilation;
  const out: string[] = [];
  const pattern = new RegExp(`^(\\S+) (?:.* )?x${name.replaceAll(/[^\w]/g, "")}(?![\\w])`, "gm");
  for (const path of modulesWith(late, pattern)) {
    const entry = known.in(path)?.find((each) => each.name === name && each.kind === "x");
    if (entry === undefined || entry.doubtful || (late.compilation.since(STABLE_ONLY) && !isUsable(late, path, entry))) continue;
    out.push(`${path}::${name}`);
  }
  return out.toSorted();
}

function isModulePath(late: LateResolver, path: string): boolean {
  if (path === "core" || path === "alloc") return true;
  const cut = path.lastIndexOf("::");
  const known = late.compilation.known.in(path.slice(0, cut));
  return known?.find((entry) => entry.name === path.slice(cut + 2) && entry.kind === "m") !== undefined;
}

function inCrate(late: LateResolver, name: string, source: CandidatePlace): ImportCandidate[] {
  const { definitions } = late.compilation;
  const namespace = source === "prefix" ? "type" : namespaceOf(source);
  const out: ImportCandidate[] = [];
  const visit = (module: Module, path: string) => {
    for (const [child, binding] of module.tables.type) {
      if (binding.res.kind !== "def" || binding.import !== undefined) continue;
      const inner = late.crate.modules.get(binding.res.def);
      if (inner !== undefined && inner.kind !== "trait" && late.lookup.isVisible(binding.visibility, late.module))
        visit(inner, `${path}::${child}`);
    }
    const found = module.tables[namespace].get(name);
    if (found?.res.kind !== "def" || found.import !== undefined || module === late.module.nearest) return;
    if (!late.lookup.isVisible(found.visibility, late.module) || !fitsPlace(late, found.res, source)) return;
    const { kind } = definitions.get(found.res.def);
    out.push({ path: `${path}::${name}`, word: kind === "constructor" ? constructorWord(late, found.res.def) : kindWord(kind) });
  };
  visit(late.crate.root, "crate");
  return out;
}

function fitsPlace({ compilation: { definitions } }: LateResolver, res: Res, place: CandidatePlace): boolean {
  if (place !== "prefix") return fits(definitions, res, place);
  return fits(definitions, res, "type") || (res.kind === "def" && definitions.get(res.def).kind === "mod");
}

/** Before the first item of the module that is written in a file; its attributes belong to it. */
export function placeForImport(
  late: Pick<LateResolver, "tree" | "module" | "compilation">,
): { readonly span: Span; readonly beforeUse: boolean } | undefined {
  const { tree } = late;
  const module = late.module.nearest;
  const items = module.parent === undefined ? tree.crate.items : moduleItems(late, module);
  const firstUse = items.find((id) => tree.item(id).kind.kind === "use");
  const first = firstUse ?? items.find((id) => (tree.span(id).ctxt ?? 0) === 0);
  if (first === undefined) return undefined;
  const item = tree.item(first);
  const outer = item.attrs.filter((attribute) => !attribute.inner && simpleName(attribute) !== undefined);
  const lo = Math.min(
    item.span.lo,
    ...outer.map(({ span }) => span.lo),
    ...item.attrs.filter(({ inner }) => !inner).map(({ span }) => span.lo),
  );
  const start = firstUse === undefined ? Math.min(lo, firstRemovedItem(tree, startOf(late, module), lo)) : lo;
  return { span: { lo: start, hi: start }, beforeUse: firstUse !== undefined };
}

function startOf({ tree, compilation }: Pick<LateResolver, "tree" | "compilation">, module: Module): number {
  const kind = module.parent === undefined ? undefined : tree.item(compilation.definitions.get(module.def).node).kind;
  return kind?.kind === "mod" ? kind.innerSpan.lo : tree.crate.span.lo;
}

function moduleItems(late: Pick<LateResolver, "tree" | "compilation">, module: Module): readonly number[] {
  const { node } = late.compilation.definitions.get(module.def);
  const { kind } = late.tree.item(node);
  return kind.kind === "mod" ? (kind.items ?? []) : [];
}

/** `tuple variant`, `unit struct` */
function constructorWord({ compilation: { definitions }, crate }: LateResolver, def: DefId): string {
  const { parent, node } = definitions.get(def);
  const owner = parent === undefined ? undefined : definitions.get(parent);
  if (owner === undefined) return "item";
  const shape = crate.tree.kind(node) === K.UnitData ? "unit" : "tuple";
  return `${shape} ${owner.kind === "variant" ? "variant" : "struct"}`;
}
