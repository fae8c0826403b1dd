// `#[derive(..)]`: each trait's impl is made as tokens from the item's own tokens and parsed, as if it stood behind the item.
import type { Span } from "../../base/source.ts";
import { type Diagnostic, error, unsupported } from "../../diag/diagnostic.ts";
import type { Attribute, NodeId, TokenRange } from "../../syntax/ast.ts";
import * as K from "../../syntax/node-kinds.ts";
import * as T from "../../syntax/token-kinds.ts";
import { parseFragment } from "../../syntax/parse.ts";
import type { TokenBuffer } from "../../syntax/tokens.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { Collector } from "../names/collect.ts";
import type { Module } from "../names/module.ts";
import { simpleName } from "./attributes.ts";
import { associatedTypes } from "./derive-bounds.ts";
import { readShape, type Shape } from "./derive-shape.ts";
import { DERIVES, type DeriveInput } from "./derive-traits.ts";
import { refuseDerive } from "./derive-refusals.ts";
import { readDeriveList } from "./derive-list.ts";
import { spanOf } from "./macro-arguments.ts";
import { assemble, type Part } from "./token-tools.ts";

const DATA_KINDS = [K.Struct, K.Enum, K.Union];

/** The items that the `derive` attributes of an item add; they are put behind it in the tree. */
export function expandDerives(collector: Collector, node: NodeId, module: Module): readonly NodeId[] {
  const { tree } = collector.crate;
  if (tree.attributeList(node) === 0) return [];
  const derives = tree.attributes(node).filter((attribute) => simpleName(attribute) === "derive");
  if (derives.length === 0) return [];
  const item = tree.item(node);
  if (!DATA_KINDS.includes(tree.kind(node))) {
    for (const attribute of derives) collector.compilation.report("expansion", misplacedDerive(attribute.span, item.span));
    return [];
  }
  const names = derives.flatMap((attribute) => derivedTraits(collector, attribute, module));
  const known = names.map(({ name }) => name);
  const made = names.flatMap(({ name, span }) => deriveOne(collector, node, name, span, known));
  if (made.length > 0) tree.replace(node, [node, ...made]);
  return made;
}

/** E0774; `beside`: what the attribute stands on. */
export function misplacedDerive(attribute: Span, beside: Span): Diagnostic {
  const said = error("E0774", "`derive` may only be applied to `struct`s, `enum`s and `union`s").at(attribute, "not applicable here");
  return said.label(beside, "not a `struct`, `enum` or `union`");
}

interface Derived {
  readonly name: string;
  readonly span: Span;
}

function derivedTraits(collector: Collector, attribute: Attribute, module: Module): Derived[] {
  const { tokens } = collector.crate.tree;
  const { paths, errors } = readDeriveList(tokens, attribute, collector.compilation.session.release.minor);
  for (const found of errors) collector.compilation.report("expansion", found);
  return paths.flatMap((part) => {
    const span = spanOf(tokens, part);
    const name = tokens.text(part.to - 1);
    if (DERIVES[name] !== undefined) {
      collector.crate.derived.push({ first: tokens.text(part.from), isPath: part.to - part.from > 1, module });
      return [{ name, span }];
    }
    reportUnknown(collector, part, name, span);
    return [];
  });
}

function reportUnknown(collector: Collector, part: TokenRange, name: string, span: Span): void {
  const { compilation } = collector;
  const known = compilation.known
    .in(`core::prelude::rust_${collector.crate.edition}`)
    ?.some((entry) => entry.kind === "d" && entry.name === name);
  if (part.to - part.from > 1 || known === true) compilation.report("macros", unsupported("KB0322", `deriving \`${name}\``, span));
  else collector.unknownDerives.push({ name, span });
}

function deriveOne(collector: Collector, node: NodeId, name: string, span: Span, all: readonly string[]): readonly NodeId[] {
  const { tree } = collector.crate;
  const { compilation } = collector;
  const shape = readShape(tree, node);
  const derive = DERIVES[name];
  const refused = refuseDerive(tree, node, name, span, compilation.session.release.minor);
  if (refused !== undefined) compilation.report("expansion", refused);
  if (refused !== undefined && shape?.kind === "union") return [];
  if (shape === undefined || derive === undefined) {
    compilation.report("expansion", unsupported("KB0322", `deriving \`${name}\` for this item`, span));
    return [];
  }
  const { index } = compilation.hygiene.addExpansion({
    kind: "derive",
    name,
    callSite: span,
    definition: undefined,
    macro: -1,
    foreign: true,
    ofCore: true,
  });
  const marked = { lo: span.lo, hi: span.hi, ctxt: compilation.hygiene.mark(0, index) };
  const input: DeriveInput = { shape, all };
  // What was refused is there all the same: nobody is told that it lacks.
  const body = refused === undefined ? derive.body(input) : ["fn default() -> Self { loop {} }"];
  if (body === undefined) {
    compilation.report("expansion", unsupported("KB0322", `deriving \`${name}\` for this item`, span));
    return [];
  }
  // The default of an enum is a variant without fields: nothing is asked of parameters.
  const bound = name === "Default" && shape.kind === "enum" ? undefined : (derive.bound ?? derive.path);
  const range = assemble(tree.tokens, marked, [...header(tree.tokens, shape, derive.path, bound), ...body, "}"]);
  return parseItems(collector, tree, range);
}

function parseItems(collector: Collector, tree: SyntaxTree, range: TokenRange): readonly NodeId[] {
  const { compilation, crate } = collector;
  const options = { edition: 2021, release: { minor: 96 } };
  const parsed = parseFragment(tree, compilation.sources, range, "items", options);
  if (parsed.failure !== undefined || parsed.end < range.to)
    throw new Error(`derive: ${crate.name}: made what cannot be parsed: ${parsed.failure?.message ?? ""}`);
  return parsed.nodes;
}

/** `#[automatically_derived] impl<T: Bound + Trait> Trait for Name<T> where .. {` */
function header(tokens: TokenBuffer, shape: Shape, path: string, bound: string | undefined): Part[] {
  const parts: Part[] = ["#[automatically_derived] impl"];
  if (shape.params.length > 0) {
    parts.push("<");
    for (const param of shape.params) {
      parts.push(param.declaration);
      if (param.lacksGt) parts.push(">");
      if (param.kind === "type" && bound !== undefined) parts.push(param.hasBounds ? (param.emptyBounds ? "" : "+") : ":", bound);
      parts.push(",");
    }
    parts.push(">");
  }
  parts.push(`${path} for`, {
    at: { lo: tokens.los[shape.name.from] as number, hi: tokens.his[shape.name.from] as number },
    parts: [shape.name],
  });
  if (shape.params.length > 0) {
    parts.push("<");
    for (const param of shape.params) parts.push(param.name, ",");
    parts.push(">");
  }
  parts.push(...conditions(tokens, shape, bound), "{");
  return parts;
}

/** The item's own where clause, and what fields are of a parameter's associated types: `I::Item: Trait`. */
function conditions(tokens: TokenBuffer, shape: Shape, bound: string | undefined): Part[] {
  const associated = bound === undefined ? [] : associatedTypes(tokens, shape);
  if (shape.where === undefined && associated.length === 0) return [];
  const own = shape.where ?? "where";
  const last = shape.where === undefined ? T.Comma : tokens.kind(shape.where.to - 1);
  const isOpen = last === T.Comma || (shape.where !== undefined && shape.where.to === shape.where.from + 1);
  return [own, ...(isOpen || associated.length === 0 ? [] : [","]), ...associated.flatMap((path): Part[] => [path, ":", bound ?? "", ","])];
}
