// Attributes and doc comments, visibility, identifiers, and macro calls' arguments.
import type { Span } from "../base/source.ts";
import { error } from "../diag/diagnostic.ts";
import type { DiagnosticBuilder, Edit } from "../diag/diagnostic.ts";
import type { ExprId, NodeId } from "./ast.ts";
import { SyntaxFailure } from "./cursor.ts";
import { describeHere } from "./describe.ts";
import * as K from "./node-kinds.ts";
import { SequenceParser } from "./parse-sequences.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";

/** Attributes of a crate that an item may have, too. */
const OUTER_TOO: ReadonlySet<string> = new Set(["cfg_attr", "cfg", "forbid", "warn", "allow", "deny"]);

/** What follows a word that was meant as a name. */
const BEHIND_NAMES: ReadonlySet<number> = new Set([
  T.Eq,
  T.Colon,
  T.Comma,
  T.Semi,
  T.PathSep,
  T.OpenBrace,
  T.OpenParen,
  T.CloseBrace,
  T.CloseParen,
]);

export abstract class AttributeParser extends SequenceParser {
  abstract parseModPath(): NodeId;
  abstract parseAttributeValue(): ExprId;

  // --- Identifiers -----------------------------------------------------------------------------------------------

  /** An identifier that is not reserved; the result is its token. */
  parseIdent(): number {
    if (!this.isIdent) this.#reservedIdent();
    const token = this.at;
    this.bump();
    return token;
  }

  /** A reserved word is reported and taken for the name it was meant to be. */
  #reservedIdent(): void {
    if (this.kind !== T.Ident) this.failIdent();
    this.report(this.identExpected());
  }

  failIdent(): never {
    throw new SyntaxFailure(this.identExpected());
  }

  identExpected() {
    if (this.tokens.kinds[this.previous] === T.OuterDoc && this.previous >= this.from) {
      return error("E0585", "found a documentation comment that doesn't document anything")
        .at(this.previousSpan)
        .help("doc comments must come before what they document, if a comment was intended use `//`");
    }
    const found = describeHere(this);
    const isWord = this.kind === T.Ident;
    const what = found.startsWith("`") ? "" : `, found ${found.slice(0, found.indexOf(" `"))}`;
    const diagnostic = error(`expected identifier, found ${found}`).at(this.span, `expected identifier${what}`);
    const mayBeRaw = isWord && this.isReserved(this.word) && !this.isPathSegmentWord && this.word !== W.Underscore;
    if (mayBeRaw && BEHIND_NAMES.has(this.ahead(1))) {
      const { lo } = this.span;
      diagnostic.suggest(
        `escape \`${W.WORDS[this.word]}\` to use it as an identifier`,
        [{ span: { lo, hi: lo }, text: "r#" }],
        "MaybeIncorrect",
        "verbose",
      );
    }
    return diagnostic;
  }

  // --- Attributes ------------------------------------------------------------------------------------------------

  get atOuterAttribute(): boolean {
    return this.kind === T.Pound || this.kind === T.OuterDoc;
  }

  /** `(#[...] | doc comment)*`; the result is a list. */
  parseOuterAttributes(): number {
    if (this.kind !== T.Pound && this.kind !== T.OuterDoc && this.kind !== T.InnerDoc) {
      this.expectNote(T.Pound);
      return 0;
    }
    const mark = this.scratch.length;
    let afterDoc = false;
    for (;;) {
      const before = this.scratch.length > mark ? (this.scratch.at(-1) as NodeId) : 0;
      if (this.check(T.Pound)) this.#pushOuter(this.#outerAttribute(before, afterDoc));
      else if (this.kind === T.OuterDoc) this.scratch.push(this.#docAttribute());
      else if (this.kind === T.InnerDoc) this.scratch.push(this.misplacedInnerDoc());
      else break;
      afterDoc = this.tree.nodeKinds[this.scratch.at(-1) ?? 0] === K.DocAttribute && this.scratch.at(-1) !== before;
    }
    return this.tree.addList(this.scratch, mark);
  }

  /** An inner attribute is reported; `before` is the attribute in front of it, 0 if there is none. */
  #outerAttribute(before: NodeId, afterDoc: boolean): NodeId {
    const { start } = this;
    const attribute = this.parseAttribute();
    if ((this.tree.field(attribute, 0) & 1) !== 0) this.#misplacedInner(start, attribute, before, afterDoc);
    return attribute;
  }

  /** An inner attribute among them has been reported and is dropped. */
  #pushOuter(attribute: NodeId): void {
    if ((this.tree.field(attribute, 0) & 1) === 0) this.scratch.push(attribute);
  }

  /** `(#![...] | inner doc comment)*` */
  parseInnerAttributes(): number {
    const mark = this.scratch.length;
    for (;;) {
      if (this.check(T.Pound) && this.ahead(1) === T.Not) this.scratch.push(this.parseAttribute());
      else if (this.kind === T.InnerDoc) this.scratch.push(this.#docAttribute());
      else break;
    }
    return this.tree.addList(this.scratch, mark);
  }

  #docAttribute(): NodeId {
    const { start, at } = this;
    this.bump();
    return this.node(K.DocAttribute, start, at);
  }

  /** An inner doc comment where none may stand: reported, then skipped. */
  misplacedInnerDoc(): NodeId {
    const { span } = this;
    const diagnostic = error("E0753", "expected outer doc comment").at(span);
    const isBlock = this.snippet(span).startsWith("/*");
    const mark = { ...span, lo: span.lo + 2, hi: span.lo + 3 };
    const doc = this.#docAttribute();
    if (!this.#annotated(diagnostic, "doc comment", { span: mark, text: isBlock ? "*" : "/" })) {
      diagnostic.note("inner doc comments like this (starting with `//!` or `/*!`) can only appear before items");
      diagnostic.suggest("you might have meant to write a regular comment", [{ span: mark, text: "" }], "MachineApplicable", "verbose");
    }
    this.report(diagnostic);
    return doc;
  }

  /** `# !? [ AttributeItem ]` */
  parseAttribute(): NodeId {
    const { start } = this;
    this.expect(T.Pound);
    const { hi } = this.previousSpan;
    const isTight = this.span.lo === hi;
    const inner = this.eat(T.Not);
    this.#openBracket(inner && isTight);
    const item = this.parseAttributeItem();
    this.expect(T.CloseBracket);
    return this.nodeMany(K.Attribute, start, (inner ? 1 : 0) | (item.isUnsafe ? 2 : 0), item.path, item.form, item.argument);
  }

  /** `#!` at the start of a file may have been meant to name an interpreter. */
  #openBracket(isShebang: boolean): void {
    try {
      this.expect(T.OpenBracket);
    } catch (failure) {
      if (failure instanceof SyntaxFailure && isShebang && this.since(90))
        failure.diagnostic
          .note("the token sequence `#!` here looks like the start of a shebang interpreter directive but it is not")
          .help("if you meant this to be a shebang interpreter directive, move it to the very start of the file");
      throw failure;
    }
  }

  #misplacedInner(start: number, attribute: NodeId, before: NodeId, afterDoc: boolean): void {
    const span = this.spanFrom(start);
    const what = afterDoc ? "outer doc comment" : "outer attribute";
    const place = before === 0 ? "in this context" : `following an ${what}`;
    const diagnostic = error(`an inner attribute is not permitted ${place}`);
    if (before === 0) diagnostic.at(span);
    else
      diagnostic
        .at(span, `not permitted following an ${what}`)
        .label(this.tree.span(before), `previous ${afterDoc ? "doc comment" : what}`);
    diagnostic.note(
      "inner attributes, like `#![no_std]`, annotate the item enclosing them, and are usually found at the beginning of source files",
    );
    const name = this.tree.path(this.tree.field(attribute, 1)).segments.at(0)?.ident.name ?? "";
    const bang = { ...span, lo: span.lo + 1, hi: span.lo + 2 };
    if (!this.#annotated(diagnostic, "attribute", OUTER_TOO.has(name) ? { span: bang, text: "" } : undefined))
      diagnostic.note("outer attributes, like `#[test]`, annotate the item following them");
    this.report(diagnostic);
  }

  /** Points at the item that follows, which an inner form does not mean; false if there is none. */
  #annotated(diagnostic: DiagnosticBuilder, form: "attribute" | "doc comment", outer: Edit | undefined): boolean {
    const following = this.followingItem();
    if (following === undefined) return false;
    diagnostic.label(following.span, `the inner ${form} doesn't annotate this ${following.what}`);
    const words = `to annotate the ${following.what}, change the ${form} from inner to outer style`;
    if (outer !== undefined) diagnostic.suggest(words, [outer], "MachineApplicable", "verbose");
    return true;
  }

  /** The item behind attributes at this place, if one can be read; nothing is taken. */
  protected abstract followingItem(): { readonly what: string; readonly span: Span } | undefined;

  /** `unsafe ( Attr )`, or `Attr`: a path and what follows it. */
  parseAttributeItem(): { isUnsafe: boolean; path: NodeId; form: number; argument: number } {
    if (this.kind === T.OpenNone && this.isFragment("meta")) return this.#capturedItem();
    const isUnsafe = this.since(79) && this.ahead(1) === T.OpenParen && this.eatWordQuietly(W.Unsafe);
    if (isUnsafe) this.expect(T.OpenParen);
    const path = this.parseModPath();
    let form = 0;
    let argument = 0;
    if (this.check(T.OpenParen) || this.check(T.OpenBracket) || this.check(T.OpenBrace)) {
      form = 1;
      argument = this.at;
      this.skipTree();
    } else if (this.eat(T.Eq)) {
      form = 2;
      argument = this.parseAttributeValue();
    }
    if (isUnsafe) this.expect(T.CloseParen);
    return { isUnsafe, path, form, argument };
  }

  /** What a `$m:meta` has captured. */
  #capturedItem(): { isUnsafe: boolean; path: NodeId; form: number; argument: number } {
    this.bump();
    const item = this.parseAttributeItem();
    this.expect(T.CloseNone);
    return item;
  }

  // --- Visibility ------------------------------------------------------------------------------------------------

  /** `pub`, `pub(crate)`, `pub(in path)`, ...; 0 if there is none. A tuple field's type may begin with a parenthesis. */
  parseVisibility(isTupleField = false): NodeId {
    const { start } = this;
    if (this.kind === T.OpenNone && this.isFragment("vis")) return this.#visibilityFragment();
    if (!this.eatWord(W.Pub)) return 0;
    if (this.kind !== T.OpenParen) return this.node(K.PublicVisibility, start);
    const inside = this.wordAhead(1);
    if (inside === W.In) {
      this.bump();
      this.bump();
      const path = this.parseModPath();
      this.expect(T.CloseParen);
      return this.node2(K.RestrictedVisibility, start, path, 0);
    }
    const isShort = inside === W.Crate || inside === W.SelfValue || inside === W.Super;
    if (isShort && this.ahead(2) === T.CloseParen) {
      this.bump();
      const path = this.parseModPath();
      this.expect(T.CloseParen);
      return this.node2(K.RestrictedVisibility, start, path, 1);
    }
    if (!isTupleField) this.#wrongRestriction();
    return this.node(K.PublicVisibility, start);
  }

  #visibilityFragment(): NodeId {
    this.bump();
    const visibility = this.kind === T.CloseNone ? 0 : this.parseVisibility();
    this.expect(T.CloseNone);
    return visibility;
  }

  /** `pub(something)`: reported and skipped. */
  #wrongRestriction(): void {
    this.bump();
    const { start } = this;
    const path = this.parseModPath();
    const span = this.spanFrom(start);
    this.expect(T.CloseParen);
    const diagnostic = error("E0704", "incorrect visibility restriction").at(span);
    diagnostic.help(
      "some possible visibility restrictions are:\n`pub(crate)`: visible only on the current crate\n`pub(super)`: visible only in the current module's parent\n`pub(in path::to::module)`: visible only on the specified path",
    );
    const name = this.tree
      .path(path)
      .segments.map((segment) => segment.ident.name)
      .join("::");
    diagnostic.suggest(
      `make this visible only to module \`${name}\` with \`in\``,
      [{ span: { lo: span.lo, hi: span.lo }, text: "in " }],
      "MachineApplicable",
    );
    this.report(diagnostic);
  }

  // --- Macro calls -----------------------------------------------------------------------------------------------

  /** After `path !`: the delimited tokens. */
  parseMacroCall(start: number, path: NodeId): NodeId {
    const open = this.parseDelimited();
    return this.node3(K.MacroCall, start, path, open, this.previous);
  }

  /** A token tree in brackets; the result is its opening token. */
  parseDelimited(): number {
    const open = this.at;
    if (this.check(T.OpenParen) || this.check(T.OpenBracket) || this.check(T.OpenBrace)) this.skipTree();
    else this.unexpected();
    return open;
  }
}
