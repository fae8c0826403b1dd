// Items: which one begins here, by the questions that rustc asks in this order, for they show in its errors.
import type { Span } from "../base/source.ts";
import { error } from "../diag/diagnostic.ts";
import type { ItemId, NodeId } from "./ast.ts";
import { SyntaxFailure } from "./cursor.ts";
import { describeHere } from "./describe.ts";
import * as K from "./node-kinds.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";
import { IN_EXTERN, IN_IMPL, IN_MODULE, IN_STATEMENT, IN_TRAIT } from "./parse-item-lists.ts";
import { MacroItemParser } from "./parse-macro-items.ts";

const MAXIMUM_LOOKS = 32;
const IMPORT_WORDS: ReadonlySet<string> = new Set(["import", "using", "include", "require"]);

export abstract class ItemParser extends MacroItemParser {
  readonly statementContext = IN_STATEMENT;

  parseItemIn(context: number, attributes: number): ItemId {
    const { start } = this;
    if (this.kind === T.OpenNone && this.isFragment("item")) return this.itemFragment(context, attributes);
    const visibility = this.parseVisibility();
    const flags = this.#eatDefault() ? K.DEFAULT : 0;
    this.enter();
    const item = this.#itemKind(context, start, visibility, flags);
    this.leave();
    if (item === 0) {
      this.#nothingAfter(start, visibility, flags);
      return 0;
    }
    const kind = this.tree.nodeKinds[item];
    if (flags !== 0 && (kind === K.Impl || context === IN_TRAIT || context === IN_IMPL)) this.gate("specialization", this.tree.span(item));
    if (kind === K.TypeAlias && context === IN_EXTERN) this.gate("extern_types", this.tree.span(item));
    if (kind === K.Trait && (this.tree.field(item, 2) & K.AUTO) !== 0) this.gate("auto_traits", this.tree.span(item));
    this.tree.setAttributes(item, this.tree.joinLists(attributes, this.tree.attributeList(item)));
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
    if (this.ahead(1) !== T.Or && this.ahead(1) !== T.OrOr && this.eatWord(W.Use)) return this.parseUse(start, visibility);
    if (this.checkItemFnFrontMatter(flags !== 0)) return this.#fn(context, start, visibility, flags);
    if (this.eatWord(W.Extern)) return this.parseExtern(start, visibility, 0);
    if (this.checkWord(W.Unsafe) && this.isUnsafeExtern()) return this.parseUnsafeExtern(start, visibility);
    if (this.isStatic()) return this.parseStatic(start, visibility, flags);
    if (this.isTrait()) return this.parseTrait(start, visibility);
    if (this.isImpl()) return this.parseImpl(start, visibility, flags);
    if (this.isConst()) return this.parseConst(start, visibility, flags);
    if (this.checkWord(W.Mod) || (this.word === W.Unsafe && this.wordAhead(1) === W.Mod)) return this.parseMod(start, visibility);
    if (this.word === W.Type && this.wordAhead(1) === W.Const) return this.parseTypeConst(start, visibility, flags);
    if (this.eatWord(W.Type)) return this.parseTypeAlias(start, visibility, flags);
    if (this.eatWord(W.Enum)) return this.parseEnumItem(start, visibility);
    if (this.eatWord(W.Struct)) return this.parseStructItem(start, visibility);
    if (this.#isUnion()) return (this.bump(), this.parseUnionItem(start, visibility));
    if (this.eatWord(W.Macro)) return this.parseDeclMacro(start, visibility);
    if (this.#isReuse()) return this.#reuse(start, visibility);
    if (this.isMacroRules()) return this.parseMacroRules(start, visibility);
    if (context === IN_MODULE && this.#isConstBlock()) return this.#constBlockItem(start, visibility);
    if (this.#isForeignImport()) return this.#foreignImport(start, visibility);
    if (visibility !== 0 && !this.#looksLikeMacro()) return 0;
    if (context !== IN_STATEMENT && this.checkPath()) return this.parseMacroItem(start, visibility);
    return 0;
  }

  /** `import a::b;`, as other languages have it. */
  #isForeignImport(): boolean {
    if (this.kind !== T.Ident || this.ahead(1) === T.Not || this.ahead(1) === T.PathSep || !this.since(80)) return false;
    return IMPORT_WORDS.has(this.tokens.text(this.at));
  }

  /** 0 where no import follows. */
  #foreignImport(start: number, visibility: NodeId): ItemId {
    const { span } = this;
    const said = error(`expected item, found ${describeHere(this)}`).at(span);
    said.suggest("items are imported using the `use` keyword", [{ span, text: "use" }], "MachineApplicable", "verbose");
    const place = this.diagnostics.length;
    const item = this.attempt(() => (this.bump(), this.parseUse(start, visibility)));
    if (item instanceof SyntaxFailure) return 0;
    this.diagnostics.splice(place, 0, said);
    return item;
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
    return this.#isUnion() || this.#isReuse() || this.isAutoTrait() || this.isMacroRules() || this.#isSafeItem() || this.#isDefaultItem();
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
      return this.parseItemIn(IN_MODULE, 0);
    });
    this.restore(before);
    this.#looksAhead = left;
    if (item instanceof SyntaxFailure || item === 0) return undefined;
    return { what: K.ITEM_NAMES[this.tree.nodeKinds[item] as number] ?? "item", span: this.tree.span(item) };
  }

  #fn(context: number, start: number, visibility: NodeId, flags: number): ItemId {
    const namesOptional = context === IN_TRAIT && !this.is2018();
    this.fnContext = context === IN_TRAIT ? "trait" : context === IN_IMPL ? "impl" : "free";
    const { name, fn } = this.parseFn(
      flags,
      namesOptional,
      context !== IN_TRAIT && context !== IN_EXTERN,
      visibility === 0 ? undefined : this.tree.span(visibility),
    );
    const item = this.node3(K.FnItem, start, visibility, name, fn);
    if ((this.tree.field(fn, 0) & K.VARIADIC) !== 0 && context !== IN_EXTERN) this.gate("c_variadic", this.tree.span(item));
    return item;
  }
}
