// The lists that items stand in: the items of a module, and those in the braces of traits, impls and extern blocks.
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

export abstract class ItemListParser extends MissingKeywordParser {
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
    if (this.kind === T.OpenNone && this.isFragment("item")) return this.itemFragment(context);
    const attributes = this.parseOuterAttributes();
    const item = this.parseItemIn(context, attributes);
    if (item === 0 && attributes !== 0) this.attributesWithoutItem(attributes);
    return item;
  }

  protected itemFragment(context: number): ItemId {
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

  /** `{ inner attributes, items }` */
  protected parseItemList(context: number): { list: number; attributes: number } {
    this.expect(T.OpenBrace);
    const attributes = this.parseInnerAttributes();
    const mark = this.scratch.length;
    while (this.kind !== T.CloseBrace && this.kind !== T.Eof) {
      const item = this.parseItem(context);
      if (item === 0) this.nonItemInList();
      else this.scratch.push(item);
    }
    const list = this.tree.addList(this.scratch, mark);
    this.expect(T.CloseBrace);
    return { list, attributes };
  }

  protected nonItemInList(): void {
    this.fail("non-item in item list", this.span, "non-item starts here");
  }
}
