// Every type and path as the crate writes it, in source order: what is wrong with it whatever it is used for. In: the expanded
// tree with its names resolved. Out: reports. Each kind of rule is a file of this folder; here is only where they apply.
import type { Bound, GenericParam, Path, QSelf, TypeId } from "../../../syntax/ast.ts";
import * as K from "../../../syntax/node-kinds.ts";
import type { SyntaxTree } from "../../../syntax/tree.ts";
import { forEachNode } from "../../../syntax/walk.ts";
import type { TypeContext } from "../context.ts";
import type { DefId } from "../def-id.ts";
import { barePlaces, reportBareTrait, type BarePlace } from "./bare-traits.ts";
import { checkBoundBinder, checkCallable, checkItemElision, checkPointerBinder } from "./elided-lifetimes.ts";
import { checkArguments, forbidArguments } from "./generic-arguments.ts";
import { checkImpliedBound, checkObjectDefaults } from "./object-defaults.ts";
import { segmentUses, type SegmentUse } from "./path-segments.ts";
import {
  checkAliased,
  checkFixedOnce,
  checkLifetimeBounds,
  checkObject,
  checkSelfDefaults,
  DYN_EDITION,
  warnOfBareTrait,
} from "./trait-objects.ts";

/** `value`: all generic arguments may be left to inference. */
type PathPlace = "type" | "value";

export function checkWrittenTypes(tcx: TypeContext, tree: SyntaxTree): void {
  const checker = new WrittenTypes(tcx, tree);
  forEachNode(tree, (id) => {
    const before = tcx.diagnostics.length;
    checker.node(id);
    if (tcx.diagnostics.length === before) return;
    for (const { code, spans } of tcx.diagnostics.slice(before))
      tcx.wrongTypes.push(...spans.slice(0, 1).map(({ span }) => ({ at: span.lo, code })));
  });
}

class WrittenTypes {
  /** Items and the traits that were told of as no objects there. */
  readonly #told = new Set<string>();

  constructor(
    readonly tcx: TypeContext,
    readonly tree: SyntaxTree,
  ) {}

  node(id: number): void {
    const kind = this.tree.kind(id);
    if (K.isTypeKind(kind)) this.type(id);
    else if (K.isItemKind(kind)) this.item(id);
    else if (K.isExprKind(kind)) this.expr(id);
    else if (K.isPatKind(kind)) this.pat(id);
  }

  type(id: number): void {
    const { kind, span } = this.tree.type(id);
    switch (kind.kind) {
      case "path": {
        const trait = kind.qself === undefined ? this.#traitAt(id) : undefined;
        if (trait !== undefined) {
          if (this.tcx.session.edition >= DYN_EDITION) return reportBareTrait(this.tcx, span, trait, this.#places.get(id));
          warnOfBareTrait(this.tcx, span, this.#places.get(id));
          this.#object(id, kind.path);
        }
        this.#path(id, kind.qself, kind.path, "type");
        return this.#alias(id);
      }
      case "trait-object":
        if (!kind.dyn && this.tcx.session.edition >= DYN_EDITION) {
          const [first] = kind.bounds;
          const trait = first?.kind === "trait" ? this.#traitAt(first.pathId) : undefined;
          return reportBareTrait(this.tcx, span, trait, this.#places.get(id));
        }
        if (!kind.dyn) warnOfBareTrait(this.tcx, span, this.#places.get(id));
        checkLifetimeBounds(this.tcx, kind.bounds);
        checkObject(this.tcx, this.tree, kind.bounds, id, this.#told);
        checkImpliedBound(this.tcx, this.tree, kind.bounds, span);
        for (const bound of kind.bounds) if (bound.kind === "trait") this.#object(bound.pathId, bound.path);
        return this.#bounds(kind.bounds);
      case "impl-trait":
        return this.#bounds(kind.bounds);
      case "fn-pointer": {
        const inputs = kind.params.map((param) => param.type);
        checkCallable(this.tcx, this.tree, inputs, kind.output);
        return checkPointerBinder(this.tcx, this.tree, kind.forParams, inputs, kind.output);
      }
      default:
    }
  }

  #alias(id: number): void {
    const res = this.tcx.items.resolution(this.tree, id);
    if (res?.base.kind !== "def" || res.unresolved !== 0 || this.tcx.items.kind(res.base.def) !== "type-alias") return;
    if (this.tcx.items.isLocal(res.base.def)) checkAliased(this.tcx, this.tree, res.base.def, id, this.#told);
  }

  #traitAt(node: number): DefId | undefined {
    const res = this.tcx.items.resolution(this.tree, node);
    const isTrait = res?.base.kind === "def" && res.unresolved === 0 && this.tcx.items.kind(res.base.def) === "trait";
    return isTrait && res.base.kind === "def" ? res.base.def : undefined;
  }

  #object(node: number, path: Path): void {
    const trait = this.#traitAt(node);
    if (trait === undefined) return;
    checkSelfDefaults(this.tcx, trait, path);
    const args = path.segments.at(-1)?.args;
    if (args?.kind === "angle") checkFixedOnce(this.tcx, this.tree, trait, args.args);
  }

  #bounds(bounds: readonly Bound[], outer: readonly GenericParam[] = [], self?: TypeId): void {
    for (const bound of bounds) {
      if (bound.kind !== "trait") continue;
      this.#path(bound.pathId, undefined, bound.path, "type");
      checkBoundBinder(this.tcx, this.tree, bound, outer, self);
    }
  }

  readonly #associated = new Set<number>();

  readonly #places = new Map<number, BarePlace>();

  item(id: number): void {
    const item = this.tree.item(id);
    const { kind } = item;
    barePlaces(this.tree, item, this.#places);
    if (kind.kind === "trait" || kind.kind === "impl") for (const inner of kind.items) this.#associated.add(this.tree.resolve(inner));
    checkObjectDefaults(this.tcx, this.tree, id);
    checkItemElision(this.tcx, this.tree, item, this.#associated.has(id));
    if ("generics" in kind) {
      for (const param of kind.generics.params) this.#bounds(param.bounds);
      for (const clause of kind.generics.where) {
        if (clause.kind === "type") this.#bounds(clause.bounds, clause.forParams, clause.type);
      }
    }
    if (kind.kind === "trait" || kind.kind === "type-alias" || kind.kind === "trait-alias") this.#bounds(kind.bounds);
    if (kind.kind === "impl" && kind.trait !== undefined) this.#path(kind.traitId, undefined, kind.trait, "type");
  }

  expr(id: number): void {
    const kind = this.tree.kind(id);
    if (kind !== K.PathExpr && kind !== K.StructExpr) return;
    const expr = this.tree.expr(id);
    if (expr.kind.kind === "path" || expr.kind.kind === "struct") this.#path(id, expr.kind.qself, expr.kind.path, "value");
  }

  pat(id: number): void {
    const at = this.tree.kind(id);
    if (at !== K.PathPat && at !== K.StructPat && at !== K.TupleStructPat) return;
    const { kind } = this.tree.pat(id);
    if (kind.kind === "path" || kind.kind === "struct" || kind.kind === "tuple-struct") this.#path(id, kind.qself, kind.path, "value");
  }

  #path(node: number, qself: QSelf | undefined, path: Path, place: PathPlace): void {
    const res = this.tcx.items.resolution(this.tree, node);
    if (res === undefined) return;
    const uses = segmentUses(this.tcx, path, qself, res);
    this.#forbidden(uses, res.base);
    for (const { segment, bearer, isQualifier } of uses) {
      if (bearer === undefined) continue;
      const { args } = segment;
      if (args?.kind === "parenthesized") checkCallable(this.tcx, this.tree, args.inputs, args.output);
      checkArguments(this.tcx, this.tree, bearer, segment, place === "value" && !isQualifier);
    }
  }

  #forbidden(uses: readonly SegmentUse[], base: NonNullable<ReturnType<TypeContext["items"]["resolution"]>>["base"]): void {
    const wrong = uses.filter(({ segment, bearer }) => bearer === undefined && segment.args !== undefined);
    for (const { segment } of wrong) {
      const isLast = segment === uses.at(-1)?.segment;
      const what = isLast ? this.#describe(base, segment.ident.name) : `module \`${segment.ident.name}\``;
      const isParam = isLast && base.kind === "def" && this.tcx.items.kind(base.def) === "type-param";
      forbidArguments(this.tcx, this.tree, segment, what, isParam ? this.tcx.items.identSpan(base.def) : undefined);
    }
  }

  #constructorWord(def: DefId): string | undefined {
    const { items } = this.tcx;
    if (items.kind(def) !== "constructor") return undefined;
    const owner = items.parent(def) as DefId;
    const shape = this.tcx.adt(this.tcx.genericOwner(owner)).variants.find((variant) => variant.def === owner)?.shape;
    return `${shape} ${items.kind(owner)}`;
  }

  #describe(base: NonNullable<ReturnType<TypeContext["items"]["resolution"]>>["base"], name: string): string {
    switch (base.kind) {
      case "primitive":
        return `builtin type \`${name}\``;
      case "self-type":
        return "self type";
      case "self-constructor":
        return "self constructor";
      case "local":
        return "local variable";
      case "def":
        return `${this.#constructorWord(base.def) ?? this.tcx.items.kind(base.def).replace("-param", " parameter").replace(/^mod$/, "module")} \`${name}\``;
      default:
        return "this type";
    }
  }
}
