// Statements that make a value for nothing: `unused_must_use` for what says of itself that it must be used, and
// `path_statements` for a mere name. In: a typed body. Out: findings in order of the text.
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Definition, Definitions } from "../definitions.ts";
import type { TypeContext } from "../types/context.ts";
import { shownPath } from "../types/shown-paths.ts";
import type { TypeTables } from "../types/tables.ts";
import type { Body, Expr, Stmt } from "../types/thir.ts";
import { expressionsOf } from "../types/thir-walk.ts";
import type { Ty } from "../types/ty.ts";
import type { FoundLint } from "./report.ts";

export interface ResultContext {
  readonly tcx: TypeContext;
  readonly definitions: Definitions;
  readonly tables: TypeTables;
  readonly snippet: (span: Span) => string;
  readonly minor: number;
}

const IGNORE = "use `let _ = ...` to ignore the resulting value";
const ARITHMETIC: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%"]);
const COMPARISON: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">="]);

/** Of core, what bears the attribute only since some release after 1.68. */
const MARKED_LATER: ReadonlySet<string> = new Set([
  "array::<impl [T; N]>::map",
  "char::methods::<impl char>::len_utf8",
  "char::methods::<impl char>::len_utf16",
  "finish",
  "ControlFlow",
  "Option::<T>::map_or",
  "Result::<T, E>::map_or",
  "ptr::const_ptr::<impl *const T>::align_offset",
  "ptr::mut_ptr::<impl *mut T>::align_offset",
]);

/** What the methods of operators are. */
const OVERLOADED: ReadonlyMap<string, string> = new Map([
  ...["add", "sub", "mul", "div", "rem"].map((name) => [name, "arithmetic operation"] as const),
  ...["eq", "ne", "lt", "le", "gt", "ge"].map((name) => [name, "comparison"] as const),
  ...["bitand", "bitor", "bitxor", "shl", "shr"].map((name) => [name, "bitwise operation"] as const),
  ...["not", "neg"].map((name) => [name, "unary operation"] as const),
]);

/** Which argument of the type is what goes wrong. */
const FAILURE: ReadonlyMap<string, 0 | 1> = new Map([
  ["Result", 1],
  ["ControlFlow", 0],
]);

export function unusedResults(body: Body, context: ResultContext): FoundLint[] {
  const judge = new ResultJudge(context);
  for (const expr of expressionsOf(body)) {
    if (expr.kind === "block") for (const stmt of expr.block.stmts) judge.stmt(stmt);
  }
  return judge.found;
}

interface UnusedWords {
  readonly what: string;
  readonly reason: string | undefined;
  /** The value itself, not a part of it. */
  readonly isPlain: boolean;
}

class ResultJudge {
  readonly found: FoundLint[] = [];

  constructor(readonly context: ResultContext) {}

  #add(lint: string, diagnostic: DiagnosticBuilder): void {
    this.found.push({ lint, node: 0, diagnostic });
  }

  stmt(stmt: Stmt): void {
    if (stmt.kind !== "expr" || !stmt.semicolon) return;
    if (!this.context.tcx.items.isWrittenByCore(stmt.expr.span)) this.#path(stmt.expr, stmt.span);
    let { expr } = stmt;
    let isFromBlock = false;
    while (expr.kind === "block" && expr.block.value !== undefined) {
      isFromBlock = true;
      expr = expr.block.value;
    }
    if (expr.kind === "return" || expr.kind === "block") return;
    if (this.#type(expr, isFromBlock) || this.#call(expr, isFromBlock) || this.#operator(expr, isFromBlock)) return;
    // Anything else but `()`, for those who ask.
    if (!isUnit(expr.type))
      this.#add("unused_results", warning(`unused result of type \`${this.context.tcx.print(expr.type)}\``).at(stmt.span));
  }

  // --- Paths -----------------------------------------------------------------------------------------------------

  #path(expr: Expr, span: Span): void {
    if (!isPath(expr, this.context.snippet(expr.span))) return;
    const isPlace = expr.kind === "local" || expr.kind === "upvar";
    if (!isPlace || !this.context.tables.needsDrop(expr.type)) {
      this.#add("path_statements", warning("path statement with no effect").at(span));
      return;
    }
    const said = warning("path statement drops value").at(span);
    const text = this.context.snippet(expr.span);
    this.#add("path_statements", said.suggest("use `drop` to clarify the intent", [{ span, text: `drop(${text});` }], "MachineApplicable"));
  }

  // --- What must be used -----------------------------------------------------------------------------------------

  /** Of what a macro made, the call is told. */
  #site({ span }: Expr): Span {
    return this.context.tcx.items.callSite(span);
  }

  /** By its type: whether that is all there is to say. */
  #type(expr: Expr, isFromBlock: boolean): boolean {
    const found = this.#unused(expr.type, expr, "");
    for (const { words, at } of found) {
      const said = warning(`unused ${words.what} that must be used`).at(this.#site(at));
      if (words.reason !== undefined) said.note(words.reason);
      if (words.isPlain) this.#suggest(said, this.#site(at), isFromBlock);
      this.#add("unused_must_use", said);
    }
    return found.length > 0 || expr.type.kind === "never";
  }

  /** Of a tuple, each element by itself, where it is written. */
  #unused(type: Ty, at: Expr, after: string): { readonly words: UnusedWords; readonly at: Expr }[] {
    if (type.kind !== "tuple") {
      const words = this.#wordsOfType(type, "", after, "");
      return words === undefined ? [] : [{ words, at }];
    }
    const written = at.kind === "tuple" ? at.elements : [];
    return type.elements.flatMap((element, i) => this.#unused(element, written[i] ?? at, ` in tuple element ${i}${after}`));
  }

  #wordsOfType(type: Ty, before: string, after: string, plural: string): UnusedWords | undefined {
    switch (type.kind) {
      case "adt": {
        const mark = mustUse(this.context.definitions.get(type.def));
        const name = shownPath(this.context.tcx, type.def);
        if (mark === undefined || this.#isMarkedLater(name) || this.#onlySucceeds(type)) return undefined;
        return { what: `${before}\`${name}\`${after}`, reason: mark.reason, isPlain: before === "" && after === "" };
      }
      case "closure": {
        const what = plural === "" ? `${before}closure${after}` : `${before}closures${after}`;
        return { what, reason: "closures are lazy and do nothing unless called", isPlain: false };
      }
      case "opaque":
      case "dynamic": {
        const traits = this.context.tables.boundTraits(type);
        const [found] = traits.filter((trait) => mustUse(this.context.definitions.get(trait)) !== undefined);
        if (found === undefined) return undefined;
        const { reason } = mustUse(this.context.definitions.get(found)) as { reason: string | undefined };
        const what = type.kind === "opaque" ? "implementer of" : "trait object of";
        return { what: `${before}${what} \`${this.context.definitions.get(found).name}\`${after}`, reason, isPlain: false };
      }
      case "tuple":
        for (const [i, element] of type.elements.entries()) {
          const words = this.#wordsOfType(element, before, ` in tuple element ${i}${after}`, plural);
          if (words !== undefined) return words;
        }
        return undefined;
      case "array":
        if (type.length.kind === "const" && type.length.value === 0n) return undefined;
        return this.#wordsOfType(type.element, `${before}array${plural} of `, after, "s");
      default:
        return undefined;
    }
  }

  /** `Result<(), E>` or `ControlFlow<B, ()>` that cannot fail, as there is no `E` (`B`): a mere unit, since 1.92. */
  #onlySucceeds({ def, args }: Ty & { kind: "adt" }): boolean {
    const { definitions, tables, minor } = this.context;
    const failure = FAILURE.get(definitions.get(def).name);
    if (minor < 92 || failure === undefined || definitions.isLocal(def)) return false;
    const [fails, done] = [args[failure], args[1 - failure]];
    return fails !== undefined && done !== undefined && isUnit(done) && tables.isUninhabited(fails);
  }

  #call(expr: Expr, isFromBlock: boolean): boolean {
    if (expr.kind !== "call" || expr.callee.type.kind !== "fn-def" || (expr.by !== "call" && expr.by !== "method")) return false;
    const { def } = expr.callee.type;
    const mark = mustUse(this.context.definitions.get(def));
    const name = shownPath(this.context.tcx, def);
    if (mark === undefined || this.#isMarkedLater(name)) return false;
    const said = warning(`unused return value of \`${name}\` that must be used`).at(this.#site(expr));
    if (mark.reason !== undefined) said.note(mark.reason);
    this.#suggest(said, this.#site(expr), isFromBlock);
    this.#add("unused_must_use", said);
    return true;
  }

  #isMarkedLater(name: string): boolean {
    return this.context.minor < 96 && MARKED_LATER.has(name);
  }

  #operator(expr: Expr, isFromBlock: boolean): boolean {
    const what = this.#operation(expr);
    if (what === undefined) return false;
    const said = warning(`unused ${what} that must be used`).at(expr.span, `the ${what} produces a value`);
    this.#suggest(said, expr.span, isFromBlock);
    this.#add("unused_must_use", said);
    return true;
  }

  #operation(expr: Expr): string | undefined {
    switch (expr.kind) {
      case "binary":
        return ARITHMETIC.has(expr.op) ? "arithmetic operation" : COMPARISON.has(expr.op) ? "comparison" : "bitwise operation";
      case "logical":
        return "logical operation";
      case "int":
      case "float":
        return this.context.snippet(expr.span).startsWith("-") ? "unary operation" : undefined;
      case "unary":
        return "unary operation";
      case "deref":
        return "unary operation";
      case "borrow":
      case "raw-borrow":
        return this.context.snippet(expr.span).startsWith("&") ? "borrow" : undefined;
      case "coerce":
        return this.#operation(expr.operand);
      case "call":
        return expr.by === "operator" && expr.callee.type.kind === "fn-def"
          ? OVERLOADED.get(this.context.definitions.get(expr.callee.type.def).name)
          : undefined;
      default:
        return undefined;
    }
  }

  #suggest(said: DiagnosticBuilder, { lo, hi }: Span, isFromBlock: boolean): void {
    const edits = [{ span: { lo, hi: lo }, text: "let _ = " }];
    if (isFromBlock) edits.push({ span: { lo: hi, hi }, text: ";" });
    said.suggest(IGNORE, edits, "MaybeIncorrect", "verbose");
  }
}

function isPath(expr: Expr, snippet: string): boolean {
  // Not `Unit {}`, nor `..`.
  if (expr.kind === "upvar" && snippet.includes(".")) return false;
  if (expr.kind === "adt") return expr.fields.length === 0 && expr.base === undefined && /[\w>]$/.test(snippet);
  return ["local", "upvar", "static", "constant", "const-param", "fn-item"].includes(expr.kind);
}

function isUnit(type: Ty): boolean {
  return type.kind === "tuple" && type.elements.length === 0;
}

/** The attribute `#[must_use]`, and what it gives as the reason. */
function mustUse({ attrs, tree }: Definition): { readonly reason: string | undefined } | undefined {
  const attribute = attrs.find(
    ({ path, docComment }) => !docComment && path.segments.length === 1 && path.segments[0]?.ident.name === "must_use",
  );
  if (attribute === undefined) return undefined;
  const { args } = attribute;
  const kind = args.kind === "value" ? tree.expr(args.value).kind : undefined;
  return { reason: kind?.kind === "literal" && kind.literal.kind === "string" ? kind.literal.value : undefined };
}
