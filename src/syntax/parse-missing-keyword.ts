// A definition whose keyword was forgotten: `main() {}`, `pub Point { x: u8 }`. What follows the name tells which keyword
// it most likely lacks.
import { error } from "../diag/diagnostic.ts";
import { SyntaxFailure } from "./cursor.ts";
import { DataParser } from "./parse-data.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";

export abstract class MissingKeywordParser extends DataParser {
  /** Fails if a name, with `(`, `<` or `{` behind it, begins what looks like a definition. */
  missingKeyword(): void {
    const next = this.ahead(1);
    if (!this.isIdent || (next !== T.Lt && next !== T.OpenBrace && next !== T.OpenParen)) return;
    const isPub =
      this.tokens.kinds[this.previous] === T.Ident && this.tokens.payloads[this.previous] === W.Pub && this.previous >= this.from;
    const { span } = this;
    const { lo: nameLo, hi } = span;
    const name = this.snippet(span);
    if (!isPub && !this.since(84)) return;
    const lo = isPub ? this.previousSpan.lo : nameLo;
    this.bump();
    const hasGenerics = this.kind === T.Lt;
    if (hasGenerics) this.#skipGenerics();
    const words = this.#missingWords(isPub, hasGenerics);
    if (words === undefined) return;
    const [keyword, what] = words;
    const diagnostic = error(`missing ${keyword} for ${what} definition`).at({ lo, hi });
    const plain = /^`(\w+)`$/.exec(keyword)?.[1];
    if (plain !== undefined) {
      const place = { lo: nameLo, hi: nameLo };
      diagnostic.suggest(
        `add \`${plain}\` here to parse \`${name}\` as a ${this.since(84) ? what : `public ${what}`}`,
        [{ span: place, text: `${plain} ` }],
        "MaybeIncorrect",
        "verbose",
      );
    } else if (what === "function or struct" && !hasGenerics) {
      diagnostic.suggest("if you meant to call a macro, try", [{ span, text: `${name}!` }], "MaybeIncorrect", "verbose");
    }
    throw new SyntaxFailure(diagnostic);
  }

  #skipGenerics(): void {
    while (this.kind !== T.Gt && this.kind !== T.Eof) this.skipTree();
    this.bump();
  }

  #missingWords(isPub: boolean, hasGenerics: boolean): readonly [string, string] | undefined {
    if (this.kind === T.OpenBrace) return this.#bracedWords();
    if (this.kind === T.OpenParen) {
      const isMethod = this.#isSelfAt(1);
      this.skipTree();
      if (this.kind === T.RArrow || this.kind === T.OpenBrace) return ["`fn`", isMethod ? "method" : "function"];
      return isPub && this.kind === T.Semi ? ["`struct`", "struct"] : ["`fn` or `struct`", "function or struct"];
    }
    return hasGenerics ? ["`fn` or `struct`", "function or struct"] : undefined;
  }

  #bracedWords(): readonly [string, string] {
    if (this.ahead(1) === T.CloseBrace) return ["`enum` or `struct`", "enum or struct"];
    if (this.ahead(2) === T.Colon || this.ahead(3) === T.Colon) return ["`struct`", "struct"];
    return ["`enum`", "enum"];
  }

  /** `self`, `&self`, `&mut self`, `&'a self`, `mut self` */
  #isSelfAt(count: number): boolean {
    for (let i = count; i < count + 4; i++) {
      if (this.wordAhead(i) === W.SelfValue) return true;
      const kind = this.ahead(i);
      if (kind !== T.And && kind !== T.Lifetime && this.wordAhead(i) !== W.Mut) return false;
    }
    return false;
  }
}
