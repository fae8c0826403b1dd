// Impls: of traits, and inherent ones. What follows `impl` is read as a type; a `for` behind it makes it a trait.
import { error } from "../diag/diagnostic.ts";
import type { ItemId, NodeId } from "./ast.ts";
import { SyntaxFailure } from "./cursor.ts";
import * as K from "./node-kinds.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";
import { IN_IMPL } from "./parse-item-lists.ts";
import { TraitParser } from "./parse-traits.ts";

export abstract class ImplParser extends TraitParser {
  protected isImpl(): boolean {
    if (this.checkWord(W.Impl)) return true;
    const next = this.wordAhead(1);
    return (
      (this.word === W.Unsafe && next === W.Impl) ||
      (this.word === W.Const && (next === W.Impl || (next === W.Unsafe && this.wordAhead(2) === W.Impl)))
    );
  }

  /** `const? unsafe? impl<..>? const? !? T (for T)? where.. { items }` */
  protected parseImpl(start: number, visibility: NodeId, extra: number): ItemId {
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
    const sign = this.span;
    if (this.kind === T.Not && this.#negationFollows()) {
      this.bump();
      flags |= K.NEGATIVE;
    }
    const first = this.#implFirst();
    if ((flags & K.NEGATIVE) !== 0) this.gate("negative_impls", { ...sign, hi: this.previousSpan.hi });
    const hasFor = this.eatWord(W.For);
    const gap = { lo: this.behind.lo, hi: this.span.lo };
    const isTrait = hasFor || this.#missingFor();
    const second = isTrait ? this.parseType() : 0;
    const generics = this.parseWhereAndFinish(open);
    const { list, attributes } = this.parseItemList(IN_IMPL);
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
    const gone = this.since(90) ? { lo, hi: this.span.hi } : { lo: this.span.lo, hi: this.spanAhead(1).hi };
    diagnostic.suggest("for an inherent impl, drop this `for`", [{ span: gone, text: "" }], "MaybeIncorrect", "verbose");
    if (this.since(90)) throw new SyntaxFailure(diagnostic);
    this.report(diagnostic);
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
}
