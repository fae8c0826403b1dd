// Decoding of what items, expressions, patterns and types share: paths, generics, bounds, attributes, macro calls.
import type { Span } from "../base/source.ts";
import type {
  Attribute,
  Bound,
  GenericArg,
  GenericArgs,
  GenericParam,
  Generics,
  Label,
  Lifetime,
  MacroCall,
  NodeId,
  Param,
  Path,
  PathSegment,
  QSelf,
  StringLiteral,
  Visibility,
  WherePredicate,
} from "./ast.ts";
import { decodeString } from "./literals.ts";
import * as K from "./node-kinds.ts";
import { NodeStore } from "./store.ts";
import * as T from "./token-kinds.ts";
import { BLOCK_DOC, delimiterOf } from "./tokens.ts";

const MODIFIERS = ["?", "const", "~const", "async", "!"] as const;

export class PartDecoder extends NodeStore {
  kind(id: NodeId): number {
    return this.nodeKinds[id] as number;
  }

  protected data(id: NodeId): number {
    return this.nodeData[id] as number;
  }

  /** A child in a single place; 0 gives undefined. */
  protected child(id: NodeId): NodeId | undefined {
    return id === 0 ? undefined : this.resolve(id);
  }

  protected withCtxt(lo: number, hi: number, ctxt: number): Span {
    return ctxt === 0 ? { lo, hi } : { lo, hi, ctxt };
  }

  // --- Paths -----------------------------------------------------------------------------------------------------

  /** A path stored as `Segment`, `SegmentArgs`, `Path` or `QPath`. */
  path(id: NodeId): Path {
    const kind = this.kind(id);
    if (kind === K.QPath) return this.path(this.field(id, 0));
    if (kind !== K.Path) return { span: this.span(id), global: false, segments: [this.segment(id)] };
    const segments = Array.from(this.rawList(this.field(id, 1)), (segment) => this.segment(segment));
    return { span: this.span(id), global: this.field(id, 0) !== 0, segments };
  }

  qself(id: NodeId): QSelf | undefined {
    return this.kind(id) === K.QPath ? { type: this.resolve(this.field(id, 1)), position: this.field(id, 2) } : undefined;
  }

  segment(id: NodeId): PathSegment {
    if (this.kind(id) === K.Segment) return { id, ident: this.ident(this.data(id)), args: undefined };
    return { id, ident: this.ident(this.field(id, 0)), args: this.genericArgs(this.field(id, 1)) };
  }

  genericArgs(id: NodeId): GenericArgs | undefined {
    if (id === 0) return undefined;
    const span = this.span(id);
    switch (this.kind(id)) {
      case K.AngleArgs:
        return { kind: "angle", span, args: this.list(this.data(id)).map((arg) => this.genericArg(arg)) };
      case K.ParenArgs:
        return { kind: "parenthesized", span, inputs: this.list(this.field(id, 0)), output: this.child(this.field(id, 1)) };
      default:
        return { kind: "return-type-notation", span };
    }
  }

  genericArg(id: NodeId): GenericArg {
    const kind = this.kind(id);
    if (kind === K.Lifetime) return { kind: "lifetime", lifetime: this.lifetime(id) };
    if (K.isTypeKind(kind)) return { kind: "type", type: id };
    if (kind !== K.Constraint) return { kind: "const", value: id };
    const bounds = this.field(id, 4);
    return {
      kind: "constraint",
      ident: this.ident(this.field(id, 0)),
      args: this.genericArgs(this.field(id, 1)),
      equals: this.child(this.field(id, 2)),
      equalsConst: this.child(this.field(id, 3)),
      bounds: bounds === K.NO_LIST ? undefined : this.bounds(bounds),
    };
  }

  lifetime(id: NodeId): Lifetime {
    return { id, ident: this.ident(this.data(id)) };
  }

  label(id: NodeId): Label | undefined {
    return id === 0 ? undefined : { ident: this.ident(this.data(id)) };
  }

  // --- Generics --------------------------------------------------------------------------------------------------

  generics(id: NodeId): Generics {
    const ctxt = this.nodeCtxts[id] as number;
    return {
      params: this.genericParams(this.field(id, 0)),
      where: this.list(this.field(id, 1)).map((predicate) => this.wherePredicate(predicate)),
      span: this.span(id),
      whereSpan: this.withCtxt(this.field(id, 2), this.field(id, 3), ctxt),
    };
  }

  genericParams(list: number): GenericParam[] {
    return this.list(list).map((param) => this.genericParam(param));
  }

  genericParam(id: NodeId): GenericParam {
    const ident = this.ident(this.field(id, 0));
    const attrs = this.attributes(id);
    switch (this.kind(id)) {
      case K.LifetimeParam:
        return { id, ident, attrs, kind: "lifetime", bounds: this.bounds(this.field(id, 1)) };
      case K.TypeParam:
        return { id, ident, attrs, kind: "type", bounds: this.bounds(this.field(id, 1)), default: this.child(this.field(id, 2)) };
      default:
        return {
          id,
          ident,
          attrs,
          kind: "const",
          bounds: [],
          type: this.resolve(this.field(id, 1)),
          default: this.child(this.field(id, 2)),
        };
    }
  }

  bounds(list: number): Bound[] {
    return this.list(list).map((bound) => this.bound(bound));
  }

  bound(id: NodeId): Bound {
    const span = this.span(id);
    switch (this.kind(id)) {
      case K.Lifetime:
        return { kind: "lifetime", lifetime: this.lifetime(id) };
      case K.UseBound:
        return { kind: "use", span, args: Array.from(this.rawList(this.data(id)), (token) => this.ident(token)) };
      default:
        return {
          kind: "trait",
          span,
          forParams: this.genericParams(this.field(id, 0)),
          modifiers: MODIFIERS.filter((_, bit) => (this.field(id, 1) & (1 << bit)) !== 0),
          path: this.path(this.field(id, 2)),
          pathId: id,
        };
    }
  }

  wherePredicate(id: NodeId): WherePredicate {
    const span = this.span(id);
    if (this.kind(id) === K.LifetimePredicate) {
      return { kind: "lifetime", span, lifetime: this.lifetime(this.field(id, 0)), bounds: this.bounds(this.field(id, 1)) };
    }
    const forParams = this.genericParams(this.field(id, 0));
    return { kind: "type", span, forParams, type: this.resolve(this.field(id, 1)), bounds: this.bounds(this.field(id, 2)) };
  }

  // --- Attributes, macros, visibility ----------------------------------------------------------------------------

  attributes(id: NodeId): Attribute[] {
    const list = this.attributeList(id);
    return list === 0 ? [] : this.list(list).map((attribute) => this.attribute(attribute));
  }

  attribute(id: NodeId): Attribute {
    const span = this.span(id);
    if (this.kind(id) === K.DocAttribute) {
      const inner = this.tokens.kinds[this.data(id)] === T.InnerDoc;
      const path = { span, global: false, segments: [{ id, ident: { name: "doc", span }, args: undefined }] };
      return { id, span, inner, docComment: true, unsafe: false, path, args: { kind: "empty" } };
    }
    const flags = this.field(id, 0);
    const path = this.path(this.field(id, 1));
    return { id, span, inner: (flags & 1) !== 0, docComment: false, unsafe: (flags & 2) !== 0, path, args: this.#attributeArgs(id) };
  }

  #attributeArgs(id: NodeId): Attribute["args"] {
    const form = this.field(id, 2);
    const argument = this.field(id, 3);
    if (form === 0) return { kind: "empty" };
    if (form === 1) return { kind: "delimited", ...this.delimited(argument) };
    return { kind: "value", value: this.resolve(argument), span: this.span(argument) };
  }

  /** The text of a doc comment, without its markers, and whether it was a block. */
  docComment(id: NodeId): { text: string; block: boolean } {
    const token = this.data(id);
    return { text: this.tokens.text(token), block: ((this.tokens.flags[token] as number) & BLOCK_DOC) !== 0 };
  }

  protected delimited(open: number): Pick<MacroCall, "delimiter" | "tokens" | "span"> {
    const { tokens } = this;
    const close = tokens.partner(open);
    const span = this.withCtxt(tokens.los[open] as number, tokens.his[close] as number, tokens.ctxts[open] as number);
    return { delimiter: delimiterOf(tokens.kinds[open] as number), tokens: { from: open + 1, to: close }, span };
  }

  macroCall(id: NodeId): MacroCall {
    const open = this.field(id, 1);
    const { delimiter, tokens } = this.delimited(open);
    return { id, path: this.path(this.field(id, 0)), delimiter, tokens, span: this.span(id) };
  }

  /** 0 is inherited visibility; it stands, empty, where its item begins. */
  visibility(id: NodeId, owner: NodeId): Visibility {
    if (id === 0) {
      const { lo, ctxt } = this.span(owner);
      return { kind: "inherited", span: this.withCtxt(lo, lo, ctxt ?? 0) };
    }
    const span = this.span(id);
    if (this.kind(id) === K.PublicVisibility) return { kind: "public", span };
    return { kind: "restricted", span, path: this.path(this.field(id, 0)), id, shorthand: this.field(id, 1) !== 0 };
  }

  stringLiteral(token: number): StringLiteral | undefined {
    if (token === 0) return undefined;
    const { tokens } = this;
    return { value: decodeString(tokens.kinds[token] as number, tokens.text(token)), span: tokens.span(token) };
  }

  param(id: NodeId): Param {
    const self = ([undefined, "value", "reference", "typed"] as const)[this.field(id, 2)];
    const pat = this.resolve(this.field(id, 0));
    return { id, span: this.span(id), attrs: this.attributes(id), pat, type: this.resolve(this.field(id, 1)), self };
  }

  params(list: number): Param[] {
    return this.list(list).map((param) => this.param(param));
  }
}
