// Traits and their aliases.
import type { ItemId, NodeId } from "./ast.ts";
import type { OpenGenerics } from "./parse-generics.ts";
import * as K from "./node-kinds.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";
import { IN_TRAIT } from "./parse-item-lists.ts";
import { ModuleItemParser } from "./parse-module-items.ts";

export abstract class TraitParser extends ModuleItemParser {
  protected isAutoTrait(): boolean {
    return this.word === W.Auto && this.wordAhead(1) === W.Trait;
  }

  /** `impl(crate)` before `trait`. */
  #implRestrictionAt(count: number): boolean {
    return (
      this.wordAhead(count) === W.Impl &&
      this.ahead(count + 1) === T.OpenParen &&
      this.tokens.payloads[this.tokens.afterTree(this.at + count + 1)] === W.Trait &&
      this.tokens.kinds[this.tokens.afterTree(this.at + count + 1)] === T.Ident
    );
  }

  protected isTrait(): boolean {
    if (this.checkWord(W.Trait)) return true;
    for (let i = 0; i < 4; i++) {
      if (this.#implRestrictionAt(i)) return true;
      const word = this.wordAhead(i);
      if (word !== W.Const && word !== W.Unsafe && word !== W.Auto) break;
    }
    if (this.isAutoTrait()) return true;
    if (this.word === W.Const)
      return (
        this.wordAhead(1) === W.Trait ||
        (this.wordAhead(1) === W.Unsafe && (this.wordAhead(2) === W.Trait || this.wordAhead(2) === W.Auto)) ||
        (this.wordAhead(1) === W.Auto && this.wordAhead(2) === W.Trait)
      );
    return this.word === W.Unsafe && (this.wordAhead(1) === W.Trait || (this.wordAhead(1) === W.Auto && this.wordAhead(2) === W.Trait));
  }

  /** `const? unsafe? auto? trait Name<..> (: bounds)? where.. { items }`, or `trait Name = bounds where..;` */
  protected parseTrait(start: number, visibility: NodeId): ItemId {
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
    const { list, attributes } = this.parseItemList(IN_TRAIT);
    const item = this.nodeMany(K.Trait, start, visibility, name, flags, generics, bounds, list);
    this.tree.setAttributes(item, attributes);
    return item;
  }

  #traitAlias(start: number, visibility: NodeId, name: number, open: OpenGenerics): ItemId {
    const bounds = this.parseBounds();
    const generics = this.parseWhereAndFinish(open);
    this.expectSemicolon();
    this.gate("trait_alias", this.spanFrom(start));
    return this.node4(K.TraitAlias, start, visibility, name, generics, bounds);
  }
}
