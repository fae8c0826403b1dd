// `asm!`, `naked_asm!`, `global_asm!`: templates, operands, options. What the macros themselves demand is checked here; registers
// and types are for later stages.
import { expectedInAsm, noSuchOperand } from "./asm-slips.ts";
import type { Span } from "../../base/source.ts";
import { error, unsupported, warning } from "../../diag/diagnostic.ts";
import type { NodeId } from "../../syntax/ast.ts";
import * as T from "../../syntax/token-kinds.ts";
import { decodeString } from "../../syntax/literals.ts";
import { operandsOf, type Asm, type AsmOperand, type AsmPiece, type AsmRegister } from "./built-in.ts";
import { report, type BuiltInCall } from "./built-in-macros.ts";
import { expanded } from "./expander.ts";
import { literalOf, parseExpression, spanOf } from "./macro-arguments.ts";

class Stop {}

export function expandAsm(call: BuiltInCall, macro: Asm["macro"]): readonly NodeId[] {
  try {
    return new AsmParser(call, macro).expand();
  } catch (stop) {
    if (stop instanceof Stop) return [];
    throw stop;
  }
}

const OPTIONS: Readonly<Record<Asm["macro"], readonly string[]>> = {
  asm: ["pure", "nomem", "readonly", "preserves_flags", "noreturn", "nostack", "may_unwind", "att_syntax", "raw"],
  naked_asm: ["att_syntax", "raw"],
  global_asm: ["att_syntax", "raw"],
};

/** Since then what is no further template could have been something else. */
const KNOWS_OTHERS = 71;

/** Since then options that a macro does not take are told from those that nobody knows. */
const TELLS_OPTIONS = 90;

const STYLES = [
  { directive: ".intel_syntax", words: "avoid using `.intel_syntax`, Intel syntax is the default" },
  { directive: ".att_syntax", words: "avoid using `.att_syntax`, prefer using `options(att_syntax)` instead" },
];

class AsmParser {
  readonly #call: BuiltInCall;
  readonly #macro: Asm["macro"];
  #at: number;
  readonly #end: number;
  readonly #templates: { text: string; span: Span }[] = [];
  readonly #operands: AsmOperand[] = [];
  readonly #options: { name: string; span: Span }[] = [];
  readonly #abis: { name: string; span: Span }[] = [];
  /** Of each `options(..)`. */
  readonly #optionSpans: Span[] = [];
  readonly #used = new Set<number>();

  constructor(call: BuiltInCall, macro: Asm["macro"]) {
    this.#call = call;
    this.#macro = macro;
    this.#at = call.call.tokens.from;
    this.#end = call.call.tokens.to;
  }

  expand(): readonly NodeId[] {
    const { expander, call, position } = this.#call;
    const { tree, compilation } = expander;
    if (this.#at >= this.#end) this.#stop(error("requires at least a template string argument").at(call.span));
    this.#template();
    while (this.#at < this.#end) this.#argument();
    this.#checkOptions();
    this.#styles();
    const pieces = this.#pieces();
    const value: Asm = {
      kind: "asm",
      macro: this.#macro,
      span: call.span,
      templates: this.#templates,
      pieces,
      operands: this.#operands,
      options: this.#options,
      clobberAbis: this.#abis,
    };
    const node = position === "items" ? tree.addGlobalAsm(call.id) : tree.addBuiltIn(this.#macro, 0);
    const { lo, hi, ctxt = 0 } = call.span;
    tree.setSpan(node, lo, hi, ctxt);
    compilation.builtIns.set(tree, node, value);
    const place = expanded(this.#call.place);
    for (const operand of operandsOf(value)) expander.node(tree.resolve(operand), place);
    return [node];
  }

  /** `bad_asm_style`: directives that choose a syntax, of which x86 has two. */
  #styles(): void {
    const { compilation } = this.#call.expander;
    if (!compilation.session.target.arch.startsWith("x86")) return;
    for (const { text, span } of this.#templates) {
      for (const { directive, words } of STYLES) {
        if (!text.includes(directive)) continue;
        const source = compilation.sources.snippet(span);
        const at = source.indexOf(directive);
        const length = at < 0 ? 0 : source.slice(at).search(/[\n;\\"]|.$/s);
        const place = at < 0 ? span : { ...span, lo: span.lo + at, hi: span.lo + at + length };
        compilation.lint({ lint: "bad_asm_style", node: 0, diagnostic: warning(words).at(place) });
      }
    }
  }

  #stop(diagnostic: ReturnType<typeof error>): never {
    report(this.#call, diagnostic);
    throw new Stop();
  }

  #refuse(span: Span): never {
    return this.#stop(unsupported("KB0317", "inline assembly of this form", span));
  }

  get #tokens() {
    return this.#call.expander.tree.tokens;
  }

  #kind(ahead = 0): number {
    return this.#at + ahead < this.#end ? this.#tokens.kind(this.#at + ahead) : T.Eof;
  }

  #word(): string {
    return this.#kind() === T.Ident ? this.#tokens.text(this.#at) : "";
  }

  #spanHere(): Span {
    return this.#at < this.#end ? this.#tokens.span(this.#at) : this.#call.call.span;
  }

  #comma(): void {
    if (this.#at >= this.#end) return;
    if (this.#kind() === T.Comma) this.#at++;
    // Behind the first template rustc asks for nothing else.
    else if (this.#templates.length === 1 && this.#operands.length + this.#options.length === 0)
      this.#stop(error("expected token: `,`").at(this.#spanHere(), "expected `,`"));
    else this.#refuse(this.#spanHere());
  }

  #expected(...wanted: readonly string[]): never {
    const { call, expander } = this.#call;
    const { hi } = call.span;
    const end = this.#at < this.#end ? undefined : { ...call.span, lo: hi - 1, hi };
    const { edition, release } = expander.compilation.session;
    return this.#stop(expectedInAsm(wanted, { tokens: this.#tokens, token: this.#at, end, edition, minor: release.minor }));
  }

  #expression(): NodeId {
    const parsed = parseExpression(this.#call.expander, { from: this.#at, to: this.#end });
    if (parsed === undefined) throw new Stop();
    this.#at = parsed.end;
    return parsed.node;
  }

  #template(): void {
    const from = this.#at;
    const node = this.#expression();
    const found = literalOf(this.#call.expander, node, this.#call.place);
    if (found?.literal.kind !== "string") {
      if (this.#templates.length > 0 && this.#call.expander.compilation.since(KNOWS_OTHERS)) {
        const others = this.#macro === "asm" ? "clobber_abi, options" : "options";
        const words = `expected operand, ${others}, or additional template string`;
        this.#stop(error(words).at(spanOf(this.#tokens, { from, to: this.#at }), words));
      }
      this.#stop(error("asm template must be a string literal").at(spanOf(this.#tokens, { from, to: this.#at })));
    } else this.#templates.push({ text: found.literal.value, span: found.span });
    this.#comma();
  }

  #argument(): void {
    const from = this.#at;
    const word = this.#word();
    const isCall = this.#kind(1) === T.OpenParen;
    if (word === "options" && isCall) this.#optionList();
    else if (word === "clobber_abi" && isCall) this.#abiList();
    else {
      const name = this.#kind(1) === T.Eq && this.#kind() === T.Ident ? word : undefined;
      if (name !== undefined) this.#at += 2;
      const before = this.#operands.length;
      if (!this.#operand(name, from)) {
        this.#at = from;
        if (name !== undefined || this.#operands.length > 0 || this.#options.length > 0) this.#refuse(this.#spanHere());
        this.#template();
        return;
      }
      const made = this.#operands[before];
      if (made !== undefined) this.#inOrder(made, before);
    }
    this.#comma();
  }

  /** Positional operands come first. */
  #inOrder(made: AsmOperand, place: number): void {
    if (!isPositional(made)) return;
    const before = this.#operands.slice(0, place).filter((operand) => !isPositional(operand));
    if (before.length === 0) return;
    const said = error("positional arguments cannot follow named arguments or explicit register arguments");
    said.at(made.span, "positional argument");
    for (const { name, span } of before) said.label(span, name === undefined ? "explicit register argument" : "named argument");
    report(this.#call, said);
  }

  #optionList(): void {
    const close = this.#tokens.partner(this.#at + 1);
    this.#optionSpans.push(spanOf(this.#tokens, { from: this.#at, to: close + 1 }));
    this.#at += 2;
    while (this.#at < close) {
      const name = this.#word();
      const known = OPTIONS[this.#macro];
      if (known.includes(name)) this.#options.push({ name, span: this.#spanHere() });
      else if (OPTIONS.asm.includes(name) && this.#call.expander.compilation.since(TELLS_OPTIONS)) this.#misplacedOption(name);
      else this.#expected("`)`", ...known.map((each) => `\`${each}\``));
      this.#at++;
      if (this.#at < close && this.#kind() !== T.Comma) this.#expected("`)`", "`,`");
      if (this.#at < close) this.#at++;
    }
    this.#at = close + 1;
  }

  /** An option of `asm!` that means nothing where there is no function around. */
  #misplacedOption(name: string): void {
    const said = error(`the \`${name}\` option cannot be used with \`${this.#macro}!\``);
    report(this.#call, said.at(this.#spanHere(), `the \`${name}\` option is not meaningful for global-scoped inline assembly`));
  }

  #abiList(): void {
    const close = this.#tokens.partner(this.#at + 1);
    if (close === this.#at + 2)
      this.#stop(error("at least one abi must be provided as an argument to `clobber_abi`").at(this.#tokens.span(close)));
    const whole = spanOf(this.#tokens, { from: this.#at, to: close + 1 });
    this.#at += 2;
    const isOnly = close === this.#at + 1;
    while (this.#at < close) {
      const kind = this.#kind();
      if (kind !== T.Str && kind !== T.RawStr) this.#refuse(this.#spanHere());
      this.#abis.push({ name: decodeString(kind, this.#tokens.text(this.#at)), span: isOnly ? whole : this.#spanHere() });
      this.#at++;
      if (this.#at < close && this.#kind() !== T.Comma) this.#refuse(this.#spanHere());
      if (this.#at < close) this.#at++;
    }
    this.#at = close + 1;
  }

  #register(): AsmRegister {
    if (this.#kind() !== T.OpenParen) this.#expected("`(`");
    const close = this.#tokens.partner(this.#at);
    const kind = this.#kind(1);
    if (close > this.#at + 2 && (kind === T.Ident || kind === T.Str)) {
      this.#at += 2;
      this.#expected("`)`");
    }
    if (close !== this.#at + 2 || (kind !== T.Ident && kind !== T.Str)) this.#refuse(this.#spanHere());
    const token = this.#at + 1;
    this.#at = close + 1;
    const text = this.#tokens.text(token);
    return kind === T.Str ? { kind: "explicit", name: decodeString(kind, text) } : { kind: "class", name: text };
  }

  #placeOrNone(): NodeId | undefined {
    if (this.#word() !== "_") return this.#expression();
    this.#at++;
    return undefined;
  }

  /** False if no operand begins here. */
  #operand(name: string | undefined, from: number): boolean {
    const word = this.#word();
    const operands = this.#operands;
    const span = () => spanOf(this.#tokens, { from, to: this.#at });
    const isGlobal = this.#macro !== "asm";
    if (!isGlobal && ["in", "out", "lateout", "inout", "inlateout"].includes(word)) {
      this.#at++;
      this.#registerOperand(word, name, span);
    } else if (word === "const") {
      this.#at++;
      const expr = this.#expression();
      operands.push({ kind: "const", name, expr, span: span() });
    } else if (word === "sym") {
      this.#at++;
      const expr = this.#expression();
      if (this.#call.expander.tree.expr(expr).kind.kind !== "path") this.#stop(error("expected a path for argument to `sym`").at(span()));
      operands.push({ kind: "sym", name, expr, span: span() });
    } else if (!isGlobal && word === "label" && this.#call.expander.compilation.since(87)) {
      this.#at++;
      const expr = this.#expression();
      operands.push({ kind: "label", name, expr, span: span() });
    } else return false;
    return true;
  }

  #registerOperand(word: string, name: string | undefined, span: () => Span): void {
    const reg = this.#register();
    if (reg.kind === "explicit" && name !== undefined) {
      this.#stop(error("explicit register arguments cannot have names").at(span()));
    }
    const late = word.includes("late");
    if (word === "in") {
      const expr = this.#expression();
      this.#operands.push({ kind: "in", name, reg, expr, span: span() });
    } else if (word.startsWith("in")) {
      const input = this.#expression();
      if (this.#kind() === T.FatArrow) {
        this.#at++;
        const output = this.#placeOrNone();
        this.#operands.push({ kind: "split-inout", name, reg, late, input, output, span: span() });
      } else this.#operands.push({ kind: "inout", name, reg, late, expr: input, span: span() });
    } else {
      const expr = this.#placeOrNone();
      this.#operands.push({ kind: "out", name, reg, late, expr, span: span() });
    }
  }

  #has(name: string): Span | undefined {
    return this.#options.find((option) => option.name === name)?.span;
  }

  #checkOptions(): void {
    const both = (first: string, second: string) => this.#has(first) !== undefined && this.#has(second) !== undefined;
    const all = this.#optionSpans;
    const complain = (message: string) => {
      const said = error(message);
      for (const span of all) said.at(span);
      report(this.#call, said);
    };
    if (new Set(this.#options.map(({ name }) => name)).size !== this.#options.length) this.#refuse(all[0] as Span);
    if (both("nomem", "readonly")) complain("the `nomem` and `readonly` options are mutually exclusive");
    if (both("pure", "noreturn")) complain("the `pure` and `noreturn` options are mutually exclusive");
    if (this.#has("pure") !== undefined && this.#has("nomem") === undefined && this.#has("readonly") === undefined) {
      complain("the `pure` option must be combined with either `nomem` or `readonly`");
    }
    const outputs = this.#operands.filter(({ kind }) => kind === "out" || kind === "inout" || kind === "split-inout");
    // `_` takes no value.
    const isReal = (operand: AsmOperand): boolean =>
      operand.kind === "inout" ||
      (operand.kind === "out" && operand.expr !== undefined) ||
      (operand.kind === "split-inout" && operand.output !== undefined);
    if (this.#has("pure") !== undefined && !outputs.some(isReal)) complain("asm with the `pure` option must have at least one output");
    const hasLabels = this.#operands.some(({ kind }) => kind === "label") && this.#call.expander.compilation.since(87);
    if (this.#has("noreturn") !== undefined && outputs.length > 0 && !hasLabels) this.#noReturnWithOutput();
  }

  #noReturnWithOutput(): void {
    const said = error("asm outputs are not allowed with the `noreturn` option");
    for (const operand of this.#operands)
      if (operand.kind === "out" || operand.kind === "inout" || operand.kind === "split-inout") said.at(operand.span);
    this.#stop(said);
  }

  // --- Templates -------------------------------------------------------------------------------------------------

  #pieces(): AsmPiece[] {
    const pieces: AsmPiece[] = [];
    const isRaw = this.#has("raw") !== undefined;
    let next = 0;
    this.#templates.forEach(({ text, span }, line) => {
      if (line > 0) pieces.push({ kind: "text", text: "\n" });
      if (isRaw) pieces.push({ kind: "text", text });
      else next = this.#line(text, span, pieces, next);
    });
    this.#reportUnused();
    return pieces;
  }

  #line(text: string, span: Span, pieces: AsmPiece[], first: number): number {
    let next = first;
    let plain = "";
    for (let at = 0; at < text.length; at++) {
      const here = text[at] as string;
      if ((here === "{" || here === "}") && text[at + 1] === here) {
        plain += here;
        at++;
      } else if (here === "{") {
        const close = text.indexOf("}", at);
        const [, argument = "", modifier] = /^\s*([^:}]*?)\s*(?::([^}]*))?$/.exec(close < 0 ? "?:" : text.slice(at + 1, close)) ?? [];
        if (close < 0 || (modifier !== undefined && modifier.length > 1)) this.#badTemplate(text, span, at, close);
        if (plain !== "") pieces.push({ kind: "text", text: plain });
        plain = "";
        const where = this.#inside(text, span, at, close + 1);
        const operand = this.#lookup(argument, next, where);
        if (argument === "") next++;
        if (operand !== undefined) {
          this.#used.add(operand);
          pieces.push({ kind: "operand", operand, modifier: modifier === "" ? undefined : modifier, span: where });
        }
        at = close;
      } else if (here === "}") this.#badTemplate(text, span, at, at);
      else plain += here;
    }
    if (plain !== "") pieces.push({ kind: "text", text: plain });
    return next;
  }

  #badTemplate(text: string, span: Span, at: number, close: number): never {
    if (close === at) {
      const said = error("invalid asm template string: unmatched `}` found").at(
        this.#inside(text, span, at, at + 1),
        "unmatched `}` in asm template string",
      );
      this.#stop(said.note("if you intended to print `}`, you can escape it using `}}`"));
    }
    if (close > at) {
      this.#stop(error("asm template modifier must be a single character").at(this.#inside(text, span, text.indexOf(":", at) + 1, close)));
    }
    return this.#refuse(span);
  }

  #inside(text: string, span: Span, from: number, to: number): Span {
    const source = this.#call.expander.compilation.sources.snippet(span);
    const open = source.indexOf('"') + 1;
    if (open === 0 || !source.startsWith(text, open)) return span;
    return { ...span, lo: span.lo + open + from, hi: span.lo + open + to };
  }

  /** Undefined if there is none, which is told. */
  #lookup(argument: string, next: number, span: Span): number | undefined {
    const number = argument === "" ? next : /^\d+$/.test(argument) ? Number(argument) : -1;
    const operand = this.#operands[number];
    if (operand !== undefined && isPositional(operand)) return number;
    const named = number >= 0 ? -1 : this.#operands.findIndex(({ name }) => name === argument);
    if (named >= 0) return named;
    const lo = span.lo + 1;
    const unknown = () => error(`there is no argument named \`${argument}\``).at({ ...span, lo, hi: lo + argument.length });
    report(this.#call, number >= 0 ? noSuchOperand(number, this.#operands, span) : unknown());
    return undefined;
  }

  #reportUnused(): void {
    if (this.#has("raw") !== undefined) return;
    const unused = this.#operands.filter(
      (operand, i) => !this.#used.has(i) && (isPositional(operand) || operand.name !== undefined) && operand.kind !== "label",
    );
    const [only] = unused;
    if (only === undefined) return;
    if (unused.length > 1) {
      const said = error("multiple unused asm arguments");
      for (const { span } of unused) said.at(span, "argument never used");
      this.#stop(said);
    }
    const said = error(only.name === undefined ? "argument never used" : "named argument never used");
    said.at(only.span, only.name === undefined ? "argument never used" : "named argument never used");
    const text = only.name === undefined ? "{" + this.#operands.indexOf(only) + "}" : `{${only.name}}`;
    this.#stop(said.help(`if this argument is intentionally unused, consider using it in an asm comment: \`"/* ${text} */"\``));
  }
}

function isPositional(operand: AsmOperand): boolean {
  if (operand.name !== undefined) return false;
  return !("reg" in operand) || operand.reg.kind === "class";
}
