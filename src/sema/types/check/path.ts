// Paths as values: locals, constants, statics, functions, constructors, and items found through a type.
import { reportDestructor } from "./destructor-calls.ts";
import type { Span } from "../../../base/source.ts";
import { error, unsupported } from "../../../diag/diagnostic.ts";
import type { Expr as AstExpr, GenericArgs, Pat as AstPat, Path, PathSegment, QSelf } from "../../../syntax/ast.ts";
import type { DefId } from "../def-id.ts";
import type { PathRes } from "../items.ts";
import type { Expr } from "../thir.ts";
import { ERROR, type Ty } from "../ty.ts";
import type { BodyContext, NamedAt } from "./context.ts";
import { findAssociated } from "./probe-path.ts";

export type ResolvedValue =
  | { readonly kind: "constant" | "function" | "static" | "local" | "const-param"; readonly expr: Expr; readonly what: string }
  /** A tuple constructor: a function from the fields to `type`. */
  | { readonly kind: "constructor"; readonly expr: Expr; readonly type: Ty; readonly variant: number; readonly what: string }
  | { readonly kind: "unit"; readonly expr: Expr; readonly type: Ty; readonly variant: number; readonly what: string };

export function checkPath(cx: BodyContext, ast: AstExpr, _kind: AstExpr["kind"] & { kind: "path" }): Expr {
  const found = resolveValue(cx, ast);
  return found === undefined ? cx.error(ast.span) : found.expr;
}

interface PathNode {
  readonly id: number;
  readonly span: Span;
  readonly kind: AstExpr["kind"] | AstPat["kind"];
}

interface PathParts {
  readonly qself: QSelf | undefined;
  readonly path: Path;
}

function partsOf(node: PathNode): PathParts | undefined {
  const { kind } = node;
  if (kind.kind === "path" || kind.kind === "tuple-struct" || (kind.kind === "struct" && "qself" in kind))
    return { qself: kind.qself, path: kind.path };
  if (kind.kind !== "ident") return undefined;
  const segment: PathSegment = { id: 0, ident: kind.ident, args: undefined };
  return { qself: undefined, path: { span: node.span, global: false, segments: [segment] } };
}

/** What a path expression or pattern names as a value; undefined if it is wrong (and reported). */
export function resolveValue(cx: BodyContext, node: PathNode): ResolvedValue | undefined {
  return cx.lowering.inValue(() => valueOf(cx, node));
}

function valueOf(cx: BodyContext, node: PathNode): ResolvedValue | undefined {
  const parts = partsOf(node);
  if (parts === undefined) return undefined;
  const { qself, path } = parts;
  const res = cx.tcx.items.resolution(cx.tree, node.id);
  if (qself !== undefined) return qualified(cx, node, qself, path, res);
  if (res === undefined || res.base.kind === "error") {
    cx.tainted = true;
    const [first] = path.segments;
    const waiting = first === undefined ? undefined : cx.tcx.items.stashed("path", first.ident.span);
    if (waiting !== undefined) cx.report(waiting);
    return undefined;
  }
  if (res.unresolved === 0) return direct(cx, node, path, res);
  const count = path.segments.length - res.unresolved;
  let base = res.base.kind === "def" && cx.tcx.items.kind(res.base.def) === "trait" ? undefined : cx.lowering.base(res, path, count);
  if (base === undefined) return undefined;
  for (const segment of path.segments.slice(count, -1)) base = cx.lowering.associated(base, segment, path.span);
  return findAssociated(cx, node.span, base, path.segments.at(-1) as PathSegment, node.id);
}

function qualified(cx: BodyContext, node: PathNode, qself: QSelf, path: Path, res: PathRes | undefined): ResolvedValue | undefined {
  const last = path.segments.at(-1) as PathSegment;
  let self = cx.lowering.lower(qself.type);
  if (qself.position === 0) {
    for (const segment of path.segments.slice(0, -1)) self = cx.lowering.associated(self, segment, path.span);
    return findAssociated(cx, node.span, self, last, node.id);
  }
  if (res === undefined || res.base.kind !== "def") {
    cx.tainted = true;
    return undefined;
  }
  const item = res.base.def;
  const trait = cx.tcx.items.parent(item) as DefId;
  const args = [self, ...cx.lowering.argsFor(trait, path.segments[qself.position - 1]?.args, path.span, self).slice(1)];
  if (res.unresolved > 0) {
    const own = cx.lowering.argsFor(item, path.segments[qself.position]?.args, path.span, undefined, args);
    let base = cx.normalize(cx.types.projection(item, own), path.span);
    for (const segment of path.segments.slice(qself.position + 1, -1)) base = cx.lowering.associated(base, segment, path.span);
    return findAssociated(cx, node.span, base, last, node.id);
  }
  return itemValue(cx, node.span, item, cx.lowering.argsFor(item, last.args, path.span, undefined, args), {
    self: cx.tree.span(qself.type),
    written: last.args,
  });
}

function direct(cx: BodyContext, node: PathNode, path: Path, res: PathRes): ResolvedValue | undefined {
  const { base } = res;
  switch (base.kind) {
    case "local": {
      const local = cx.localByNode.get(base.node);
      if (local === undefined && cx.tainted) return undefined;
      if (local === undefined) throw new Error("a local without its pattern");
      return { kind: "local", expr: cx.localExpr(local, node.span), what: "local variable" };
    }
    case "self-constructor":
      return selfConstructor(cx, node, base.impl);
    case "def":
      return definition(cx, node, path, base.def);
    default:
      cx.tainted = true;
      return undefined;
  }
}

function selfConstructor(cx: BodyContext, node: PathNode, impl: DefId): ResolvedValue | undefined {
  const self = cx.tcx.implHeader(impl).self;
  const constructor = self.kind === "adt" ? cx.tcx.items.constructorOf(self.def) : undefined;
  if (self.kind !== "adt" || constructor === undefined) {
    cx.report(error("the `Self` constructor must be used with unit or tuple struct").at(node.span));
    return undefined;
  }
  return constructorValue(cx, node.span, constructor, self.args);
}

function definition(cx: BodyContext, node: PathNode, path: Path, def: DefId): ResolvedValue | undefined {
  const { items } = cx.tcx;
  const last = path.segments.at(-1) as PathSegment;
  switch (items.kind(def)) {
    case "fn":
    case "const":
      return itemValue(cx, node.span, def, cx.lowering.argsFor(def, last.args, path.span), { written: last.args });
    case "static":
      return staticValue(cx, node.span, def);
    case "const-param": {
      const param = cx.tcx.paramType(def);
      const type = param.kind === "param" ? (param.constType ?? ERROR) : ERROR;
      return { kind: "const-param", expr: cx.make(node.span, type, { kind: "const-param", param }), what: "const parameter" };
    }
    case "struct":
    case "variant":
    case "constructor": {
      const constructor = items.kind(def) === "constructor" ? def : items.constructorOf(def);
      if (constructor === undefined) return undefined;
      return constructorValue(cx, node.span, constructor, constructorArgs(cx, constructor, path), true);
    }
    case "assoc-fn":
    case "assoc-const": {
      const trait = items.parent(def) as DefId;
      const self = cx.fresh(path.span);
      const parent = cx.lowering.argsFor(trait, path.segments.at(-2)?.args, path.span, self);
      return itemValue(cx, node.span, def, cx.lowering.argsFor(def, last.args, path.span, undefined, parent), { written: last.args });
    }
    case "unmodelled":
      cx.report(unsupported("KB0220", `\`${items.path(def)}\``, node.span));
      return undefined;
    default:
      cx.tainted = true;
      return undefined;
  }
}

/** `Enum::<T>::Variant` and `Enum::Variant::<T>` both give the enum's arguments. */
function constructorArgs(cx: BodyContext, constructor: DefId, path: Path): readonly Ty[] {
  const owner = cx.tcx.items.parent(constructor) as DefId;
  const adt = cx.tcx.genericOwner(owner);
  let written: GenericArgs | undefined = path.segments.at(-1)?.args;
  if (owner !== adt) written ??= path.segments.at(-2)?.args;
  return cx.lowering.argsFor(adt, written, path.span);
}

export function constructorValue(
  cx: BodyContext,
  span: Span,
  constructor: DefId,
  args: readonly Ty[],
  isConstructor = false,
): ResolvedValue {
  const owner = cx.tcx.items.parent(constructor) as DefId;
  const adt = cx.tcx.genericOwner(owner);
  const definition = cx.tcx.adt(adt);
  const variant = definition.variants.findIndex((each) => each.def === owner);
  const type = cx.types.adt(adt, args);
  cx.requireBounds(adt, args, span);
  const what = owner === adt ? "struct" : "variant";
  if (definition.variants[variant]?.shape === "unit") {
    return {
      kind: "unit",
      expr: cx.make(span, type, { kind: "adt", variant, fields: [], base: undefined }),
      type,
      variant,
      what: `unit ${what}`,
    };
  }
  return {
    kind: "constructor",
    expr: cx.make(span, cx.types.fnDef(constructor, args), { kind: "fn-item", isConstructor }),
    type,
    variant,
    what: `tuple ${what}`,
  };
}

function staticValue(cx: BodyContext, span: Span, def: DefId): ResolvedValue {
  const kind = cx.tcx.items.item(def)?.kind;
  const mutable = kind?.kind === "static" && kind.mutable;
  return { kind: "static", expr: cx.make(span, cx.tcx.typeOf(def), { kind: "static", def, mutable }), what: "static" };
}

/** A function or constant with all its arguments. */
export function itemValue(cx: BodyContext, span: Span, def: DefId, args: readonly Ty[], named?: NamedAt): ResolvedValue {
  const kind = cx.tcx.items.kind(def);
  reportDestructor(cx, def, span);
  cx.requireBounds(def, args, span, named);
  if (kind === "fn" || kind === "assoc-fn") {
    return {
      kind: "function",
      expr: cx.make(span, cx.types.fnDef(def, args), { kind: "fn-item" }),
      what: kind === "fn" ? "function" : "associated function",
    };
  }
  const type = cx.instantiate(cx.tcx.typeOf(def), args, span);
  const what = cx.tcx.items.kind(def) === "assoc-const" ? "associated constant" : "constant";
  return { kind: "constant", expr: cx.make(span, type, { kind: "constant", def, args }), what };
}

export interface FoundVariant {
  readonly type: Ty;
  readonly variant: number;
}

/** The struct, variant or union a struct literal or pattern names. */
export function resolveVariant(cx: BodyContext, node: number, qself: QSelf | undefined, path: Path): FoundVariant | undefined {
  const res = cx.tcx.items.resolution(cx.tree, node);
  if (qself !== undefined || res === undefined || res.base.kind === "error") {
    if (qself !== undefined) cx.report(unsupported("KB0221", "a struct named through a qualified path", path.span));
    cx.tainted = true;
    return undefined;
  }
  const count = path.segments.length - res.unresolved;
  if (res.base.kind === "def" && cx.tcx.items.kind(res.base.def) === "unmodelled") {
    cx.report(unsupported("KB0220", `\`${cx.tcx.items.path(res.base.def)}\``, path.span));
    return undefined;
  }
  let type = cx.lowering.inValue(() => cx.lowering.base(res, path, count));
  const variantDef = res.base.kind === "def" && cx.tcx.items.kind(res.base.def) === "variant" ? res.base.def : undefined;
  const rest = path.segments.slice(count);
  if (rest.length === 1) return variantOfType(cx, type, rest[0] as PathSegment, path.span);
  for (const segment of rest) type = cx.lowering.associated(type, segment, path.span);
  const adt = cx.shallow(type);
  if (adt.kind !== "adt") {
    if (adt.kind !== "error")
      cx.report(error("E0071", `expected struct, variant or union type, found \`${cx.print(adt)}\``).at(path.span, "not a struct"));
    return undefined;
  }
  cx.requireBounds(adt.def, adt.args, path.span);
  const { variants, kind } = cx.tcx.adt(adt.def);
  if (kind !== "enum") return { type: adt, variant: 0 };
  const variant = variants.findIndex((each) => each.def === variantDef);
  if (variant >= 0) return { type: adt, variant };
  cx.report(
    error("E0574", `expected struct, variant or union type, found enum \`${cx.tcx.items.name(adt.def)}\``).at(
      path.span,
      "not a struct, variant or union type",
    ),
  );
  return undefined;
}

/** `Self::Variant { .. }`, `Alias::Variant { .. }` or `T::Assoc { .. }`. */
function variantOfType(cx: BodyContext, base: Ty, segment: PathSegment, span: Span): FoundVariant | undefined {
  const adt = cx.shallow(base);
  if (adt.kind === "adt") {
    const variant = cx.tcx.adt(adt.def).variants.findIndex((each) => each.name === segment.ident.name);
    if (cx.tcx.adt(adt.def).kind === "enum" && variant >= 0) return { type: adt, variant };
  }
  const type = cx.shallow(cx.lowering.associated(base, segment, span));
  return type.kind === "adt" && cx.tcx.adt(type.def).kind !== "enum" ? { type, variant: 0 } : undefined;
}
