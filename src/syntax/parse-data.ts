// Structs, unions, enums, and imports.
import { error, type DiagnosticBuilder } from "../diag/diagnostic.ts";
import type { NodeId } from "./ast.ts";
import { SyntaxFailure } from "./cursor.ts";
import { describeHere } from "./describe.ts";
import * as K from "./node-kinds.ts";
import { FunctionParser } from "./parse-functions.ts";
import * as slips from "./slip-words.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";

const VARIANT_FORMS = "enum variants can be `Variant`, `Variant = <integer>`, `Variant(Type, ..., TypeN)` or `Variant { fields: Types }`";

/** Errors tell of the struct or enum that they are in. */
const LABELS_ITEMS = 71;
const REMOVES_LET = 74;

export abstract class DataParser extends FunctionParser {
  /** Behind `struct`: `Name<..> { }`, `Name<..>(..) where..;`, `Name;` */
  parseStructItem(start: number, visibility: NodeId): NodeId {
    const name = this.parseIdent();
    const open = this.parseGenericParams();
    if (this.checkWord(W.Where)) return this.#structAfterWhere(start, visibility, name, this.parseWhereAndFinish(open));
    if (this.eat(T.Semi)) return this.#finishStruct(start, visibility, name, this.finishGenericsWithoutWhere(open), this.#unit());
    if (this.kind === T.OpenBrace) {
      const generics = this.finishGenericsWithoutWhere(open);
      return this.#finishStruct(start, visibility, name, generics, this.#record("struct", name));
    }
    if (this.kind !== T.OpenParen)
      this.fail(
        `expected \`where\`, \`{\`, \`(\`, or \`;\` after struct name, found ${describeHere(this)}`,
        this.span,
        "expected `where`, `{`, `(`, or `;` after struct name",
      );
    const data = this.#tuple();
    const generics = this.parseWhereAndFinish(open);
    this.expectSemicolon();
    return this.#finishStruct(start, visibility, name, generics, data);
  }

  #structAfterWhere(start: number, visibility: NodeId, name: number, generics: NodeId): NodeId {
    if (this.eat(T.Semi)) return this.#finishStruct(start, visibility, name, generics, this.#unit());
    return this.#finishStruct(start, visibility, name, generics, this.#record("struct", name));
  }

  #finishStruct(start: number, visibility: NodeId, name: number, generics: NodeId, data: NodeId): NodeId {
    return this.node4(K.Struct, start, visibility, name, generics, data);
  }

  /** Behind `union`. */
  parseUnionItem(start: number, visibility: NodeId): NodeId {
    const name = this.parseIdent();
    const generics = this.parseWhereAndFinish(this.parseGenericParams());
    if (this.kind !== T.OpenBrace)
      this.fail(
        `expected \`where\` or \`{\` after union name, found ${describeHere(this)}`,
        this.span,
        "expected `where` or `{` after union name",
      );
    const data = this.#record("union", name);
    return this.node4(K.Union, start, visibility, name, generics, data);
  }

  #unit(): NodeId {
    return this.node(K.UnitData, this.previous * 4);
  }

  /** `{ field, ... }` */
  #record(what: string, name = 0): NodeId {
    const { start } = this;
    this.#reading = { what, name };
    if (!this.eat(T.OpenBrace)) {
      const words = `expected \`where\`, or \`{\` after ${what} name`;
      this.fail(`${words}, found ${describeHere(this)}`, this.span, words);
    }
    const mark = this.scratch.length;
    while (this.kind !== T.CloseBrace && this.kind !== T.Eof) {
      this.scratch.push(this.#labelled(what, name, () => this.#recordField()));
    }
    const fields = this.tree.addList(this.scratch, mark);
    this.expect(T.CloseBrace);
    return this.node(K.StructData, start, fields);
  }

  /** Errors that are about the fields of a struct or of a variant: the enum round it is not blamed. */
  readonly #told = new WeakSet<DiagnosticBuilder>();

  /** An error in what `parse` reads tells of the item that it is in. */
  #labelled(what: string, name: number, parse: () => NodeId): NodeId {
    try {
      return parse();
    } catch (failure) {
      const shows = failure instanceof SyntaxFailure && name !== 0 && this.since(LABELS_ITEMS);
      if (shows) failure.diagnostic.label(this.tokens.span(name), `while parsing this ${what}`);
      if (failure instanceof SyntaxFailure) this.#told.add(failure.diagnostic);
      throw failure;
    }
  }

  /** The name of a field or variant; `start`: where it begins. */
  #fieldName(what: string, start: number): number {
    if (this.word === W.Fn && this.isPlainIdentAhead(1)) this.#functionAsField(what, start);
    if (this.word === W.Let && this.isPlainIdentAhead(1) && this.ahead(2) === T.Colon && this.since(REMOVES_LET)) this.#letField();
    if (this.word === W.Struct && this.isPlainIdentAhead(1) && this.since(REMOVES_LET)) this.#structAsField(what, start);
    if (!this.isIdent && this.since(REMOVES_LET)) this.failIdent();
    return this.parseIdent();
  }

  /** An item of its own among the fields. */
  #structAsField(what: string, start: number): never {
    this.bump();
    const said = error(`structs are not allowed in ${what} definitions`).at({ ...this.spanFrom(start), hi: this.span.hi });
    throw new SyntaxFailure(said.help("consider creating a new `struct` definition instead of nesting"));
  }

  /** `let name: T` */
  #letField(): void {
    const { span } = this;
    const said = error("expected identifier, found keyword `let`").at(span, "expected identifier, found keyword");
    this.bump();
    said.suggest("remove this `let` keyword", [{ span: { ...span, hi: this.span.lo }, text: "" }], "MachineApplicable");
    said.note("the `let` keyword is not allowed in `struct` fields");
    this.report(said.note("see <https://doc.rust-lang.org/book/ch05-01-defining-structs.html> for more information"));
  }

  /** `attrs vis name : T (= e)? ,?` */
  #recordField(): NodeId {
    const attributes = this.parseOuterAttributes();
    const { start } = this;
    const visibility = this.parseVisibility();
    if (this.word === W.Unsafe && this.isIdentAhead(1)) {
      this.gate("unsafe_fields", this.span);
      this.bump();
    }
    const name = this.#fieldName(this.#reading.what, start);
    const isPathNext = this.isIdentAhead(1) || this.ahead(1) === T.PathSep || this.ahead(1) === T.Lt;
    if (this.kind === T.Eq && isPathNext && this.since(LABELS_ITEMS)) {
      const said = error("expected `:`, found `=`").at(this.span, "expected `:`");
      const words = "field names and their types are separated with `:`";
      this.report(said.suggest(words, [{ span: this.span, text: ":" }], "MachineApplicable", "short"));
      this.bump();
    } else this.expect(T.Colon);
    const type = this.parseType();
    if (this.kind === T.Colon && this.since(75)) this.fail("found single colon in a struct field type path", this.span);
    const value = this.kind === T.Eq ? this.#fieldDefault() : 0;
    const field = this.node4(K.Field, start, visibility, name, type, value);
    this.tree.setAttributes(field, attributes);
    if (!this.eat(T.Comma) && this.kind !== T.CloseBrace) this.#afterField();
    return field;
  }

  /** A method among the fields or variants: read, reported, dropped. */
  #functionAsField(what: string, start: number): never {
    this.parseFn(0, false, true);
    throw new SyntaxFailure(slips.functionInStruct(what, this.spanFrom(start)));
  }

  #fieldDefault(): NodeId {
    const lo = this.previousHi;
    this.bump();
    const value = this.parseAnonymousConst();
    this.gate("default_field_values", { lo, hi: this.previousHi });
    return value;
  }

  /** What has the fields being read, and its name's token. */
  #reading = { what: "struct", name: 0 };

  #afterField(): void {
    if (this.kind === T.Semi) {
      const { what, name } = this.#reading;
      const said = slips.fieldSemicolon(what, this.span);
      this.report(name === 0 ? said : said.label(this.tokens.span(name), `while parsing this ${what}`));
      return this.bump();
    }
    const diagnostic = error(`expected \`,\`, or \`}\`, found ${describeHere(this)}`).at(this.behind);
    diagnostic.suggest("try adding a comma", [{ span: this.behind, text: "," }], "MachineApplicable", "inline");
    if (!this.isAnyIdent && this.kind !== T.Pound && this.kind !== T.OuterDoc) throw new SyntaxFailure(diagnostic);
    this.report(diagnostic);
  }

  /** `( attrs vis T, ... )` */
  #tuple(): NodeId {
    const { start } = this;
    this.expect(T.OpenParen);
    const fields = this.commaList(T.CloseParen, () => this.#tupleField());
    return this.node(K.TupleData, start, fields);
  }

  #tupleField(): NodeId {
    const attributes = this.parseOuterAttributes();
    const { start } = this;
    const visibility = this.parseVisibility(true);
    const type = this.parseType();
    const value = this.kind === T.Eq ? (this.bump(), this.#fieldDefault()) : 0;
    const field = this.node4(K.Field, start, visibility, 0, type, value);
    this.tree.setAttributes(field, attributes);
    return field;
  }

  /** Behind `enum`: `Name<..> where.. { variants }` */
  #openVariants(name: number): void {
    const keyword = this.tokens.span(name - 1);
    try {
      this.expect(T.OpenBrace);
    } catch (failure) {
      if (failure instanceof SyntaxFailure && this.since(90)) {
        failure.diagnostic.label(this.tokens.span(name), "while parsing this enum");
        const edit = { span: keyword, text: "struct" };
        if (this.kind === T.Colon)
          failure.diagnostic.suggest("perhaps you meant to use `struct` here", [edit], "MaybeIncorrect", "verbose");
      }
      throw failure;
    }
  }

  parseEnumItem(start: number, visibility: NodeId): NodeId {
    if (this.word === W.Struct && this.isPlainIdentAhead(1) && this.since(REMOVES_LET)) {
      const span = { ...this.span, lo: this.previousSpan.lo };
      const said = error("`enum` and `struct` are mutually exclusive").at(span);
      this.report(said.suggest("replace `enum struct` with", [{ span, text: "enum" }], "MachineApplicable", "verbose"));
      this.bump();
    }
    const name = this.parseIdent();
    const generics = this.parseWhereAndFinish(this.parseGenericParams());
    if (this.kind === T.Semi && this.since(REMOVES_LET)) {
      const { span } = this;
      const said = error("expected `{}`, found `;`").at(span);
      this.report(said.suggest("try using `{}` instead", [{ span, text: "{}" }], "MaybeIncorrect", "message"));
      this.bump();
      return this.node4(K.Enum, start, visibility, name, generics, this.tree.addList(this.scratch, this.scratch.length));
    }
    this.#openVariants(name);
    const variants = this.#variants(name);
    return this.node4(K.Enum, start, visibility, name, generics, variants);
  }

  #variants(name: number): number {
    const before = this.diagnostics.length;
    try {
      return this.commaList(T.CloseBrace, () => this.#helpedVariant());
    } catch (failure) {
      // Behind a mended comma the item is not spoken of.
      const isOwn = failure instanceof SyntaxFailure && !this.#told.has(failure.diagnostic) && this.diagnostics.length === before;
      if (isOwn && this.since(LABELS_ITEMS)) this.#adviseStruct(failure.diagnostic, name);
      throw failure;
    }
  }

  /** `enum E { a: T }` */
  #adviseStruct(said: DiagnosticBuilder, name: number): void {
    said.label(this.tokens.span(name), "while parsing this enum");
    if (this.kind !== T.Colon || this.tokens.kinds[this.previous] !== T.Ident) return;
    const keyword = this.tokens.span(name - 1);
    try {
      this.bump();
      this.parseType();
    } catch (failure) {
      if (failure instanceof SyntaxFailure) return;
      throw failure;
    }
    said.suggest("perhaps you meant to use `struct` here", [{ span: keyword, text: "struct" }], "MaybeIncorrect", "verbose");
  }

  /** A variant; the error where none stands tells what variants look like. */
  #helpedVariant(): NodeId {
    try {
      return this.#variant();
    } catch (failure) {
      if (failure instanceof SyntaxFailure && !this.#told.has(failure.diagnostic)) failure.diagnostic.help(VARIANT_FORMS);
      throw failure;
    }
  }

  /** `attrs vis Name (fields)? (= e)?` */
  #variant(): NodeId {
    const attributes = this.parseOuterAttributes();
    const { start } = this;
    const visibility = this.parseVisibility();
    const name = this.since(LABELS_ITEMS) ? this.#fieldName("enum", start) : this.parseIdent();
    const data = this.check(T.OpenBrace) ? this.#record("struct", name) : this.check(T.OpenParen) ? this.#tuple() : this.#unit();
    const discriminant = this.eat(T.Eq) ? this.parseAnonymousConst() : 0;
    const variant = this.node4(K.Variant, start, visibility, name, data, discriminant);
    this.tree.setAttributes(variant, attributes);
    return variant;
  }

  // --- Imports ---------------------------------------------------------------------------------------------------

  /** `path (as name)?`, `path::*`, `path::{trees}` */
  parseUseTree(): NodeId {
    this.enter();
    const { start } = this;
    const tree = this.#useTree(start);
    this.leave();
    return tree;
  }

  #useTree(start: number): NodeId {
    const couples = this.kind === T.PathSep && (this.ahead(1) === T.OpenBrace || this.ahead(1) === T.Star);
    if (this.check(T.OpenBrace) || this.check(T.Star) || couples) {
      const prefix = couples ? this.#globalPrefix(start) : 0;
      return this.#globOrNested(start, prefix);
    }
    let prefix = this.parseModPath();
    if (this.eatPathSep()) return this.#globOrNested(start, prefix);
    while (this.kind === T.Colon && this.since(72)) prefix = this.#singleColon(start, prefix);
    const rename = this.eatWord(W.As) ? this.parseIdentOrUnderscore() : 0;
    return this.node2(K.UseSimple, start, prefix, rename);
  }

  /** `use a:b`: reported, and read as `a::b`. */
  #singleColon(start: number, prefix: NodeId): NodeId {
    const { span } = this;
    this.bump();
    this.report(
      error("expected `::`, found `:`")
        .at(span)
        .note("import paths are delimited using `::`")
        .suggest("use double colon", [{ span, text: "::" }], "MachineApplicable", "verbose"),
    );
    return this.joinPaths(start, prefix, this.parseModPath());
  }

  #globalPrefix(start: number): NodeId {
    this.bump();
    return this.node2(K.Path, start, 1, 0);
  }

  #globOrNested(start: number, prefix: NodeId): NodeId {
    if (this.eat(T.Star)) return this.node2(K.UseGlob, start, prefix, this.previous);
    const open = this.at;
    this.expect(T.OpenBrace);
    const trees = this.commaList(T.CloseBrace, () => this.parseUseTree());
    return this.node4(K.UseNested, start, prefix, open, this.previous, trees);
  }

  /** The `;` of an import, whose tree says what cannot be followed. */
  protected endOfImport(tree: NodeId): void {
    try {
      this.expectSemicolon();
    } catch (failure) {
      if (failure instanceof SyntaxFailure && this.tree.nodeKinds[tree] === K.UseGlob)
        failure.diagnostic.note("the wildcard token must be last on the path");
      if (failure instanceof SyntaxFailure && this.tree.nodeKinds[tree] === K.UseNested)
        failure.diagnostic.note("glob-like brace syntax must be last on the path");
      throw failure;
    }
  }

  parseIdentOrUnderscore(): number {
    if (this.word !== W.Underscore) return this.parseIdent();
    const token = this.at;
    this.bump();
    return token;
  }
}
