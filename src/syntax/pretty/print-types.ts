// Types, paths, bounds and generic arguments as rustc prints them.
import type {
  Bound,
  FnHeader,
  GenericArg,
  GenericArgs,
  GenericParam,
  Ident,
  Param,
  Path,
  QSelf,
  Safety,
  TypeId,
  TypeKind,
} from "../ast.ts";
import type { ExprId, MacroCall, PatId } from "../ast.ts";
import type { SyntaxTree } from "../tree.ts";
import * as W from "../words.ts";
import type { Fixup } from "./fixup.ts";
import { NO_FIXUP } from "./fixup.ts";
import { INDENT, Printer } from "./printer.ts";
import { TokenPrinter, type TokenStyle } from "./print-tokens.ts";
import { Unprintable } from "./unprintable.ts";

export abstract class TypePrinter {
  readonly printer = new Printer();
  readonly tree: SyntaxTree;
  readonly #style: TokenStyle;

  constructor(tree: SyntaxTree, style: TokenStyle) {
    this.tree = tree;
    this.#style = style;
  }

  /** From 1.77 on. */
  get isModern(): boolean {
    return this.#style.keepsGaps;
  }

  abstract expression(id: ExprId, fixup: Fixup): void;
  abstract pattern(id: PatId): void;

  /** Elements with commas between them, in a box. */
  protected commaList<E>(elements: readonly E[], print: (element: E) => void): void {
    const { printer } = this;
    printer.open(0);
    elements.forEach((element, i) => {
      if (i > 0) printer.wordSpace(",");
      print(element);
    });
    printer.close();
  }

  ident({ name, raw = false }: Ident): void {
    if (name === "$crate") throw new Unprintable();
    const isReserved = raw && W.isReserved(this.tree.names.intern(name), this.#style.edition);
    this.printer.word(isReserved ? `r#${name}` : name);
  }

  macroCall({ path, tokens }: MacroCall): void {
    const header = path.segments.map(({ ident, args }) => {
      if (args !== undefined || ident.name === "$crate" || ident.raw === true) throw new Unprintable();
      return ident.name;
    });
    new TokenPrinter(this.tree.tokens, this.printer, this.#style).delimited(
      tokens.from - 1,
      `${path.global ? "::" : ""}${header.join("::")}!`,
    );
  }

  // --- Paths ------------------------------------------------------------------------------------------------------

  /** `isValue`: generic arguments stand behind `::`. */
  path(path: Path, qself: QSelf | undefined, isValue: boolean): void {
    if (qself !== undefined) return this.#qualified(path, qself, isValue);
    if (path.global) this.printer.word("::");
    this.#segments(path.segments, isValue);
  }

  #qualified({ segments }: Path, { type, position }: QSelf, isValue: boolean): void {
    const { printer } = this;
    printer.word("<");
    this.type(type);
    if (position > 0) {
      printer.space();
      printer.wordSpace("as");
      this.#segments(segments.slice(0, position), false);
    }
    printer.word(">::");
    this.#segments(segments.slice(position), isValue);
  }

  #segments(segments: Path["segments"], isValue: boolean): void {
    segments.forEach(({ ident, args }, i) => {
      if (i > 0) this.printer.word("::");
      this.ident(ident);
      if (args !== undefined) this.arguments(args, isValue);
    });
  }

  arguments(args: GenericArgs, isValue: boolean): void {
    const { printer } = this;
    if (isValue) printer.word("::");
    if (args.kind === "return-type-notation") return printer.word("(..)");
    if (args.kind === "parenthesized") {
      printer.word("(");
      this.commaList(args.inputs, (type) => this.type(type));
      printer.word(")");
      return this.result(args.output);
    }
    printer.word("<");
    this.commaList(args.args, (arg) => this.#argument(arg));
    printer.word(">");
  }

  #argument(arg: GenericArg): void {
    if (arg.kind === "lifetime") this.printer.word(arg.lifetime.ident.name);
    else if (arg.kind === "type") this.type(arg.type);
    else if (arg.kind === "const") this.expression(arg.value, NO_FIXUP);
    else this.#constraint(arg);
  }

  #constraint({ ident, args, equals, bounds }: GenericArg & { kind: "constraint" }): void {
    const { printer } = this;
    this.ident(ident);
    if (args !== undefined) this.arguments(args, false);
    printer.space();
    if (equals !== undefined) {
      printer.wordSpace("=");
      this.type(equals);
    } else if (bounds !== undefined) {
      printer.wordBlank(":");
      this.bounds(bounds);
    } else throw new Unprintable();
  }

  bounds(bounds: readonly Bound[]): void {
    bounds.forEach((bound, i) => {
      if (i > 0) {
        this.printer.word(" ");
        this.printer.wordSpace("+");
      }
      if (bound.kind === "lifetime") this.printer.word(bound.lifetime.ident.name);
      else if (bound.kind === "trait") this.#traitBound(bound);
      else throw new Unprintable();
    });
  }

  #traitBound({ forParams, modifiers, path }: Bound & { kind: "trait" }): void {
    this.forParams(forParams);
    if (modifiers.some((modifier) => modifier !== "?")) throw new Unprintable();
    for (const modifier of modifiers) this.printer.word(modifier);
    this.path(path, undefined, false);
  }

  /** `for<'a> `: lifetimes alone. */
  forParams(params: readonly GenericParam[]): void {
    if (params.length === 0) return;
    if (params.some(({ kind, attrs, bounds }) => kind !== "lifetime" || attrs.length > 0 || bounds.length > 0)) throw new Unprintable();
    this.printer.word("for<");
    this.commaList(params, ({ ident }) => this.printer.word(ident.name));
    this.printer.word("> ");
  }

  // --- Types ------------------------------------------------------------------------------------------------------

  type(id: TypeId): void {
    this.printer.open(0);
    this.#typeOf(this.tree.type(id).kind);
    this.printer.close();
  }

  #typeOf(kind: TypeKind): void {
    const { printer } = this;
    switch (kind.kind) {
      case "path":
        return this.path(kind.path, kind.qself, false);
      case "slice":
        return this.#between("[", "]", () => this.type(kind.element));
      case "array":
        return this.#between("[", "]", () => {
          this.type(kind.element);
          printer.word("; ");
          this.expression(kind.length, NO_FIXUP);
        });
      case "pointer":
        printer.word("*");
        printer.wordBlank(kind.mutable ? "mut" : "const");
        return this.type(kind.target);
      case "reference":
        printer.word("&");
        if (kind.lifetime !== undefined) printer.wordBlank(kind.lifetime.ident.name);
        if (kind.mutable) printer.wordBlank("mut");
        return this.type(kind.target);
      case "tuple":
        return this.#between("(", kind.elements.length === 1 ? ",)" : ")", () => this.commaList(kind.elements, (type) => this.type(type)));
      case "paren":
        return this.#between("(", ")", () => this.type(kind.inner));
      case "fn-pointer":
        return this.#fnPointer(kind);
      case "trait-object":
        if (kind.dyn) printer.wordBlank("dyn");
        return this.bounds(kind.bounds);
      case "impl-trait":
        printer.wordBlank("impl");
        return this.bounds(kind.bounds);
      case "never":
        return printer.word("!");
      case "infer":
        return printer.word("_");
      case "macro-call":
        return this.macroCall(kind.call);
      default:
        throw new Unprintable();
    }
  }

  #between(open: string, close: string, print: () => void): void {
    this.printer.word(open);
    print();
    this.printer.word(close);
  }

  #fnPointer({ forParams, safety, extern, params, variadic, output }: TypeKind & { kind: "fn-pointer" }): void {
    const { printer } = this;
    if (variadic) throw new Unprintable();
    printer.open(INDENT);
    this.forParams(forParams);
    this.header(safety, extern);
    printer.word("fn(");
    this.commaList(params, (param) => this.#unnamed(param));
    printer.word(")");
    this.result(output);
    printer.close();
  }

  protected header(safety: Safety, extern: FnHeader["extern"]): void {
    if (safety !== "default") this.printer.wordBlank(safety);
    if (extern.kind === "none") return;
    this.printer.wordBlank("extern");
    if (extern.kind === "explicit") this.printer.wordBlank(JSON.stringify(extern.abi.value));
  }

  /** A parameter of a function pointer, with or without a name. */
  #unnamed({ pat, type, attrs }: Param): void {
    const { lo, hi } = this.tree.span(pat);
    if (attrs.length > 0) throw new Unprintable();
    this.printer.open(INDENT);
    if (lo < hi) {
      this.pattern(pat);
      this.printer.word(":");
      this.printer.space();
    }
    this.type(type);
    this.printer.close();
  }

  /** ` -> T` */
  result(output: TypeId | undefined): void {
    const { printer } = this;
    if (output === undefined) return;
    printer.spaceUnlessAtStart();
    printer.open(INDENT);
    printer.wordSpace("->");
    this.type(output);
    printer.close();
  }
}
