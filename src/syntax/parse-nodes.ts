// What the parser makes at its place: spans, nodes of the tree, and reports of failures.
import type { Span } from "../base/source.ts";
import { type DiagnosticBuilder, error } from "../diag/diagnostic.ts";
import type { NodeId } from "./ast.ts";
import * as T from "./token-kinds.ts";
import { Cursor, MAXIMUM_DEPTH, SyntaxFailure } from "./cursor.ts";

export abstract class NodeParser extends Cursor {
  /** Of the current token; at the end of the input, an empty place. */
  get span(): Span {
    if (this.at >= this.end) return this.endSpan();
    const variable = this.kind === T.OpenNone ? this.tokens.variables.get(this.at) : undefined;
    if (variable !== undefined) return variable;
    const whole = this.tokens.span(this.at);
    return this.split === 0 ? whole : { ...whole, lo: whole.lo + this.split };
  }

  /** Where the input ends: at the `Eof` token of a file, or behind the last token of a fragment. */
  protected endSpan(): Span {
    if (this.tokens.kinds[this.end] === T.Eof) return this.tokens.span(this.end);
    const last = this.tokens.span(Math.max(this.end - 1, 1));
    return { ...last, lo: last.hi };
  }

  spanAhead(count: number): Span {
    return this.at + count < this.end ? this.tokens.span(this.at + count) : this.endSpan();
  }

  get previousSpan(): Span {
    const whole = this.tokens.span(this.previous);
    return { ...whole, hi: this.previousHi };
  }

  /** The empty place behind the previous token. */
  get behind(): Span {
    const { previousSpan } = this;
    return { ...previousSpan, lo: previousSpan.hi };
  }

  loOf(start: number): number {
    return (this.tokens.los[start >>> 2] as number) + (start & 3);
  }

  /** From a start to the end of the previous token. */
  spanFrom(start: number): Span {
    const ctxt = this.tokens.ctxts[start >>> 2] as number;
    const last = this.tokens.ctxts[this.previous] as number;
    if (ctxt !== last) return this.#spanAcross(start, ctxt === 0);
    const lo = this.loOf(start);
    const hi = Math.max(this.previousHi, lo);
    return ctxt === 0 ? { lo, hi } : { lo, hi, ctxt };
  }

  /** From what a macro was given to what it says itself, or the other way round: from its variable, to its variable. */
  #spanAcross(start: number, isGivenFirst: boolean): Span {
    const own = isGivenFirst ? this.previousSpan : this.tokens.span(start >>> 2);
    const variable = this.tokens.variables.get(isGivenFirst ? start >>> 2 : this.previous);
    if (variable === undefined || variable.ctxt !== own.ctxt) return own;
    return isGivenFirst ? { ...own, lo: Math.min(variable.lo, own.lo) } : { ...own, hi: Math.max(variable.hi, own.hi) };
  }

  isSameLine(first: number, second: number): boolean {
    return !this.hasNewline(first, second);
  }

  /** Whether a line ends between two positions. Set by the parser's owner, who has the text. */
  hasNewline: (lo: number, hi: number) => boolean = () => false;
  /** The text of a span. Set by the parser's owner. */
  snippet: (span: Span) => string = () => "";

  /** A node from `start` to the previous token, with at most one field. */
  node(kind: number, start: number, data = 0): NodeId {
    const { tokens } = this;
    const token = start >>> 2;
    const ctxt = tokens.ctxts[token] as number;
    if (ctxt !== tokens.ctxts[this.previous]) return this.#nodeAcross(kind, start, data);
    const lo = (tokens.los[token] as number) + (start & 3);
    return this.tree.addNode(kind, lo, this.previousHi < lo ? lo : this.previousHi, ctxt, data);
  }

  #nodeAcross(kind: number, start: number, data: number): NodeId {
    const { lo, hi, ctxt = 0 } = this.spanFrom(start);
    return this.tree.addNode(kind, lo, hi, ctxt, data);
  }

  node2(kind: number, start: number, a: number, b: number): NodeId {
    const { tree } = this;
    const at = tree.allocate(2);
    tree.words[at] = a;
    tree.words[at + 1] = b;
    return this.node(kind, start, at);
  }

  node3(kind: number, start: number, a: number, b: number, c: number): NodeId {
    const { tree } = this;
    const at = tree.allocate(3);
    tree.words[at] = a;
    tree.words[at + 1] = b;
    tree.words[at + 2] = c;
    return this.node(kind, start, at);
  }

  node4(kind: number, start: number, a: number, b: number, c: number, d: number): NodeId {
    const { tree } = this;
    const at = tree.allocate(4);
    tree.words[at] = a;
    tree.words[at + 1] = b;
    tree.words[at + 2] = c;
    tree.words[at + 3] = d;
    return this.node(kind, start, at);
  }

  nodeMany(kind: number, start: number, ...fields: number[]): NodeId {
    const at = this.tree.allocate(fields.length);
    this.tree.words.set(fields, at);
    return this.node(kind, start, at);
  }

  report(diagnostic: DiagnosticBuilder): void {
    this.diagnostics.push(diagnostic);
  }

  error(message: string, span: Span, label?: string): DiagnosticBuilder {
    return error(message).at(span, label);
  }

  fail(message: string, span: Span, label?: string): never {
    throw new SyntaxFailure(this.error(message, span, label));
  }

  gate(feature: string, span: Span): void {
    this.gated.push({ feature, span });
  }

  /** Guards recursion; each `enter` needs a `leave`, and a snapshot restores the depth. */
  enter(): void {
    if (++this.depth > MAXIMUM_DEPTH) {
      throw new SyntaxFailure(error("KB0500", `kbuild does not parse nesting deeper than ${MAXIMUM_DEPTH} yet`).at(this.span));
    }
  }

  leave(): void {
    this.depth--;
  }
}
