// Patterns as rustc prints them.
import type { PatField, PatId, PatKind } from "../ast.ts";
import { NO_FIXUP } from "./fixup.ts";
import { INDENT } from "./printer.ts";
import { TypePrinter } from "./print-types.ts";
import { Unprintable } from "./unprintable.ts";

export abstract class PatternPrinter extends TypePrinter {
  pattern(id: PatId): void {
    const { printer } = this;
    const { kind } = this.tree.pat(id);
    switch (kind.kind) {
      case "wild":
        return printer.word("_");
      case "rest":
        return printer.word("..");
      case "ident":
        return this.#binding(kind);
      case "struct":
        return this.#struct(kind);
      case "tuple-struct":
        this.path(kind.path, kind.qself, true);
        return this.#list("(", kind.elements, ")");
      case "path":
        return this.path(kind.path, kind.qself, kind.qself === undefined);
      case "or":
        return this.#alternatives(kind.alternatives);
      case "tuple":
        return this.#list("(", kind.elements, kind.elements.length === 1 ? ",)" : ")");
      case "slice":
        return this.#list("[", kind.elements, "]");
      case "reference":
        printer.word(kind.mutable ? "&mut " : "&");
        return this.#inner(kind.inner, true);
      case "expr":
        return this.expression(kind.expr, NO_FIXUP);
      case "range":
        if (kind.start !== undefined) this.expression(kind.start, NO_FIXUP);
        printer.word(kind.syntax);
        if (kind.end !== undefined) this.expression(kind.end, NO_FIXUP);
        return;
      case "paren":
        return this.#list("(", [kind.inner], ")", false);
      case "macro-call":
        return this.macroCall(kind.call);
      default:
        throw new Unprintable();
    }
  }

  #list(open: string, elements: readonly PatId[], close: string, isBoxed = true): void {
    this.printer.word(open);
    if (isBoxed) this.commaList(elements, (element) => this.pattern(element));
    else for (const element of elements) this.pattern(element);
    this.printer.word(close);
  }

  /** What stands behind `@` or `&`: in parentheses where it would be read otherwise. */
  #inner(id: PatId, isReferenced: boolean): void {
    const { kind } = this.tree.pat(id);
    const isMutable = isReferenced && kind.kind === "ident" && kind.mutable && !kind.byRef;
    if (isMutable || kind.kind === "or") this.#list("(", [id], ")", false);
    else this.pattern(id);
  }

  #binding({ byRef, refMutable, mutable, ident, sub }: PatKind & { kind: "ident" }): void {
    const { printer } = this;
    if (mutable) printer.wordBlank("mut");
    if (byRef) printer.wordBlank(refMutable ? "ref mut" : "ref");
    this.ident(ident);
    if (sub === undefined) return;
    printer.space();
    printer.wordSpace("@");
    this.#inner(sub, false);
  }

  #alternatives(alternatives: readonly PatId[]): void {
    const { printer } = this;
    printer.open(0);
    alternatives.forEach((alternative, i) => {
      if (i > 0) {
        printer.space();
        printer.wordSpace("|");
      }
      this.pattern(alternative);
    });
    printer.close();
  }

  #struct({ path, qself, fields, rest }: PatKind & { kind: "struct" }): void {
    const { printer } = this;
    this.path(path, qself, true);
    printer.word(" ");
    printer.word("{");
    const isEmpty = fields.length === 0 && !rest;
    if (!isEmpty) printer.space();
    printer.openConsistent(0);
    fields.forEach((field, i) => {
      if (i > 0) {
        printer.word(",");
        printer.spaceUnlessAtStart();
      }
      this.#field(field);
    });
    printer.close();
    if (rest && fields.length > 0) printer.wordSpace(",");
    if (rest) printer.word("..");
    if (!isEmpty) printer.space();
    printer.word("}");
  }

  #field({ attrs, ident, pat, shorthand }: PatField): void {
    if (attrs.length > 0) throw new Unprintable();
    this.printer.openConsistent(INDENT);
    if (!shorthand) {
      this.ident(ident);
      this.printer.wordBlank(":");
    }
    this.pattern(pat);
    this.printer.close();
  }
}
