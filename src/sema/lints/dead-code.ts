// Items that nothing uses, as far as names tell: private functions, constants, statics and types of a program that no
// path anywhere else reaches, starting from what is exported or called from outside. In: the program with its names
// resolved. Out: findings of `dead_code`, items in source order.
import { warning } from "../../diag/diagnostic.ts";
import type { Attribute, NodeId } from "../../syntax/ast.ts";
import type { Definition, Definitions } from "../definitions.ts";
import type { Resolutions } from "../resolution.ts";
import type { DefId } from "../types/def-id.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { FoundLint } from "./report.ts";

/** What a message calls it and what it says of it. */
const WORDS: ReadonlyMap<Definition["kind"], readonly [string, string]> = new Map([
  ["fn", ["function", "used"]],
  ["const", ["constant", "used"]],
  ["static", ["static", "used"]],
  ["struct", ["struct", "constructed"]],
  ["enum", ["enum", "used"]],
  ["type-alias", ["type alias", "used"]],
  ["trait", ["trait", "used"]],
]);

const KEPT = ["no_mangle", "export_name", "used", "panic_handler", "global_allocator", "lang", "link_section"];

function has(attrs: readonly Attribute[], names: readonly string[]): boolean {
  return attrs.some(({ path }) => path.segments.length === 1 && names.includes(path.segments[0]?.ident.name ?? ""));
}

/** Which definition of the crate each node lies in: paths are uses by the item round them. */
function usesByOwner(definitions: Definitions, resolutions: Resolutions, tree: SyntaxTree): Map<DefId | undefined, Set<DefId>> {
  const items = localItems(definitions, tree).sort((a, b) => a.span.lo - b.span.lo);
  const uses = new Map<DefId | undefined, Set<DefId>>();
  for (let node: NodeId = 1; node < tree.nodeCount; node++) {
    const res = resolutions.path(node)?.base;
    if (res?.kind !== "def") continue;
    const owner = ownerOf(items, tree.span(node).lo);
    const known = uses.get(owner) ?? new Set();
    known.add(itemOf(definitions, res.def));
    uses.set(owner, known);
  }
  return uses;
}

/** Constructors and variants stand for their type. */
function itemOf(definitions: Definitions, def: DefId): DefId {
  let at = definitions.get(def);
  while ((at.kind === "constructor" || at.kind === "variant" || at.kind === "field") && at.parent !== undefined)
    at = definitions.get(at.parent);
  return at.id;
}

function localItems(definitions: Definitions, tree: SyntaxTree): Definition[] {
  const items: Definition[] = [];
  for (let def = 0; def < definitions.count; def++) {
    const one = definitions.get(def);
    if (one.tree === tree && (WORDS.has(one.kind) || one.kind === "impl" || one.kind === "assoc-fn")) items.push(one);
  }
  return items;
}

/** The innermost item round a place. */
function ownerOf(items: readonly Definition[], place: number): DefId | undefined {
  let best: Definition | undefined;
  for (const item of items) {
    if (item.span.lo > place) break;
    if (place < item.span.hi && (best === undefined || item.span.lo >= best.span.lo)) best = item;
  }
  return best?.id;
}

/** Exported, called from outside, or not asked to be used. */
function isRoot({ kind, name, attrs, visibility }: Definition, isMain: boolean): boolean {
  if (kind === "impl" || kind === "assoc-fn") return true;
  return visibility === "public" || isMain || name.startsWith("_") || has(attrs, KEPT);
}

export interface DeadCodeOptions {
  readonly hasMain: boolean;
  readonly root: DefId;
  readonly minor: number;
  /** `allow(dead_code)` holds at the node: what it uses is used. */
  readonly isAllowed: (node: NodeId) => boolean;
}

export function findDeadCode(definitions: Definitions, resolutions: Resolutions, tree: SyntaxTree, options: DeadCodeOptions): FoundLint[] {
  const uses = usesByOwner(definitions, resolutions, tree);
  const items = localItems(definitions, tree);
  const isMain = ({ name, parent, kind }: Definition) => options.hasMain && kind === "fn" && name === "main" && parent === options.root;
  const live = new Set<DefId>();
  const work = items.filter((item) => isRoot(item, isMain(item)) || options.isAllowed(item.node)).map(({ id }) => id);
  work.push(...(uses.get(undefined) ?? []));
  for (let def = work.pop(); def !== undefined; def = work.pop()) {
    if (live.has(def)) continue;
    live.add(def);
    work.push(...(uses.get(def) ?? []));
  }
  return items.filter(({ id, kind }) => !live.has(id) && WORDS.has(kind)).map((item) => describe(item, options.minor));
}

function describe({ kind, name, identSpan, span, node }: Definition, minor: number): FoundLint {
  const [sort, verb] = WORDS.get(kind) ?? ["item", "used"];
  const whole = minor < 64 && (kind === "const" || kind === "static");
  return { lint: "dead_code", node, diagnostic: warning(`${sort} \`${name}\` is never ${verb}`).at(whole ? span : identSpan) };
}
