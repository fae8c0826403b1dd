// Decoding of types and patterns.
import type { FnHeader, NodeId, Pat, PatField, PatId, PatKind, Safety, TypeId, TypeKind, TypeNode } from "./ast.ts";
import { PartDecoder } from "./decode-parts.ts";
import * as K from "./node-kinds.ts";
import * as T from "./token-kinds.ts";

const RANGE_SYNTAX = ["..", "..=", "..."] as const;

export class TypeDecoder extends PartDecoder {
  type(id: TypeId): TypeNode {
    const seen = this.resolve(id);
    return { id: seen, span: this.span(seen), kind: this.#typeKind(seen) };
  }

  #typeKind(id: NodeId): TypeKind {
    switch (this.kind(id)) {
      case K.PathType:
        return { kind: "path", qself: this.qself(this.data(id)), path: this.path(this.data(id)) };
      case K.SliceType:
        return { kind: "slice", element: this.resolve(this.data(id)) };
      case K.ArrayType:
        return { kind: "array", element: this.resolve(this.field(id, 0)), length: this.resolve(this.field(id, 1)) };
      case K.PointerType:
        return { kind: "pointer", mutable: this.field(id, 0) !== 0, target: this.resolve(this.field(id, 1)) };
      case K.ReferenceType: {
        const lifetime = this.field(id, 0);
        return {
          kind: "reference",
          lifetime: lifetime === 0 ? undefined : this.lifetime(lifetime),
          mutable: this.field(id, 1) !== 0,
          target: this.resolve(this.field(id, 2)),
        };
      }
      case K.FnPointerType:
        return this.#fnPointer(id);
      case K.NeverType:
        return { kind: "never" };
      case K.TupleType:
        return { kind: "tuple", elements: this.list(this.data(id)) };
      case K.TraitObjectType:
        return { kind: "trait-object", bounds: this.bounds(this.field(id, 0)), dyn: this.field(id, 1) !== 0 };
      case K.ImplTraitType:
        return { kind: "impl-trait", bounds: this.bounds(this.data(id)) };
      case K.ParenType:
        return { kind: "paren", inner: this.resolve(this.data(id)) };
      case K.InferType:
        return { kind: "infer" };
      case K.ImplicitSelfType:
        return { kind: "implicit-self" };
      case K.MacroType:
        return { kind: "macro-call", call: this.macroCall(this.data(id)) };
      default:
        return { kind: "error" };
    }
  }

  #fnPointer(id: NodeId): TypeKind {
    const flags = this.field(id, 1);
    return {
      kind: "fn-pointer",
      forParams: this.genericParams(this.field(id, 0)),
      safety: this.safety(flags),
      extern: this.externOf(flags, this.field(id, 2)),
      params: this.params(this.field(id, 3)),
      variadic: (flags & K.VARIADIC) !== 0,
      output: this.child(this.field(id, 4)),
    };
  }

  protected safety(flags: number): Safety {
    return (flags & K.UNSAFE) !== 0 ? "unsafe" : (flags & K.SAFE) !== 0 ? "safe" : "default";
  }

  /** `token` is the ABI string, or the word `extern` that stands alone. */
  protected externOf(flags: number, token: number): FnHeader["extern"] {
    if ((flags & K.EXTERN) === 0) return { kind: "none" };
    if (this.tokens.kinds[token] === T.Ident) return { kind: "implicit", span: this.tokens.span(token) };
    const abi = this.stringLiteral(token);
    return abi === undefined ? { kind: "none" } : { kind: "explicit", abi };
  }

  pat(id: PatId): Pat {
    const seen = this.resolve(id);
    return { id: seen, span: this.span(seen), kind: this.#patKind(seen) };
  }

  #patKind(id: NodeId): PatKind {
    switch (this.kind(id)) {
      case K.WildPat:
        return { kind: "wild" };
      case K.RestPat:
        return { kind: "rest" };
      case K.NeverPat:
        return { kind: "never" };
      case K.IdentPat:
        return this.#identPat(id);
      case K.PathPat:
        return { kind: "path", qself: this.qself(this.data(id)), path: this.path(this.data(id)) };
      case K.OrPat:
        return { kind: "or", alternatives: this.list(this.data(id)) };
      case K.TuplePat:
        return { kind: "tuple", elements: this.list(this.data(id)) };
      case K.BoxPat:
        return { kind: "box", inner: this.resolve(this.data(id)) };
      case K.ReferencePat:
        return { kind: "reference", mutable: this.field(id, 0) !== 0, inner: this.resolve(this.field(id, 1)) };
      case K.ExprPat:
        return { kind: "expr", expr: this.resolve(this.data(id)) };
      case K.SlicePat:
        return { kind: "slice", elements: this.list(this.data(id)) };
      case K.ParenPat:
        return { kind: "paren", inner: this.resolve(this.data(id)) };
      case K.MacroPat:
        return { kind: "macro-call", call: this.macroCall(this.data(id)) };
      default:
        return this.#compoundPat(id);
    }
  }

  #identPat(id: NodeId): PatKind {
    const flags = this.field(id, 0);
    return {
      kind: "ident",
      byRef: (flags & 1) !== 0,
      refMutable: (flags & 2) !== 0,
      mutable: (flags & 4) !== 0,
      ident: this.ident(this.field(id, 1)),
      sub: this.child(this.field(id, 2)),
    };
  }

  #compoundPat(id: NodeId): PatKind {
    const path = this.field(id, 0);
    switch (this.kind(id)) {
      case K.StructPat: {
        const fields = this.list(this.field(id, 1)).map((field) => this.patField(field));
        return { kind: "struct", qself: this.qself(path), path: this.path(path), fields, rest: this.field(id, 2) !== 0 };
      }
      case K.TupleStructPat:
        return { kind: "tuple-struct", qself: this.qself(path), path: this.path(path), elements: this.list(this.field(id, 1)) };
      case K.RangePat: {
        const syntax = RANGE_SYNTAX[this.field(id, 2)] as "..";
        return { kind: "range", start: this.child(path), end: this.child(this.field(id, 1)), syntax };
      }
      default:
        return { kind: "error" };
    }
  }

  patField(id: NodeId): PatField {
    return {
      id,
      span: this.span(id),
      attrs: this.attributes(id),
      ident: this.ident(this.field(id, 0)),
      pat: this.resolve(this.field(id, 1)),
      shorthand: this.field(id, 2) !== 0,
    };
  }
}
