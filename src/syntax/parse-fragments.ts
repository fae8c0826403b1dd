// The last link of the parser's chain: what macros match and what their expansions are read as.
import type { NodeId } from "./ast.ts";
import { describeHere } from "./describe.ts";
import { TYPE_STYLE } from "./parse-paths.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";
import { IN_MODULE } from "./parse-item-lists.ts";
import { ItemParser } from "./parse-items.ts";

export class FragmentParser extends ItemParser {
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
}
