// Items that bind a name to a value or a type: `const`, `static` and `type`.
import { error } from "../diag/diagnostic.ts";
import type { ItemId, NodeId } from "./ast.ts";
import * as K from "./node-kinds.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";
import { ItemListParser } from "./parse-item-lists.ts";

/** Since then a `const` with parameters is told to lack `fn`. */
const CONST_FN = 84;

/** A placeholder for a type is shown as a line of its own. */
const SHOWS_PLACEHOLDERS = 80;

export abstract class ValueItemParser extends ItemListParser {
  protected isStatic(): boolean {
    if (this.checkWord(W.Static)) {
      const next = this.ahead(1);
      return next !== T.Or && next !== T.OrOr && this.wordAhead(1) !== W.Move && this.wordAhead(1) !== W.Use;
    }
    return (this.word === W.Unsafe || this.word === W.Safe) && this.wordAhead(1) === W.Static;
  }

  /** `(unsafe | safe)? static mut? name : T (= e)? ;` */
  protected parseStatic(start: number, visibility: NodeId, extra: number): ItemId {
    let flags = extra;
    if (this.eatWord(W.Unsafe)) flags |= K.UNSAFE;
    else if (this.eatWordQuietly(W.Safe)) flags |= K.SAFE;
    this.bump();
    if (this.eatWord(W.Mut)) flags |= K.MUTABLE;
    const name = this.parseIdent();
    if (this.kind === T.Lt) this.#genericStatic();
    const type = this.#itemType("static", flags);
    const value = this.eat(T.Eq) ? this.parseExpr() : 0;
    this.expectSemicolon();
    return this.nodeMany(K.Static, start, visibility, name, flags, type, value);
  }

  #genericStatic(): void {
    const { lo, hi } = this.parseGenericParams();
    this.report(error("static items may not have generic parameters").at({ lo, hi }));
  }

  #itemType(what: string, flags: number): NodeId {
    if (this.kind === T.Colon && this.ahead(1) !== T.Eq && this.ahead(1) !== T.Semi) {
      this.bump();
      return this.parseType();
    }
    return this.missingItemType(what, flags);
  }

  /** A `const` or `static` without type: noted, its type an error. */
  protected missingItemType(what: string, flags: number): NodeId {
    const hasColon = this.eat(T.Colon);
    const mutable = (flags & K.MUTABLE) !== 0 ? " mut" : "";
    const place = this.behind;
    const text = hasColon ? " <type>" : ": <type>";
    const node = this.node(K.ErrorType, this.start);
    const style = this.since(SHOWS_PLACEHOLDERS) ? "verbose" : "inline";
    const said = error(`missing type for \`${what}${mutable}\` item`).at(place);
    this.tree.untyped.set(node, said.suggest("provide a type for the item", [{ span: place, text }], "HasPlaceholders", style));
    return node;
  }

  protected isConst(): boolean {
    if (!this.checkWord(W.Const)) return false;
    const next = this.ahead(1);
    if (next === T.OpenBrace || next === T.Or || next === T.OrOr) return false;
    const word = this.wordAhead(1);
    if (word === W.Move || word === W.Static) return false;
    return !(word === W.Async && this.is2018());
  }

  /** `const (name | _)<..>? : T (= e)? where..? ;` */
  protected parseConst(start: number, visibility: NodeId, flags: number): ItemId {
    this.bump();
    if (this.word === W.Mut) this.#constMut();
    // A name with parameters is what lacks `fn`.
    else if (this.ahead(1) === T.OpenParen && this.since(CONST_FN)) this.missingKeyword();
    const name = this.parseIdentOrUnderscore();
    const open = this.parseGenericParams();
    if (open.params !== 0 || open.lo !== open.hi) this.gate("generic_const_items", { lo: open.lo, hi: open.hi });
    if (this.kind !== T.Colon) this.#constWithoutType();
    const type = this.#itemType("const", 0);
    const value = this.eat(T.Eq) ? this.parseExpr() : 0;
    const generics = this.parseWhereAndFinish(open);
    this.expectSemicolon();
    return this.nodeMany(K.Const, start, visibility, name, flags, generics, type, value);
  }

  /** `type const N: usize = 3;` */
  protected parseTypeConst(start: number, visibility: NodeId, flags: number): ItemId {
    this.bump();
    const item = this.parseConst(start, visibility, flags);
    this.gate("min_generic_const_args", this.spanFrom(start));
    return item;
  }

  /** Only `=`, `;` or `where` may follow a name without a type for rustc to go on. */
  #constWithoutType(): void {
    this.expectNote(T.Colon);
    if (!this.check(T.Eq) && !this.check(T.Semi) && !this.checkWord(W.Where)) this.unexpected();
  }

  #constMut(): void {
    const span = this.span;
    const keyword = this.previousSpan;
    this.bump();
    this.report(
      error("const globals cannot be mutable")
        .at(span, "cannot be mutable")
        .suggest(
          "you might want to declare a static instead",
          [{ span: keyword, text: "static" }],
          "MaybeIncorrect",
          this.since(90) ? "verbose" : "inline",
        ),
    );
  }

  /** Behind `type`: `name<..> (: bounds)? where..? (= T)? where..? ;` */
  protected parseTypeAlias(start: number, visibility: NodeId, flags: number): ItemId {
    const name = this.parseIdent();
    const open = this.parseGenericParams();
    const bounds = this.eat(T.Colon) ? this.parseBounds() : 0;
    const before = this.parseWhereAndFinish(open);
    const type = this.eat(T.Eq) ? this.parseType() : 0;
    const generics = this.checkWord(W.Where) ? this.parseWhereAndFinish(open, this.tree.field(before, 1)) : before;
    this.expectSemicolon();
    return this.nodeMany(K.TypeAlias, start, visibility, name, flags, generics, bounds, type);
  }
}
