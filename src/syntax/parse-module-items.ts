// Items that lead to other modules, crates and files: `use`, `extern crate`, `extern` blocks and `mod`.
import type { Span } from "../base/source.ts";
import { error } from "../diag/diagnostic.ts";
import type { ItemId, NodeId } from "./ast.ts";
import * as K from "./node-kinds.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";
import { IN_EXTERN } from "./parse-item-lists.ts";
import { ValueItemParser } from "./parse-value-items.ts";

export abstract class ModuleItemParser extends ValueItemParser {
  protected parseUse(start: number, visibility: NodeId): ItemId {
    const tree = this.parseUseTree();
    this.endOfImport(tree);
    return this.node3(K.Use, start, visibility, 0, tree);
  }

  /** Behind `extern`: `crate name (as name)?;` or `abi? { items }` */
  protected parseExtern(start: number, visibility: NodeId, flags: number): ItemId {
    if (flags === 0 && this.eatWord(W.Crate)) return this.#externCrate(start, visibility);
    const abi = this.parseAbi();
    const abiToken = this.tokens.kinds[abi] === T.Ident ? 0 : abi;
    const { list, attributes } = this.parseItemList(IN_EXTERN);
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
    const words = [this.tokens.text(first)];
    while (this.kind === T.Minus) {
      edits.push({ span: this.span, text: "_" });
      this.bump();
      words.push(this.tokens.text(this.parseIdent()));
    }
    this.tokens.payloads[first] = this.tree.names.intern(words.join("_"));
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

  protected parseUnsafeExtern(start: number, visibility: NodeId): ItemId {
    this.bump();
    this.bump();
    return this.parseExtern(start, visibility, K.UNSAFE);
  }

  /** `unsafe? mod name;`, `mod name { items }` */
  protected parseMod(start: number, visibility: NodeId): ItemId {
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
}
