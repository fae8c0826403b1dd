// Macros where items stand: their definitions, by `macro_rules!` and by `macro`, and their calls.
import type { Span } from "../base/source.ts";
import { error } from "../diag/diagnostic.ts";
import type { ItemId, NodeId } from "./ast.ts";
import * as K from "./node-kinds.ts";
import { MOD_STYLE } from "./parse-paths.ts";
import * as T from "./token-kinds.ts";
import * as W from "./words.ts";
import { ImplParser } from "./parse-impls.ts";

export abstract class MacroItemParser extends ImplParser {
  protected isMacroRules(): boolean {
    if (this.word !== W.MacroRules) return false;
    return this.ahead(1) === T.Not ? this.isIdentAhead(2) : this.isIdentAhead(1);
  }

  /** `macro_rules! name { rules }`, with `;` unless in braces */
  protected parseMacroRules(start: number, visibility: NodeId): ItemId {
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
  protected parseDeclMacro(start: number, visibility: NodeId): ItemId {
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

  protected parseMacroItem(start: number, visibility: NodeId): ItemId {
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
