// Decoding of expressions.
import type { Span } from "../base/source.ts";
import type { Arm, BinaryOp, Expr, ExprField, ExprId, ExprKind, Ident, NodeId, UnaryOp } from "./ast.ts";
import { TypeDecoder } from "./decode-types.ts";
import { isWrongLiteral } from "./check-literals.ts";
import { decodeLiteral } from "./literals.ts";
import * as K from "./node-kinds.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";

export class ExpressionDecoder extends TypeDecoder {
  expr(id: ExprId): Expr {
    const seen = this.resolve(id);
    return { id: seen, span: this.span(seen), attrs: this.attributes(seen), kind: this.#exprKind(seen) };
  }

  /** Kinds with at most one field; the others follow by family. */
  #exprKind(id: NodeId): ExprKind {
    const kind = this.kind(id);
    switch (kind) {
      case K.LiteralExpr:
        return this.#literal(this.data(id));
      case K.PathExpr:
        return { kind: "path", qself: this.qself(this.data(id)), path: this.path(this.data(id)) };
      case K.TupleExpr:
        return { kind: "tuple", elements: this.list(this.data(id)) };
      case K.ArrayExpr:
        return { kind: "array", elements: this.list(this.data(id)) };
      case K.ParenExpr:
        return { kind: "paren", inner: this.resolve(this.data(id)) };
      case K.ConstBlock:
        return { kind: "const-block", block: this.data(id) };
      case K.TryBlock:
        return { kind: "try-block", block: this.data(id) };
      case K.Continue:
        return { kind: "continue", label: this.label(this.data(id)) };
      case K.Return:
        return { kind: "return", value: this.child(this.data(id)) };
      case K.Yield:
        return { kind: "yield", value: this.child(this.data(id)) };
      case K.Become:
        return { kind: "become", value: this.resolve(this.data(id)) };
      case K.Await:
        return { kind: "await", operand: this.resolve(this.data(id)) };
      case K.Try:
        return { kind: "try", operand: this.resolve(this.data(id)) };
      case K.Underscore:
        return { kind: "underscore" };
      case K.MacroExpr:
        return { kind: "macro-call", call: this.macroCall(this.data(id)) };
      case K.BuiltIn:
        return { kind: "built-in", name: this.names.text(this.data(id)) };
      case K.ErrorExpr:
        return { kind: "error" };
      default:
        return this.#operation(id, kind) ?? this.#postfix(id, kind) ?? this.#control(id, kind) ?? { kind: "error" };
    }
  }

  /** By token: many ask for the same literal, and numbers take long to read. */
  readonly #literals = new Map<number, ExprKind>();

  #literal(token: number): ExprKind {
    const known = this.#literals.get(token) ?? this.#decoded(token);
    this.#literals.set(token, known);
    return known;
  }

  #decoded(token: number): ExprKind {
    const kind = this.tokens.kinds[token] as number;
    if (kind === T.Ident) return { kind: "literal", literal: { kind: "bool", value: this.tokens.payloads[token] === W.True } };
    const text = this.tokens.text(token);
    if (this.tokens.isFlawed(token) || isWrongLiteral(kind, text)) return { kind: "literal", literal: { kind: "error" } };
    return { kind: "literal", literal: decodeLiteral(kind, text) };
  }

  #operation(id: NodeId, kind: number): ExprKind | undefined {
    switch (kind) {
      case K.Unary:
        return { kind: "unary", op: T.PUNCTUATION[this.field(id, 0)] as UnaryOp, operand: this.resolve(this.field(id, 1)) };
      case K.Binary:
        return { kind: "binary", op: this.#operator(id), opSpan: this.#opSpan(id), left: this.#left(id), right: this.#right(id) };
      case K.Assign:
        return { kind: "assign", opSpan: this.#opSpan(id), left: this.#left(id), right: this.#right(id) };
      case K.AssignOp:
        return { kind: "assign-op", op: this.#operator(id), opSpan: this.#opSpan(id), left: this.#left(id), right: this.#right(id) };
      case K.Cast:
        return { kind: "cast", operand: this.resolve(this.field(id, 0)), type: this.resolve(this.field(id, 1)) };
      case K.AddressOf: {
        const flags = this.field(id, 0);
        return { kind: "address-of", raw: (flags & 2) !== 0, mutable: (flags & 1) !== 0, operand: this.resolve(this.field(id, 1)) };
      }
      case K.Range:
        return {
          kind: "range",
          start: this.child(this.field(id, 0)),
          end: this.child(this.field(id, 1)),
          inclusive: this.field(id, 2) !== 0,
        };
      case K.LetExpr:
        return { kind: "let", pat: this.resolve(this.field(id, 0)), scrutinee: this.resolve(this.field(id, 1)) };
      case K.Repeat:
        return { kind: "repeat", element: this.resolve(this.field(id, 0)), count: this.resolve(this.field(id, 1)) };
      default:
        return undefined;
    }
  }

  // What is between two operands, field by field: nodes with two are looked at more often than others.

  #operator(id: NodeId): BinaryOp {
    return T.PUNCTUATION[this.field(id, 0)] as BinaryOp;
  }

  #opSpan(id: NodeId): Span {
    return this.withCtxt(this.field(id, 1), this.field(id, 2), this.nodeCtxts[id] as number);
  }

  #left(id: NodeId): ExprId {
    return this.resolve(this.field(id, 3));
  }

  #right(id: NodeId): ExprId {
    return this.resolve(this.field(id, 4));
  }

  #postfix(id: NodeId, kind: number): ExprKind | undefined {
    const hi = this.nodeHis[id] as number;
    const ctxt = this.nodeCtxts[id] as number;
    const first = this.field(id, 0);
    switch (kind) {
      case K.Call:
        return { kind: "call", callee: this.resolve(first), args: this.list(this.field(id, 1)) };
      case K.MethodCall: {
        const callSpan = this.withCtxt(this.field(id, 3), hi, ctxt);
        return {
          kind: "method-call",
          receiver: this.resolve(first),
          segment: this.segment(this.field(id, 1)),
          args: this.list(this.field(id, 2)),
          callSpan,
        };
      }
      case K.FieldExpr:
        return { kind: "field", operand: this.resolve(first), field: this.ident(this.field(id, 1)) };
      case K.TupleField: {
        const name = this.names.text(this.field(id, 1));
        const field: Ident = { name, span: this.withCtxt(hi - name.length, hi, ctxt) };
        return { kind: "field", operand: this.resolve(first), field };
      }
      case K.Index: {
        const bracketsSpan = this.withCtxt(this.field(id, 2), hi, ctxt);
        return { kind: "index", operand: this.resolve(first), index: this.resolve(this.field(id, 1)), bracketsSpan };
      }
      case K.StructExpr:
        return this.#struct(id);
      case K.Closure:
        return this.#closure(id);
      default:
        return undefined;
    }
  }

  #struct(id: NodeId): ExprKind {
    const path = this.field(id, 0);
    const form = this.field(id, 2);
    const last = this.field(id, 3);
    const fields = this.list(this.field(id, 1)).map((field) => this.exprField(field));
    return {
      kind: "struct",
      qself: this.qself(path),
      path: this.path(path),
      fields,
      rest:
        form === 0
          ? { kind: "none" }
          : form === 1
            ? { kind: "base", expr: this.resolve(last) }
            : form === 3
              ? { kind: "unknown" }
              : { kind: "rest", span: this.tokens.span(last) },
    };
  }

  exprField(id: NodeId): ExprField {
    return {
      id,
      span: this.span(id),
      attrs: this.attributes(id),
      ident: this.ident(this.field(id, 0)),
      value: this.resolve(this.field(id, 1)),
      shorthand: this.field(id, 2) !== 0,
    };
  }

  #closure(id: NodeId): ExprKind {
    const flags = this.field(id, 0);
    const forParams = this.field(id, 1);
    const { lo, ctxt = 0 } = this.span(id);
    return {
      kind: "closure",
      move: (flags & K.MOVE) !== 0,
      asyncness: (flags & K.ASYNC) !== 0,
      constness: (flags & K.CONST) !== 0,
      isStatic: (flags & K.STATIC) !== 0,
      forParams: forParams === K.NO_LIST ? undefined : this.genericParams(forParams),
      params: this.params(this.field(id, 2)),
      output: this.child(this.field(id, 3)),
      body: this.resolve(this.field(id, 4)),
      headSpan: this.withCtxt(lo, this.field(id, 5), ctxt),
    };
  }

  #control(id: NodeId, kind: number): ExprKind | undefined {
    const first = this.field(id, 0);
    switch (kind) {
      case K.BlockExpr:
        return { kind: "block", label: this.label(first), block: this.field(id, 1) };
      case K.AsyncBlock:
        return { kind: "async-block", move: (first & 1) !== 0, gen: (first & 2) !== 0, block: this.field(id, 1) };
      case K.If:
        return { kind: "if", condition: this.resolve(first), then: this.field(id, 1), otherwise: this.child(this.field(id, 2)) };
      case K.While:
        return { kind: "while", label: this.label(first), condition: this.resolve(this.field(id, 1)), body: this.field(id, 2) };
      case K.For: {
        const iterator = this.resolve(this.field(id, 2));
        return { kind: "for", label: this.label(first), pat: this.resolve(this.field(id, 1)), iterator, body: this.field(id, 3) };
      }
      case K.Loop:
        return { kind: "loop", label: this.label(first), body: this.field(id, 1) };
      case K.Match: {
        const arms = this.list(this.field(id, 1)).map((arm) => this.arm(arm));
        return { kind: "match", scrutinee: this.resolve(first), arms, postfix: this.field(id, 2) !== 0 };
      }
      case K.Break:
        return { kind: "break", label: this.label(first), value: this.child(this.field(id, 1)) };
      default:
        return undefined;
    }
  }

  arm(id: NodeId): Arm {
    return {
      id,
      span: this.span(id),
      attrs: this.attributes(id),
      pat: this.resolve(this.field(id, 0)),
      guard: this.child(this.field(id, 1)),
      body: this.child(this.field(id, 2)),
    };
  }
}
