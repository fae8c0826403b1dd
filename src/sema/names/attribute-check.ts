// Attributes that nobody knows: "cannot find attribute", tools that do not exist, derives without a macro.
import type { Span } from "../../base/source.ts";
import { error, unsupported, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Attribute, NodeId } from "../../syntax/ast.ts";
import { isReserved, WORDS } from "../../syntax/words.ts";
import * as K from "../../syntax/node-kinds.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { Compilation } from "../compilation.ts";
import { misplacedDerive } from "../expand/derive.ts";
import { builtInAttributeNames, isKnownAttribute, toolNames } from "../expand/attribute-names.ts";
import type { Collector } from "./collect.ts";
import { failureWords, unresolvedPath } from "./path-errors.ts";
import { checkUnstableMacro } from "./unstable-macros.ts";
import { placeForImport } from "./candidates.ts";
import type { CrateNames } from "./crate-names.ts";
import type { Lookup } from "./lookup.ts";
import type { Module } from "./module.ts";
import { noteOtherKind } from "./other-kinds.ts";
import { similarName } from "../../base/near-names.ts";

export function checkAttributes(compilation: Compilation, collector: Collector, lookup: Lookup): void {
  const { tree, noPrelude } = collector.crate;
  const removed = [...tree.removedNodes()].filter((node) => !isCall(tree.kind(node))).map((node) => tree.span(node));
  const members = new Set(membersOf(tree));
  const isInside = (lo: number): boolean => removed.some((span) => span.lo < lo && lo < span.hi);
  for (let node = 1; node < tree.nodeCount; node++) {
    if (tree.attributeList(node) === 0 || tree.kind(node) === K.Dead) continue;
    const attributes = tree.attributes(node);
    if (tree.isRemoved(node) ? !isExpandedAway(tree, node, attributes) : isInside(tree.span(node).lo)) continue;
    for (const attribute of attributes) {
      if (attribute.docComment) continue;
      if (noPrelude && isOfPrelude(attribute)) {
        checkWithoutPrelude(compilation, collector, lookup, attribute, node);
        continue;
      }
      checkAttribute(compilation, collector, lookup, attribute, node);
      checkMacro(compilation, tree, node, attribute, (each) => members.has(each));
      const [only, more] = attribute.path.segments;
      const isLone = only !== undefined && more === undefined;
      // Benchmarks are told of where they are left out.
      if (isLone && only.ident.name !== "bench") checkUnstableMacro(compilation, collector.crate, "attribute", only.ident);
    }
  }
  for (const { name, span } of collector.unknownDerives) {
    if (isKnownAttribute(name, compilation.session.release.minor)) {
      const said = error(`expected derive macro, found built-in attribute \`${name}\``).at(span, "not a derive macro");
      // 1.63 has no advice.
      if (compilation.since(70))
        said.helpAt(span, "remove from the surrounding `derive()`").help(`add as non-Derive macro\n\`#[${name}]\``);
      compilation.report("expansion", said);
      continue;
    }
    const said = error(`cannot find derive macro \`${name}\` in this scope`).at(span);
    noteOtherKind({ compilation, lookup }, moduleAt(compilation, collector.crate, span.lo), { name, span }, "derive macro", said);
    suggestDerive(compilation, { name, span }, said);
    compilation.report("macros", said);
  }
}

/** Of those of the prelude, which are core's. */
function suggestDerive(compilation: Compilation, { name, span }: { name: string; span: Span }, said: DiagnosticBuilder): void {
  const known = compilation.known.in("core::prelude::v1") ?? [];
  const names = known.flatMap((entry) => (entry.kind === "d" && entry.feature === undefined ? [entry.name] : []));
  const similar = similarName(names, name);
  if (similar === undefined) return;
  const style = compilation.since(90) ? "verbose" : "inline";
  said.suggest("a derive macro with a similar name exists", [{ span, text: similar }], "MaybeIncorrect", style);
}

/** Items of impls, traits and `extern` blocks. */
function membersOf(tree: SyntaxTree): NodeId[] {
  const found: NodeId[] = [];
  for (let node = 1; node < tree.nodeCount; node++) {
    const kind = tree.kind(node);
    if (kind !== K.Impl && kind !== K.Trait && kind !== K.ExternBlock) continue;
    const item = tree.item(node).kind;
    if (item.kind === "impl" || item.kind === "trait" || item.kind === "extern-block") found.push(...item.items);
  }
  return found;
}

/** A macro call that stood for nothing: it leaves as little as `cfg` does. */
function isExpandedAway(tree: SyntaxTree, node: NodeId, attributes: readonly Attribute[]): boolean {
  return isCall(tree.kind(node)) && !attributes.some(({ path }) => path.segments[0]?.ident.name === "cfg");
}

function isCall(kind: number): boolean {
  return kind === K.MacroItem || kind === K.MacroStmt || kind === K.MacroExpr;
}

/** Attributes that are macros: they stand for items, and for nothing that is a part of one. */
const MACROS = new Set(["derive", "test", "bench", "test_case", "global_allocator", "derive_const"]);
const PARTS: ReadonlySet<number> = new Set([
  K.Variant,
  K.Field,
  K.Arm,
  K.TypeParam,
  K.LifetimeParam,
  K.ConstParam,
  K.Param,
  K.PatField,
  K.ExprField,
]);

/** Macros of core's prelude, with the module of core that offers them; those without are behind a feature. */
const OF_PRELUDE: Readonly<Record<string, string | undefined>> = {
  derive: "core",
  test: "core::prelude::rust_2024",
  global_allocator: "core::prelude::rust_2024",
  bench: undefined,
  test_case: undefined,
  cfg_eval: undefined,
  cfg_accessible: undefined,
  derive_const: undefined,
  alloc_error_handler: undefined,
  define_opaque: undefined,
};

function isOfPrelude({ path: { segments } }: Attribute): boolean {
  const [only, more] = segments;
  return only !== undefined && more === undefined && Object.hasOwn(OF_PRELUDE, only.ident.name);
}

/** Without a prelude the name has to be imported. */
function checkWithoutPrelude(compilation: Compilation, { crate }: Collector, lookup: Lookup, { path }: Attribute, node: NodeId): void {
  const [only] = path.segments;
  if (only === undefined) return;
  const { name, span } = only.ident;
  const module = moduleAt(compilation, crate, span.lo);
  if (lookup.lexical(module, name, "macro") !== undefined) {
    compilation.report("macros", unsupported("KB0333", `the attribute \`${name}\` by an import`, span));
    return;
  }
  const said = error(`cannot find attribute \`${name}\` in this scope`).at(span);
  compilation.underUnknown.push({ lo: span.lo, hi: crate.tree.span(node).hi });
  const from = OF_PRELUDE[name];
  const place = from === undefined ? undefined : placeForImport({ compilation, tree: crate.tree, module });
  if (place !== undefined) {
    const edit = { span: place.span, text: `use ${from}::${name};${place.beforeUse ? "\n" : "\n\n"}` };
    said.suggest("consider importing this attribute macro", [edit], "MaybeIncorrect", "verbose");
  }
  compilation.report("macros", said);
}

/** The innermost module round a place. */
function moduleAt({ definitions }: Compilation, { modules, root, tree }: CrateNames, place: number): Module {
  let [found, from] = [root, -1];
  for (const module of modules.values()) {
    const node = module.parent === undefined ? undefined : definitions.get(module.def).node;
    const kind = node === undefined ? undefined : tree.item(node).kind;
    if (kind?.kind !== "mod") continue;
    const { lo, hi } = kind.innerSpan;
    if (lo <= place && place < hi && lo > from) [found, from] = [module, lo];
  }
  return found;
}

function checkMacro(
  compilation: Compilation,
  tree: SyntaxTree,
  node: NodeId,
  attribute: Attribute,
  isAssociated: (node: NodeId) => boolean,
): void {
  const [only] = attribute.path.segments;
  if (only === undefined || attribute.path.segments.length > 1 || !MACROS.has(only.ident.name)) return;
  const { name, span } = only.ident;
  const kind = tree.kind(node);
  if (PARTS.has(kind)) {
    const said = error(`expected non-macro attribute, found attribute macro \`${name}\``);
    compilation.report("macros", said.at(span, "not a non-macro attribute"));
    return;
  }
  const isPart = name === "derive" && isAssociated(node);
  const isNoItem = isPart || K.isExprKind(kind) || kind === K.Let || kind === K.MacroStmt || kind === K.MacroItem || kind === K.MacroDef;
  if (name === "derive" && isNoItem) compilation.report("expansion", misplacedDerive(attribute.span, tree.span(node)));
  if (name === "global_allocator" && kind !== K.Static && !tree.isRemoved(node))
    compilation.report("expansion", error("allocators must be statics").at(tree.span(node)));
}

function checkAttribute(compilation: Compilation, collector: Collector, lookup: Lookup, attribute: Attribute, node: NodeId): void {
  const { segments } = attribute.path;
  const [first] = segments;
  if (first === undefined) return;
  if (segments.length > 1) {
    checkTool(compilation, attribute);
    return;
  }
  const { name, span } = first.ident;
  const { tree } = collector.crate;
  if (name === "no_implicit_prelude" && (tree.kind(node) === K.Mod || attribute.inner))
    compilation.report("macros", unsupported("KB0333", "the attribute `no_implicit_prelude`", span));
  if (isKnownAttribute(name, compilation.session.release.minor) || (name === "default" && isHelper(compilation, tree, span.lo))) return;
  const known = compilation.known.in(`core::prelude::rust_${collector.crate.edition}`);
  if (known?.some((entry) => entry.kind === "a" && entry.name === name) === true) {
    compilation.report("macros", unsupported("KB0333", `the attribute \`${name}\``, span));
    return;
  }
  if (known?.some((entry) => entry.kind === "d" && entry.name === name) === true) {
    const said = error(`expected attribute, found derive macro \`${name}\``).at(span, "not an attribute");
    return compilation.report("expansion", said);
  }
  compilation.underUnknown.push({ lo: span.lo, hi: collector.crate.tree.span(node).hi });
  const isKeyword = isReserved(Math.max(0, WORDS.indexOf(name)), collector.crate.edition);
  const said = error(`cannot find attribute \`${isKeyword ? "r#" : ""}${name}\` in this scope`).at(span);
  const similar = similarName(builtInAttributeNames().toSorted(), name);
  const style = compilation.since(90) ? "verbose" : "inline";
  if (similar !== undefined)
    said.suggest("a built-in attribute with a similar name exists", [{ span, text: similar }], "MaybeIncorrect", style);
  noteOtherKind({ compilation, lookup }, moduleAt(compilation, collector.crate, span.lo), first.ident, "attribute", said);
  compilation.report("macros", said);
}

/** Items that derive `Default`, of which `default` is a part. */
function isHelper({ sources }: Compilation, tree: SyntaxTree, place: number): boolean {
  for (const node of tree.attributedNodes()) {
    const { lo, hi } = tree.span(node);
    const attributes = tree.attributes(node);
    const from = Math.min(lo, ...attributes.map(({ span }) => span.lo));
    if (place < from || place >= hi) continue;
    if (attributes.some(({ path, span }) => path.segments[0]?.ident.name === "derive" && /\bDefault\b/.test(sources.snippet(span))))
      return true;
  }
  return false;
}

function checkTool(compilation: Compilation, attribute: Attribute): void {
  const idents = attribute.path.segments.map(({ ident }) => ident);
  const [first] = idents;
  if (first === undefined || toolNames(compilation.session.release.minor).includes(first.name)) return;
  if (["core", "std", "crate", "self", "super"].includes(first.name)) {
    compilation.report("macros", unsupported("KB0333", "an attribute named by a path", attribute.path.span));
    return;
  }
  const words = failureWords(compilation, { kind: "failed", at: 0, why: "unknown-crate", module: undefined, privates: [] }, idents);
  if (words !== undefined) compilation.report("macros", unresolvedPath(compilation, words));
}
