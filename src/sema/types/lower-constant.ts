// Constants in types, as written, to types: array lengths and const arguments.
import { error, unsupported } from "../../diag/diagnostic.ts";
import type { ExprId, Path, Tree, TypeId, TypeNode } from "../../syntax/ast.ts";
import { mayBeConstant } from "./forms/generic-arguments.ts";
import { boundsOf } from "./patterns/constructors.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import type { TypeLowering } from "./lower-type.ts";
import { walk } from "./thir-walk.ts";
import { ERROR, HAS_PARAM, USIZE, type Ty } from "./ty.ts";

/** A const argument that was written like a type: a path. */
export function lowerConstantPath(lowering: TypeLowering, id: TypeId, type: Ty): Ty {
  const { tcx, scope } = lowering;
  const node = scope.tree.type(id);
  if (node.kind.kind === "paren") return lowerConstantPath(lowering, node.kind.inner, type);
  if (node.kind.kind === "infer") return lowering.hole(node.span);
  const res = tcx.items.resolution(scope.tree, node.id);
  if (res?.base.kind === "def" && res.unresolved === 0) {
    const { def } = res.base;
    const kind = tcx.items.kind(def);
    if (kind === "const-param") return tcx.paramType(def);
    if (kind === "const") return tcx.evaluate(tcx.types.unevaluated(def, []));
  }
  const param = constParamNamed(lowering, node);
  if (param !== undefined) return param;
  if (!mayBeConstant(tcx, scope.tree, id)) return ERROR;
  tcx.report(unsupported("KB0202", "this constant argument", node.span));
  return scope.hole === undefined ? tcx.types.constant(0n, type) : ERROR;
}

/** A const parameter of the owner by its name: a path in the place of a type may name one. */
function constParamNamed({ tcx, scope }: TypeLowering, node: TypeNode): Ty | undefined {
  if (node.kind.kind !== "path" || node.kind.path.segments.length !== 1) return undefined;
  const name = node.kind.path.segments[0]?.ident.name;
  const found = tcx.generics(scope.owner).params.findLast((param) => param.name === name && param.constType !== undefined);
  return found === undefined ? undefined : tcx.types.param(found.index, found.name, found.constType);
}

/** The value of a constant expression in a type. */
export function lowerConstant(
  lowering: TypeLowering,
  id: ExprId,
  type: Ty,
  isWrong: (tcx: TypeContext, def: DefId) => boolean = () => false,
): Ty {
  const { tcx } = lowering;
  const { tree, owner } = lowering.scope;
  const expr = tree.expr(id);
  const { kind } = expr;
  if (kind.kind === "literal") {
    if (kind.literal.kind === "int" && kind.literal.suffix === "" && type.kind === "int" && isWithin(kind.literal.value, type))
      return tcx.types.constant(kind.literal.value, type);
    if (kind.literal.kind === "bool" && type.kind === "bool") return tcx.types.constant(kind.literal.value ? 1n : 0n, type);
    if (kind.literal.kind === "char" && type.kind === "char") return tcx.types.constant(BigInt(kind.literal.value), type);
  }
  if (kind.kind === "paren") return lowerConstant(lowering, kind.inner, type, isWrong);
  if (kind.kind === "underscore") return lowering.hole(expr.span);
  if (kind.kind === "path" && kind.qself === undefined) {
    const res = tcx.items.resolution(tree, expr.id);
    if (res?.base.kind === "def" && tcx.items.kind(res.base.def) === "const-param") return tcx.paramType(res.base.def);
  }
  if (kind.kind === "block") {
    const inner = singleExpression(tree, kind.block);
    if (inner !== undefined) return lowerConstant(lowering, inner, type, isWrong);
  }
  const def = tcx.anonymousConstant(tree, id, owner, type);
  return isWrong(tcx, def) ? ERROR : tcx.evaluate(tcx.types.unevaluated(def, []));
}

/** How often an element is repeated: a constant that may name parameters and must not depend on them, but for a lone one. */
export function lowerCount(lowering: TypeLowering, id: ExprId): Ty {
  return lowerConstant(lowering, id, USIZE, (tcx, def) => {
    if (!dependsOnParameters(tcx, def)) return false;
    const said = error("constant expression depends on a generic parameter").at(lowering.scope.tree.span(id));
    tcx.report(said.note("this may fail depending on what value the parameter takes"));
    return true;
  });
}

function dependsOnParameters(tcx: TypeContext, def: DefId): boolean {
  if (tcx.generics(def).params.length === 0) return false;
  const body = tcx.body(def);
  let found = false;
  const look = (type: Ty): void => void (found ||= (type.flags & HAS_PARAM) !== 0);
  if (body !== undefined)
    walk(body.value, (expr) => {
      look(expr.type);
      if (expr.kind === "constant") expr.args.forEach(look);
      if (expr.kind === "const-param") look(expr.param);
    });
  return found;
}

/** Says so where `Self` has parameters, in a constant that has none. */
export function hasGenericSelf(tcx: TypeContext, def: DefId, path: Path): boolean {
  const isGeneric = (tcx.items.preparedGenerics(def)?.params ?? []).length > 0;
  if (!isGeneric) return false;
  const span = path.segments[0]?.ident.span ?? path.span;
  const said = error("generic `Self` types are currently not permitted in anonymous constants").at(span);
  if (tcx.items.kind(def) === "impl") said.noteAt(tcx.implSelfSpan(def), "not a concrete type");
  tcx.report(said);
  return true;
}

/** What is not is a constant like others, of which a lint will tell. */
function isWithin(value: bigint, type: Ty): boolean {
  const bounds = boundsOf(type);
  return bounds === undefined || value <= bounds[1];
}

/** `{ e }` as the const argument `e`. */
function singleExpression(tree: Tree, id: number): ExprId | undefined {
  const block = tree.block(id);
  if (block.stmts.length !== 1) return undefined;
  const stmt = tree.stmt(block.stmts[0] as number);
  if (stmt.kind !== "expr" || stmt.semicolon) return undefined;
  const inner = tree.expr(stmt.expr).kind.kind;
  return inner === "path" || inner === "literal" ? stmt.expr : undefined;
}
