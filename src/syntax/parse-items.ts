// Items: what stands in files, modules, blocks, traits, impls and extern blocks.
import type { Span } from "../base/source.ts";
import { error } from "../diag/diagnostic.ts";
import type { ItemId, NodeId } from "./ast.ts";
import { SyntaxFailure } from "./cursor.ts";
import { describeHere } from "./describe.ts";
import * as K from "./node-kinds.ts";
import { MissingKeywordParser } from "./parse-missing-keyword.ts";
import { MOD_STYLE, TYPE_STYLE } from "./parse-paths.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";

// Where an item stands.
export const IN_MODULE = 0;
export const IN_STATEMENT = 1;
export const IN_TRAIT = 2;
export const IN_IMPL = 3;
export const IN_EXTERN = 4;

const MAXIMUM_LOOKS = 32;

export class ItemParser extends MissingKeywordParser {
  readonly statementContext = IN_STATEMENT;

  /** Items up to `close` (not taken) or the end of the input. */
  parseModItems(close: number): number {
    const mark = this.scratch.length;
    for (;;) {
      const item = this.parseItem(IN_MODULE);
      if (item === 0) {
        if (this.kind === close) break;
        this.itemExpected();
      } else this.scratch.push(item);
    }
    return this.tree.addList(this.scratch, mark);
  }

  protected itemExpected(): never {
    const span = this.kind === T.Eof && this.previous >= this.from ? this.previousSpan : this.span;
    const diagnostic = error(`expected item, found ${describeHere(this)}`);
    if (this.word === W.Let) {
      diagnostic.at(span, "`let` cannot be used for global variables");
      diagnostic.suggest("consider using `static` or `const` instead of `let`", [{ span, text: "" }], "HasPlaceholders", "short");
    } else diagnostic.at(span, "expected item");
    if (this.since(80))
      diagnostic.note("for a full list of items that can appear in modules, see <https://doc.rust-lang.org/reference/items.html>");
    throw new SyntaxFailure(diagnostic);
  }

  /** Attributes and an item; 0 if none begins here. */
  parseItem(context: number): ItemId {
    const { start } = this;
    if (this.kind === T.OpenNone && this.isFragment("item")) return this.#itemFragment(context);
    const attributes = this.parseOuterAttributes();
    const item = this.parseItemIn(context, attributes, start);
    if (item === 0 && attributes !== 0) this.attributesWithoutItem(attributes);
    return item;
  }

  #itemFragment(context: number): ItemId {
    this.bump();
    const item = this.parseItem(context);
    this.expect(T.CloseNone);
    return item;
  }

  protected attributesWithoutItem(attributes: number): void {
    const last = this.tree.rawList(attributes).at(-1) as NodeId;
    const span = this.tree.span(last);
    if (this.tree.nodeKinds[last] === K.DocAttribute) {
      this.fail("expected item after doc comment", span, "this doc comment doesn't document anything");
    }
    this.fail("expected item after attributes", span);
  }

  parseItemIn(context: number, attributes: number, outerStart: number): ItemId {
    const { start } = this;
    if (this.kind === T.OpenNone && this.isFragment("item")) return this.#itemFragment(context);
    const visibility = this.parseVisibility();
    const flags = this.#eatDefault() ? K.DEFAULT : 0;
    this.enter();
    const item = this.#itemKind(context, start, visibility, flags);
    this.leave();
    if (item === 0) {
      this.#nothingAfter(start, visibility, flags);
      return 0;
    }
    if (flags !== 0) this.gate("specialization", this.tree.span(item));
    if (this.tree.nodeKinds[item] === K.Trait && (this.tree.field(item, 2) & K.AUTO) !== 0) this.gate("auto_traits", this.tree.span(item));
    this.tree.setAttributes(item, this.tree.joinLists(attributes, this.tree.attributeList(item)));
    void outerStart;
    return item;
  }

  #eatDefault(): boolean {
    if (this.word === W.Final && this.ahead(1) === T.Ident && this.isReserved(this.wordAhead(1)) && this.since(94)) {
      this.gate("final_associated_functions", this.span);
      this.bump();
      return false;
    }
    if (this.since(94)) this.expectNote(T.WORD_BASE + W.Final);
    if (!this.checkWord(W.Default)) return false;
    const next = this.wordAhead(1);
    if (this.ahead(1) !== T.Ident || next === W.As) return false;
    if (!this.isReserved(next) && next !== W.Auto && next !== W.Safe) return false;
    this.bump();
    return true;
  }

  #nothingAfter(start: number, visibility: NodeId, flags: number): void {
    if (visibility !== 0) {
      const text = this.#visibilityText(visibility);
      const span = this.tree.span(visibility);
      const diagnostic = error(`visibility \`${text}\` is not followed by an item`).at(span, "the visibility");
      this.report(diagnostic.help(`you likely meant to define an item, e.g., \`${text} fn foo() {}\``));
    }
    if (flags !== 0) {
      this.report(
        error("`default` is not followed by an item")
          .at(this.spanFrom(start), "the `default` qualifier")
          .note("only `fn`, `const`, `type`, or `impl` items may be prefixed by `default`"),
      );
    }
  }

  #visibilityText(visibility: NodeId): string {
    if (this.tree.nodeKinds[visibility] === K.PublicVisibility) return "pub";
    const path = this.tree.path(this.tree.field(visibility, 0));
    const text = path.segments.map((segment) => segment.ident.name).join("::");
    return this.tree.field(visibility, 1) !== 0 ? `pub(${text})` : `pub(in ${text})`;
  }

  /** The order of the questions is rustc's: what was asked shows in its errors. */
  #itemKind(context: number, start: number, visibility: NodeId, flags: number): ItemId {
    if (this.ahead(1) !== T.Or && this.ahead(1) !== T.OrOr && this.eatWord(W.Use)) return this.#use(start, visibility);
    if (this.checkItemFnFrontMatter()) return this.#fn(context, start, visibility, flags);
    if (this.eatWord(W.Extern)) return this.#extern(start, visibility, 0);
    if (this.#isUnsafeExtern()) return this.#unsafeExtern(start, visibility);
    if (this.#isStatic()) return this.#static(start, visibility, flags);
    if (this.#isTrait()) return this.#trait(start, visibility);
    if (this.#isImpl()) return this.#impl(start, visibility, flags);
    if (this.#isConst()) return this.#const(start, visibility, flags);
    if (this.checkWord(W.Mod) || (this.word === W.Unsafe && this.wordAhead(1) === W.Mod)) return this.#mod(start, visibility);
    if (this.word === W.Type && this.wordAhead(1) === W.Const) return this.#typeConst(start, visibility, flags);
    if (this.eatWord(W.Type)) return this.#typeAlias(start, visibility, flags);
    if (this.eatWord(W.Enum)) return this.parseEnumItem(start, visibility);
    if (this.eatWord(W.Struct)) return this.parseStructItem(start, visibility);
    if (this.#isUnion()) return (this.bump(), this.parseUnionItem(start, visibility));
    if (this.eatWord(W.Macro)) return this.#declMacro(start, visibility);
    if (this.#isReuse()) return this.#reuse(start, visibility);
    if (this.#isMacroRules()) return this.#macroRules(start, visibility);
    if (context === IN_MODULE && this.#isConstBlock()) return this.#constBlockItem(start, visibility);
    if (visibility !== 0 && !this.#looksLikeMacro()) return 0;
    if (context !== IN_STATEMENT && this.checkPath()) return this.#macroCall(start, visibility);
    return 0;
  }

  #isReuse(): boolean {
    return (
      this.word === W.Reuse &&
      (this.isPlainIdentAhead(1) || this.isPathWord(this.wordAhead(1)) || this.ahead(1) === T.Lt || this.wordAhead(1) === W.Impl)
    );
  }

  /** `reuse path (as name)? (; | { .. })` and its glob and list forms: nothing but a feature allows it. */
  #reuse(start: number, visibility: NodeId): ItemId {
    while (this.kind !== T.Semi && this.kind !== T.OpenBrace && this.kind !== T.Eof) this.skipTree();
    if (this.kind === T.OpenBrace) {
      this.skipTree();
      if (this.kind === T.OpenBrace) this.skipTree();
      else this.eat(T.Semi);
    } else this.expect(T.Semi);
    this.gate("fn_delegation", this.spanFrom(start));
    return this.node2(K.ErrorItem, start, visibility, 0);
  }

  #isConstBlock(): boolean {
    return this.word === W.Const && this.ahead(1) === T.OpenBrace && this.since(95);
  }

  #constBlockItem(start: number, visibility: NodeId): ItemId {
    this.bump();
    const keyword = this.previousSpan;
    this.parseBlock();
    this.gate("const_block_items", keyword);
    return this.node2(K.ErrorItem, start, visibility, 0);
  }

  /** Behind a visibility: a macro's path, or a definition that lacks its keyword. */
  #looksLikeMacro(): boolean {
    const next = this.ahead(1);
    return next === T.Not || next === T.PathSep || next === T.Lt || next === T.OpenBrace || next === T.OpenParen;
  }

  isPathStartItem(): boolean {
    return this.#isUnion() || this.#isReuse() || this.#isAutoTrait() || this.#isMacroRules() || this.#isSafeItem() || this.#isDefaultItem();
  }

  #isSafeItem(): boolean {
    return (
      this.word === W.Safe &&
      (this.wordAhead(1) === W.Fn || this.wordAhead(1) === W.Static || this.wordAhead(1) === W.Extern) &&
      this.since(79)
    );
  }

  #isDefaultItem(): boolean {
    const next = this.wordAhead(1);
    return this.word === W.Default && next !== 0 && next !== W.As && this.isReserved(next) && !this.isPathWord(next);
  }

  #isUnion(): boolean {
    return this.word === W.Union && this.isPlainIdentAhead(1);
  }

  #isAutoTrait(): boolean {
    return this.word === W.Auto && this.wordAhead(1) === W.Trait;
  }

  /** How often one may still look ahead: an item is read once more for it. */
  #looksAhead = MAXIMUM_LOOKS;

  protected followingItem(): { readonly what: string; readonly span: Span } | undefined {
    if (this.#looksAhead <= 0) return undefined;
    const left = this.#looksAhead - 1;
    // What stands inside of the item looks no further.
    this.#looksAhead = 0;
    const before = this.snapshot();
    const item = this.attempt(() => {
      while (this.kind === T.Pound) this.parseAttribute();
      return this.parseItemIn(IN_MODULE, 0, this.start);
    });
    this.restore(before);
    this.#looksAhead = left;
    if (item instanceof SyntaxFailure || item === 0) return undefined;
    return { what: K.ITEM_NAMES[this.tree.nodeKinds[item] as number] ?? "item", span: this.tree.span(item) };
  }

  // --- use, extern, mod ------------------------------------------------------------------------------------------

  #use(start: number, visibility: NodeId): ItemId {
    const tree = this.parseUseTree();
    this.expectSemicolon();
    return this.node3(K.Use, start, visibility, 0, tree);
  }

  /** Behind `extern`: `crate name (as name)?;` or `abi? { items }` */
  #extern(start: number, visibility: NodeId, flags: number): ItemId {
    if (flags === 0 && this.eatWord(W.Crate)) return this.#externCrate(start, visibility);
    const abi = this.parseAbi();
    const abiToken = abi === this.previous && this.tokens.kinds[abi] === T.Ident ? 0 : abi;
    const { list, attributes } = this.#itemList(IN_EXTERN);
    const item = this.nodeMany(K.ExternBlock, start, visibility, 0, flags, abiToken, list);
    this.tree.setAttributes(item, attributes);
    return item;
  }

  #externCrate(start: number, visibility: NodeId): ItemId {
    const original = this.word === W.SelfValue ? this.#selfIdent() : this.parseIdent();
    if (this.kind === T.Minus) this.#dashedCrate(original);
    const rename = this.eatWord(W.As) ? this.parseIdentOrUnderscore() : 0;
    this.expectSemicolon();
    return this.node3(K.ExternCrate, start, visibility, rename || original, rename === 0 ? 0 : original);
  }

  /** `extern crate my-crate;` */
  #dashedCrate(first: number): void {
    const edits: { span: Span; text: string }[] = [];
    while (this.kind === T.Minus) {
      edits.push({ span: this.span, text: "_" });
      this.bump();
      this.parseIdent();
    }
    const span = this.spanFrom(first * 4);
    this.report(
      error("crate name using dashes are not valid in `extern crate` statements")
        .at(span, "dash-separated idents are not valid")
        .suggest("if the original crate name uses dashes you need to use underscores in the code", edits, "MachineApplicable", "verbose"),
    );
  }

  #selfIdent(): number {
    const token = this.at;
    this.bump();
    return token;
  }

  #isUnsafeExtern(): boolean {
    if (!this.checkWord(W.Unsafe) || this.wordAhead(1) !== W.Extern) return false;
    const behind = this.ahead(2) === T.Str || this.ahead(2) === T.RawStr ? 3 : 2;
    return this.ahead(behind) === T.OpenBrace;
  }

  #unsafeExtern(start: number, visibility: NodeId): ItemId {
    this.bump();
    this.bump();
    return this.#extern(start, visibility, K.UNSAFE);
  }

  /** `unsafe? mod name;`, `mod name { items }` */
  #mod(start: number, visibility: NodeId): ItemId {
    const flags = this.eatWord(W.Unsafe) ? K.UNSAFE : 0;
    this.bump();
    const name = this.parseIdent();
    if (this.eat(T.Semi)) return this.nodeMany(K.Mod, start, visibility, name, flags, K.NO_LIST, 0, 0);
    this.expectOneOf([T.OpenBrace], []);
    const lo = this.loOf(this.start);
    const attributes = this.parseInnerAttributes();
    const items = this.parseModItems(T.CloseBrace);
    this.expect(T.CloseBrace);
    const item = this.nodeMany(K.Mod, start, visibility, name, flags | K.INLINE, items, lo, this.previousHi);
    this.tree.setAttributes(item, attributes);
    return item;
  }

  // --- fn, const, static, type -----------------------------------------------------------------------------------

  #fn(context: number, start: number, visibility: NodeId, flags: number): ItemId {
    const namesOptional = context === IN_TRAIT && !this.is2018();
    this.fnContext = context === IN_TRAIT ? "trait" : context === IN_IMPL ? "impl" : "free";
    const { name, fn } = this.parseFn(flags, namesOptional, context !== IN_TRAIT && context !== IN_EXTERN);
    return this.node3(K.FnItem, start, visibility, name, fn);
  }

  #isStatic(): boolean {
    if (this.checkWord(W.Static)) {
      const next = this.ahead(1);
      return next !== T.Or && next !== T.OrOr && this.wordAhead(1) !== W.Move && this.wordAhead(1) !== W.Use;
    }
    return (this.word === W.Unsafe || this.word === W.Safe) && this.wordAhead(1) === W.Static;
  }

  /** `(unsafe | safe)? static mut? name : T (= e)? ;` */
  #static(start: number, visibility: NodeId, extra: number): ItemId {
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

  /** A `const` or `static` without type: reported, its type an error. */
  protected missingItemType(what: string, flags: number): NodeId {
    const hasColon = this.eat(T.Colon);
    const mutable = (flags & K.MUTABLE) !== 0 ? " mut" : "";
    const place = this.behind;
    const text = hasColon ? " <type>" : ": <type>";
    this.report(
      error(`missing type for \`${what}${mutable}\` item`)
        .at(place)
        .suggest("provide a type for the item", [{ span: place, text }], "HasPlaceholders", "inline"),
    );
    return this.node(K.ErrorType, this.start);
  }

  #isConst(): boolean {
    if (!this.checkWord(W.Const)) return false;
    const next = this.ahead(1);
    if (next === T.OpenBrace || next === T.Or || next === T.OrOr) return false;
    const word = this.wordAhead(1);
    if (word === W.Move || word === W.Static) return false;
    return !(word === W.Async && this.is2018());
  }

  /** `const (name | _)<..>? : T (= e)? where..? ;` */
  #const(start: number, visibility: NodeId, flags: number): ItemId {
    this.bump();
    if (this.word === W.Mut) this.#constMut();
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
  #typeConst(start: number, visibility: NodeId, flags: number): ItemId {
    this.bump();
    const item = this.#const(start, visibility, flags);
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
        .suggest("you might want to declare a static instead", [{ span: keyword, text: "static" }], "MaybeIncorrect", "inline"),
    );
  }

  /** Behind `type`: `name<..> (: bounds)? where..? (= T)? where..? ;` */
  #typeAlias(start: number, visibility: NodeId, flags: number): ItemId {
    const name = this.parseIdent();
    const open = this.parseGenericParams();
    const bounds = this.eat(T.Colon) ? this.parseBounds() : 0;
    const before = this.parseWhereAndFinish(open);
    const type = this.eat(T.Eq) ? this.parseType() : 0;
    const generics = this.parseWhereAndFinish(open, this.tree.field(before, 1));
    this.expectSemicolon();
    return this.nodeMany(K.TypeAlias, start, visibility, name, flags, generics, bounds, type);
  }

  // --- trait and impl --------------------------------------------------------------------------------------------

  /** `impl(crate)` before `trait`. */
  #implRestrictionAt(count: number): boolean {
    return (
      this.wordAhead(count) === W.Impl &&
      this.ahead(count + 1) === T.OpenParen &&
      this.tokens.payloads[this.tokens.afterTree(this.at + count + 1)] === W.Trait &&
      this.tokens.kinds[this.tokens.afterTree(this.at + count + 1)] === T.Ident
    );
  }

  #isTrait(): boolean {
    if (this.checkWord(W.Trait)) return true;
    for (let i = 0; i < 4; i++) {
      if (this.#implRestrictionAt(i)) return true;
      const word = this.wordAhead(i);
      if (word !== W.Const && word !== W.Unsafe && word !== W.Auto) break;
    }
    if (this.#isAutoTrait()) return true;
    if (this.word === W.Const)
      return (
        this.wordAhead(1) === W.Trait ||
        (this.wordAhead(1) === W.Unsafe && (this.wordAhead(2) === W.Trait || this.wordAhead(2) === W.Auto)) ||
        (this.wordAhead(1) === W.Auto && this.wordAhead(2) === W.Trait)
      );
    return this.word === W.Unsafe && (this.wordAhead(1) === W.Trait || (this.wordAhead(1) === W.Auto && this.wordAhead(2) === W.Trait));
  }

  /** `const? unsafe? auto? trait Name<..> (: bounds)? where.. { items }`, or `trait Name = bounds where..;` */
  #trait(start: number, visibility: NodeId): ItemId {
    let flags = 0;
    if (this.eatWord(W.Const)) {
      this.gate("const_trait_impl", this.previousSpan);
      flags |= K.CONST;
    }
    if (this.eatWord(W.Unsafe)) flags |= K.UNSAFE;
    if (this.eatWordQuietly(W.Auto)) {
      flags |= K.AUTO;
    }
    if (this.word === W.Impl) {
      this.bump();
      this.gate("impl_restriction", this.span);
      this.skipTree();
    }
    this.expectWord(W.Trait);
    const name = this.parseIdent();
    const open = this.parseGenericParams();
    const bounds = this.eat(T.Colon) ? this.parseBounds() : 0;
    if (this.eat(T.Eq)) return this.#traitAlias(start, visibility, name, open);
    const generics = this.parseWhereAndFinish(open);
    const { list, attributes } = this.#itemList(IN_TRAIT);
    const item = this.nodeMany(K.Trait, start, visibility, name, flags, generics, bounds, list);
    this.tree.setAttributes(item, attributes);
    return item;
  }

  #traitAlias(start: number, visibility: NodeId, name: number, open: Parameters<ItemParser["parseWhereAndFinish"]>[0]): ItemId {
    const bounds = this.parseBounds();
    const generics = this.parseWhereAndFinish(open);
    this.expectSemicolon();
    this.gate("trait_alias", this.spanFrom(start));
    return this.node4(K.TraitAlias, start, visibility, name, generics, bounds);
  }

  #isImpl(): boolean {
    if (this.checkWord(W.Impl)) return true;
    const next = this.wordAhead(1);
    return (
      (this.word === W.Unsafe && next === W.Impl) ||
      (this.word === W.Const && (next === W.Impl || (next === W.Unsafe && this.wordAhead(2) === W.Impl)))
    );
  }

  /** `const? unsafe? impl<..>? const? !? T (for T)? where.. { items }` */
  #impl(start: number, visibility: NodeId, extra: number): ItemId {
    let flags = extra;
    if (this.eatWord(W.Const)) {
      this.gate("const_trait_impl", this.previousSpan);
      flags |= K.CONST;
    }
    if (this.eatWord(W.Unsafe)) flags |= K.UNSAFE;
    this.expectWord(W.Impl);
    const open = this.#genericsFollow() ? this.parseGenericParams() : this.#noGenerics();
    if (this.word === W.Const) {
      this.gate("const_trait_impl", this.span);
      this.bump();
      flags |= K.CONST;
    }
    if (this.kind === T.Not && this.#negationFollows()) {
      this.bump();
      this.gate("negative_impls", this.previousSpan);
      flags |= K.NEGATIVE;
    }
    const first = this.#implFirst();
    const hasFor = this.eatWord(W.For);
    const gap = { lo: this.behind.lo, hi: this.span.lo };
    const isTrait = hasFor || this.#missingFor();
    const second = isTrait ? this.parseType() : 0;
    const generics = this.parseWhereAndFinish(open);
    const { list, attributes } = this.#itemList(IN_IMPL);
    if (isTrait && !hasFor)
      this.report(
        error("missing `for` in a trait impl")
          .at(gap)
          .suggest("add `for` here", [{ span: gap, text: " for " }], "HasPlaceholders", "short"),
      );
    if (!isTrait) this.#checkInherent(start, flags, first);
    const trait = isTrait ? this.#traitRef(first) : 0;
    const item = this.nodeMany(K.Impl, start, visibility, 0, flags, generics, trait, isTrait ? second : first, list);
    this.tree.setAttributes(item, attributes);
    return item;
  }

  /** The trait or type behind `impl`. */
  #implFirst(): NodeId {
    if (this.word !== W.For || this.ahead(1) === T.Lt) return this.parseType();
    const { lo } = this.behind;
    const diagnostic = error("missing trait in a trait impl").at({ lo, hi: this.span.lo });
    diagnostic.suggest("add a trait here", [{ span: { lo, hi: this.span.lo }, text: " Trait " }], "HasPlaceholders", "verbose");
    const { hi } = this.spanAhead(1);
    this.report(
      diagnostic.suggest(
        "for an inherent impl, drop this `for`",
        [{ span: { lo: this.span.lo, hi }, text: "" }],
        "MaybeIncorrect",
        "verbose",
      ),
    );
    return this.node(K.ErrorType, this.start);
  }

  /** A second type without `for`: reported, and taken as if it stood there. */
  #missingFor(): boolean {
    if (this.kind === T.OpenBrace || this.word === W.Where || !this.canBeginType()) return false;
    return true;
  }

  /** An inherent impl has no `unsafe`, no `!`, no `default`. */
  #checkInherent(start: number, flags: number, type: NodeId): void {
    const span = this.tree.span(type);
    const words: readonly (readonly [number, string])[] = [
      [K.UNSAFE, "unsafe"],
      [K.NEGATIVE, "negative"],
      [K.DEFAULT, "default"],
    ];
    for (const [flag, word] of words) {
      if ((flags & flag) === 0) continue;
      const { lo } = this.tokens.span(start >>> 2);
      const words = `inherent impls cannot be ${word}`;
      const cause = word === "negative" ? { lo: span.lo - 1, hi: span.lo } : { lo, hi: lo + word.length };
      this.report(
        (flag === K.UNSAFE ? error("E0197", words) : error(words))
          .at(span, "inherent impl for this type")
          .label(cause, `${word} because of this`),
      );
    }
  }

  /** `<` begins parameters rather than a qualified path. */
  #genericsFollow(): boolean {
    if (this.kind !== T.Lt) return false;
    const kind = this.ahead(1);
    if (kind === T.Pound || kind === T.Gt || this.wordAhead(1) === W.Const) return true;
    if (kind !== T.Lifetime && kind !== T.RawLifetime && kind !== T.Ident && kind !== T.RawIdent) return false;
    const after = this.ahead(2);
    return after === T.Gt || after === T.Comma || after === T.Colon || after === T.Eq;
  }

  #noGenerics() {
    const { start } = this;
    const { hi } = this.behind;
    return { start, params: 0, lo: hi, hi };
  }

  #negationFollows(): boolean {
    const kind = this.ahead(1);
    return (
      kind === T.RawIdent ||
      kind === T.PathSep ||
      kind === T.Lt ||
      kind === T.OpenNone ||
      (kind === T.Ident &&
        (!this.isReserved(this.wordAhead(1)) ||
          this.isPathWord(this.wordAhead(1)) ||
          this.wordAhead(1) === W.Impl ||
          this.wordAhead(1) === W.Dyn))
    );
  }

  #traitRef(type: NodeId): NodeId {
    const { tree } = this;
    const { lo, hi, ctxt = 0 } = tree.span(type);
    if (tree.nodeKinds[type] === K.PathType) return tree.addNode(K.TraitRef, lo, hi, ctxt, tree.nodeData[type] as number);
    return this.#notATrait(type);
  }

  #notATrait(type: NodeId): NodeId {
    const { tree } = this;
    const { lo, hi, ctxt = 0 } = tree.span(type);
    const kind = tree.nodeKinds[type];
    if (kind === K.ErrorType) return 0;
    if (kind === K.ImplTraitType) {
      const span = { lo, hi: lo + 4 };
      this.report(
        error("unexpected `impl` keyword")
          .at(span)
          .suggest("remove the extra `impl`", [{ span: { lo, hi: lo + 5 }, text: "" }], "MaybeIncorrect", "short"),
      );
      const [bound] = tree.rawList(tree.nodeData[type] as number);
      if (bound !== undefined && tree.nodeKinds[bound] === K.TraitBound)
        return tree.addNode(K.TraitRef, lo, hi, ctxt, tree.field(bound, 2));
      return 0;
    }
    this.report(error("expected a trait, found type").at(tree.span(type)));
    return 0;
  }

  /** `{ inner attributes, items }` */
  #itemList(context: number): { list: number; attributes: number } {
    this.expect(T.OpenBrace);
    const attributes = this.parseInnerAttributes();
    const mark = this.scratch.length;
    const open = this.previous;
    while (this.kind !== T.CloseBrace && this.kind !== T.Eof) {
      const item = this.parseItem(context);
      if (item === 0) this.nonItemInList(open);
      else this.scratch.push(item);
    }
    const list = this.tree.addList(this.scratch, mark);
    this.expect(T.CloseBrace);
    return { list, attributes };
  }

  protected nonItemInList(open: number): void {
    const span = this.span;
    const isLet = this.word === W.Let;
    const isSemicolon = this.kind === T.Semi;
    void isSemicolon;
    void isLet;
    void open;
    this.fail("non-item in item list", span, "non-item starts here");
  }

  // --- Fragments -------------------------------------------------------------------------------------------------

  /** All items of an expansion. */
  parseItemsOfFragment(context: number): NodeId[] {
    const mark = this.scratch.length;
    while (this.kind !== T.Eof) {
      const item = this.parseItem(context);
      if (item === 0) break;
      this.scratch.push(item);
    }
    return this.scratch.splice(mark);
  }

  /** A single fragment of this kind; for `ident`, `lifetime`, `tt` and `meta` the result is a token. */
  parseOneFragment(kind: string): NodeId {
    switch (kind) {
      case "expr":
        return this.parseExpr();
      case "item":
        return this.parseItem(IN_MODULE) || this.itemExpected();
      case "stmt":
        return this.parseStatementWithoutSemicolon();
      case "pat":
        return this.parsePat();
      case "pat-single":
        return this.parsePatNoTopAlternatives();
      case "ty":
        return this.parseTypeNoPlus();
      case "path":
        return this.parsePath(TYPE_STYLE);
      case "block":
        return this.parseBlock();
      case "vis":
        return this.parseVisibility(true);
      case "literal":
        return this.parseLiteralMaybeMinus();
      default:
        return this.#tokenFragment(kind);
    }
  }

  #tokenFragment(kind: string): NodeId {
    const token = this.at;
    if (kind === "ident") {
      if (!this.isAnyIdent || this.word === W.Underscore) this.failIdent();
      this.bump();
    } else if (kind === "lifetime") {
      if (!this.isLifetime) this.fail(`expected a lifetime, found ${describeHere(this)}`, this.span);
      this.bump();
    } else if (kind === "meta") this.parseAttributeItem();
    else this.skipTree();
    return token;
  }

  // --- Macros ----------------------------------------------------------------------------------------------------

  #isMacroRules(): boolean {
    if (this.word !== W.MacroRules) return false;
    return this.ahead(1) === T.Not ? this.isIdentAhead(2) : this.isIdentAhead(1);
  }

  /** `macro_rules! name { rules }`, with `;` unless in braces */
  #macroRules(start: number, visibility: NodeId): ItemId {
    const keyword = this.span;
    this.bump();
    if (this.kind === T.Not) this.bump();
    else this.#missingBang(keyword);
    const name = this.parseIdent();
    const open = this.parseDelimited();
    this.#semicolonAfterMacro(open);
    return this.node4(K.MacroDef, start, visibility, name, 1, open);
  }

  #missingBang(span: Span): void {
    const { lo, hi } = span;
    this.report(
      error("expected `!` after `macro_rules`")
        .at({ lo, hi })
        .suggest("add a `!`", [{ span: { lo: hi, hi }, text: "!" }], "MachineApplicable", "verbose"),
    );
  }

  /** `macro name { rules }` or `macro name(params) { body }` */
  #declMacro(start: number, visibility: NodeId): ItemId {
    const name = this.parseIdent();
    let open = this.at;
    if (this.check(T.OpenBrace)) this.skipTree();
    else {
      this.parseDelimited();
      open = this.at;
      if (!this.check(T.OpenBrace)) this.unexpected();
      this.skipTree();
    }
    this.gate("decl_macro", this.spanFrom(start));
    return this.node4(K.MacroDef, start, visibility, name, 0, open);
  }

  #macroCall(start: number, visibility: NodeId): ItemId {
    const pathStart = this.start;
    this.missingKeyword();
    const path = this.parsePath(MOD_STYLE);
    this.expect(T.Not);
    const call = this.parseMacroCall(pathStart, path);
    const open = this.tree.field(call, 1);
    const semicolon = this.#semicolonAfterMacro(open);
    return this.node4(K.MacroItem, start, visibility, 0, call, semicolon ? 1 : 0);
  }

  #semicolonAfterMacro(open: number): boolean {
    if (this.tokens.kinds[open] === T.OpenBrace) return false;
    if (this.eat(T.Semi)) return true;
    this.macroNeedsSemicolon(open);
    return false;
  }

  protected macroNeedsSemicolon(open: number): void {
    const close = this.tokens.partner(open);
    const lo = this.tokens.los[open] as number;
    const hi = this.tokens.his[close] as number;
    this.report(
      error("macros that expand to items must be delimited with braces or followed by a semicolon")
        .at({ lo, hi })
        .suggest(
          "change the delimiters to curly braces",
          [
            { span: { lo, hi: lo + 1 }, text: "{" },
            { span: { lo: hi - 1, hi }, text: "}" },
          ],
          "MaybeIncorrect",
          "verbose",
        )
        .suggest("add a semicolon", [{ span: { lo: hi, hi }, text: ";" }], "MaybeIncorrect", "verbose"),
    );
  }
}
