// The lists that items stand in: the items of a module, and those in the braces of traits, impls and extern blocks.
import type { Span } from "../base/source.ts";
import { error } from "../diag/diagnostic.ts";
import type { ItemId, NodeId } from "./ast.ts";
import { SyntaxFailure } from "./cursor.ts";
import { describeHere } from "./describe.ts";
import * as K from "./node-kinds.ts";
import { MissingKeywordParser } from "./parse-missing-keyword.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";

// Where an item stands.
export const IN_MODULE = 0;
export const IN_STATEMENT = 1;
export const IN_TRAIT = 2;
export const IN_IMPL = 3;
export const IN_EXTERN = 4;

const EXTERN_KINDS: ReadonlySet<number> = new Set([K.FnItem, K.Static, K.TypeAlias, K.MacroItem]);
const ASSOCIATED_KINDS: ReadonlySet<number> = new Set([K.FnItem, K.Const, K.TypeAlias, K.MacroItem]);

/** Of these alone older releases say that no semicolon follows. */
const DATA_KINDS: ReadonlySet<number> = new Set([K.Struct, K.Enum, K.Union, K.Trait]);

export abstract class ItemListParser extends MissingKeywordParser {
  /** Items up to `close` (not taken) or the end of the input. */
  parseModItems(close: number): number {
    const mark = this.scratch.length;
    for (;;) {
      while (this.kind === T.Semi) this.straySemicolon(this.scratch.length > mark ? this.scratch.at(-1) : undefined);
      const item = this.parseItem(IN_MODULE);
      if (item === 0) {
        if (this.kind === close) break;
        this.itemExpected();
      } else this.scratch.push(item);
    }
    return this.tree.addList(this.scratch, mark);
  }

  /** As in C++, behind the brace of an item; `before` is that item. */
  protected straySemicolon(before: NodeId | undefined): void {
    const { span } = this;
    const said = error("expected item, found `;`").at(span);
    said.suggest("remove this semicolon", [{ span, text: "" }], "MachineApplicable", this.since(76) ? "verbose" : "short");
    const kind = before === undefined ? 0 : (this.tree.nodeKinds[before] as number);
    const name = kind === K.Struct ? "braced struct" : K.ITEM_NAMES[kind];
    if (name !== undefined && (this.since(76) || DATA_KINDS.has(kind))) said.help(`${name} declarations are not followed by a semicolon`);
    this.report(said);
    this.bump();
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
    if (this.kind === T.OpenNone && this.isFragment("item")) return this.itemFragment(context);
    const attributes = this.parseOuterAttributes();
    const item = this.parseItemIn(context, attributes);
    if (item === 0 && attributes !== 0) this.attributesWithoutItem(attributes);
    return item;
  }

  /** An item that a macro captured, with its own attributes behind those that stand before it. */
  protected itemFragment(context: number, attributes = 0): ItemId {
    this.bump();
    const item = this.parseItem(context);
    this.expect(T.CloseNone);
    if (item !== 0 && attributes !== 0) this.tree.setAttributes(item, this.tree.joinLists(attributes, this.tree.attributeList(item)));
    return item;
  }

  protected attributesWithoutItem(attributes: number): void {
    const all = this.tree.rawList(attributes);
    const last = all.at(-1) as NodeId;
    const span = this.tree.span(last);
    const isDoc = this.tree.nodeKinds[last] === K.DocAttribute;
    const said = error(`expected item after ${isDoc ? "doc comment" : "attributes"}`).at(span);
    if (isDoc) said.label(span, "this doc comment doesn't document anything");
    else if (this.kind === T.Semi && this.since(90))
      said.suggest("consider removing this semicolon", [{ span: this.span, text: "" }], "MaybeIncorrect", "verbose");
    const others = { lo: this.tree.span(all[0] as NodeId).lo, hi: this.tree.span((all.at(-2) ?? last) as NodeId).hi };
    if (all.length > 1) said.label(others, "other attributes here");
    throw new SyntaxFailure(said);
  }

  /** `{ inner attributes, items }`; with the first that is none the list ends. */
  protected parseItemList(context: number): { list: number; attributes: number } {
    const open = this.span;
    this.expect(T.OpenBrace);
    const attributes = this.parseInnerAttributes();
    const mark = this.scratch.length;
    let isWhole = true;
    while (isWhole && this.kind !== T.CloseBrace && this.kind !== T.Eof) isWhole = this.#pushItem(context, open);
    const list = this.tree.addList(this.scratch, mark);
    if (isWhole) this.expect(T.CloseBrace);
    return { list, attributes };
  }

  /** False if there is none: what is left of the list has been skipped, with its brace. */
  #pushItem(context: number, open: Span): boolean {
    const point = this.recoveryPoint();
    try {
      const item = this.parseItem(context);
      if (item === 0) return this.#nonItem(open);
      const kept = this.#fitting(item, context);
      if (kept !== 0) this.scratch.push(kept);
      return true;
    } catch (failure) {
      this.recover(failure, point);
      if (!(failure instanceof SyntaxFailure)) return false;
      this.#skipList();
      failure.diagnostic.label(open, "while parsing this item list starting here").label(this.previousSpan, "the item list ends here");
      return false;
    }
  }

  /** The item as such a list has it; 0 after a report of one that it cannot have. */
  #fitting(item: ItemId, context: number): ItemId {
    const kind = this.tree.nodeKinds[item] as number;
    const isStray = context === IN_EXTERN ? kind === K.Const : kind === K.Static;
    if (isStray) return context === IN_EXTERN ? this.#constInExtern(item) : this.#associatedStatic(item);
    if ((context === IN_EXTERN ? EXTERN_KINDS : ASSOCIATED_KINDS).has(kind)) return item;
    const what = K.ITEM_NAMES[kind] ?? "item";
    const where = context === IN_EXTERN ? "`extern` blocks" : "`trait`s or `impl`s";
    const said = error(`${what} is not supported in ${where}`).at(this.#headOf(item));
    this.report(said.help(`consider moving the ${what} out to a nearby module scope`));
    return 0;
  }

  /** Up to its brace, if that stands on the same line. */
  #headOf(item: ItemId): Span {
    const span = this.tree.span(item);
    const head = (this.snippet(span).split("{")[0] ?? "").trimEnd();
    return head === "" || head.includes("\n") ? span : { ...span, hi: span.lo + head.length };
  }

  /** Taken for a static. */
  #constInExtern(item: ItemId): ItemId {
    const { tree } = this;
    const name = tree.field(item, 1);
    const span = this.tokens.span(name);
    const said = error("extern items cannot be `const`").at(span);
    const edit = { span: { lo: tree.span(item).lo, hi: span.lo }, text: "static " };
    said.suggest("try using a static value", [edit], "MachineApplicable", "verbose");
    this.report(said.note("for more information, visit https://doc.rust-lang.org/std/keyword.extern.html"));
    const [visibility, flags, type, value] = [0, 2, 4, 5].map((at) => tree.field(item, at));
    const made = this.nodeMany(K.Static, this.start, visibility as number, name, flags as number, type as number, value as number);
    tree.nodeLos[made] = tree.nodeLos[item] as number;
    tree.setAttributes(made, tree.attributeList(item));
    return made;
  }

  /** Taken for a constant. */
  #associatedStatic(item: ItemId): ItemId {
    const { tree } = this;
    this.report(error("associated `static` items are not allowed").at(tree.span(item)));
    const [visibility, name, type, value] = [0, 1, 3, 4].map((at) => tree.field(item, at) as number) as [number, number, number, number];
    const { start } = this;
    const generics = this.withoutGenerics();
    const made = this.nodeMany(K.Const, start, visibility, name, 0, generics, type, value);
    tree.nodeLos[made] = tree.nodeLos[item] as number;
    tree.setAttributes(made, tree.attributeList(item));
    return made;
  }

  #skipList(): void {
    this.skipToBrace();
    this.eat(T.CloseBrace);
  }

  #nonItem(open: Span): false {
    const { span, previousSpan } = this;
    const before = this.tokens.kinds[this.previous];
    const isBehindBrace = this.kind === T.Semi && before === T.CloseBrace;
    const isBeforeBody = this.kind === T.OpenBrace && before === T.Semi;
    const said = error("non-item in item list");
    const isLet = this.word === W.Let;
    this.#skipList();
    const words = "consider using `const` instead of `let` for associated const";
    if (isLet) said.at(span).suggest(words, [{ span, text: "const" }], "MachineApplicable", "verbose");
    else said.at(span, "non-item starts here").label(open, "item list starts here").label(this.previousSpan, "item list ends here");
    if (isBehindBrace || isBeforeBody)
      said.suggest("consider removing this semicolon", [{ span: isBehindBrace ? span : previousSpan, text: "" }], "MaybeIncorrect");
    this.report(said);
    return false;
  }
}
