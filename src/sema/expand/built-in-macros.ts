// The macros that the compiler itself expands. Most become tokens and are parsed; what has no syntax of its own becomes a
// `built-in` expression with an entry in the side table.
import type { Span } from "../../base/source.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import { POSITION_NAMES } from "./left-over.ts";
import { error, unsupported } from "../../diag/diagnostic.ts";
import type { MacroCall, NodeId, TokenRange } from "../../syntax/ast.ts";
import * as K from "../../syntax/node-kinds.ts";
import * as T from "../../syntax/token-kinds.ts";
import { CfgEvaluator } from "./cfg.ts";
import { expandAsm } from "./asm.ts";
import { expandFormatArgs } from "./format-args.ts";
import { expandInclude, expandIncludeBytes, expandIncludeText } from "./include.ts";
import { literalOf, type ParsedExpression, parseExpression, parseExpressions, prettyOptions, splitByComma } from "./macro-arguments.ts";
import { pathText } from "./call.ts";
import type { Expander, Place, Position } from "./expander.ts";
import type { MacroDefinition } from "./macro-scope.ts";
import { expandOffsetOf } from "./offset-of.ts";
import { assemble } from "./token-tools.ts";
import { assertionText, tokensText } from "../../syntax/pretty/pretty.ts";
import { shownPath } from "../../target/shown-path.ts";

/** One call of a built-in macro. */
export interface BuiltInCall {
  readonly expander: Expander;
  readonly macro: MacroDefinition;
  readonly call: MacroCall;
  readonly position: Position;
  readonly place: Place;
  /** The call's place, with a mark of this expansion: what made-up tokens bear. */
  readonly span: Span;
}

type Expansion = readonly NodeId[];

const MACROS: Readonly<Record<string, (call: BuiltInCall) => Expansion>> = {
  line: (call) => withoutArguments(call, `${locate(call).line}u32`),
  column: (call) => withoutArguments(call, `${locate(call).column}u32`),
  file: (call) => withoutArguments(call, quote(locate(call).file)),
  module_path: (call) => withoutArguments(call, quote(modulePath(call))),
  stringify: expandStringify,
  concat: expandConcat,
  cfg: expandCfg,
  compile_error: expandCompileError,
  env: expandEnv,
  option_env: expandOptionEnv,
  include: expandInclude,
  include_str: expandIncludeText,
  include_bytes: expandIncludeBytes,
  format_args: (call) => expandFormatArgs(call, false),
  const_format_args: (call) => expandFormatArgs(call, false),
  format_args_nl: (call) => expandFormatArgs(call, true),
  asm: (call) => expandAsm(call, "asm"),
  naked_asm: (call) => expandAsm(call, "naked_asm"),
  global_asm: (call) => expandAsm(call, "global_asm"),
  assert: expandAssert,
  panic: (call) => expandPanic(call, "panic"),
  unreachable: (call) => expandPanic(call, "unreachable"),
  offset_of: expandOffsetOf,
};

function expandStringify(context: BuiltInCall): Expansion {
  const { expander, call } = context;
  const text = tokensText(expander.tree, call.tokens, prettyOptions(expander));
  if (text === undefined) report(context, unsupported("KB0313", "`stringify!` of this", call.span));
  return literal(context, quote(text ?? ""));
}

/** What macros stand for that are no expressions. */
const KINDS: Readonly<Record<string, keyof typeof FITS>> = {
  include: "anything",
  compile_error: "anything",
  global_asm: "item",
  concat: "literal",
  stringify: "literal",
  line: "literal",
  column: "literal",
  file: "literal",
  module_path: "literal",
  env: "literal",
  include_str: "literal",
  include_bytes: "literal",
  cfg: "literal",
};

const FITS: Readonly<Record<"anything" | "item" | "literal" | "expression", readonly Position[]>> = {
  anything: ["expr", "stmts", "pat", "ty", "items", "impl-items", "trait-items", "extern-items"],
  item: ["items"],
  literal: ["expr", "stmts", "pat"],
  expression: ["expr", "stmts"],
};

export function expandBuiltIn(
  expander: Expander,
  macro: MacroDefinition,
  call: MacroCall,
  position: Position,
  place: Place,
): readonly NodeId[] {
  const { hygiene } = expander.compilation;
  const { index } = hygiene.addExpansion({
    kind: "builtin",
    name: pathText(call),
    callSite: call.span,
    definition: undefined,
    macro: macro.index,
    foreign: true,
    ofCore: true,
  });
  const span = { lo: call.span.lo, hi: call.span.hi, ctxt: hygiene.mark(0, index) };
  const expand = MACROS[macro.builtIn];
  const context = { expander, macro, call, position, place, span };
  if (expand === undefined) {
    report(context, unsupported("KB0313", `the macro \`${macro.name}!\``, call.span));
    return [];
  }
  if (!FITS[KINDS[macro.builtIn] ?? "expression"].includes(position)) {
    report(
      context,
      error(`non-${POSITION_NAMES[position]} macro in ${POSITION_NAMES[position]} position: ${pathText(call)}`).at(call.span),
    );
    expander.compilation.aborted = true;
    return [];
  }
  const made = expand(context);
  if (position !== "stmts") return made;
  if (made.length === 0 && macro.builtIn !== "include") return [failedStatement(context)];
  const { tree } = expander;
  return made.map((node) => (tree.kind(node) === K.BuiltIn ? tree.addExpressionStatement(node) : node));
}

/** So that what is judged of the body knows that something is missing. */
function failedStatement({ expander: { tree }, span: { lo, hi, ctxt } }: BuiltInCall): NodeId {
  return tree.addNode(K.ExprStmt, lo, hi, ctxt ?? 0, tree.addNode(K.ErrorExpr, lo, hi, ctxt ?? 0, 0));
}

export function report(call: BuiltInCall, diagnostic: DiagnosticBuilder): void {
  call.expander.compilation.report("expansion", diagnostic);
}

export function quote(text: string): string {
  let out = '"';
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (character === '"' || character === "\\") out += `\\${character}`;
    else if (character === "\n") out += "\\n";
    else if (character === "\r") out += "\\r";
    else if (character === "\t") out += "\\t";
    else if (code < 0x20 || code === 0x7f) out += `\\x${code.toString(16).padStart(2, "0")}`;
    else out += character;
  }
  return `${out}"`;
}

/** Source text and token ranges as the expansion. */
export function produce(call: BuiltInCall, parts: readonly (string | TokenRange)[]): Expansion {
  const { tree } = call.expander;
  const range = assemble(tree.tokens, call.span, parts);
  return call.expander.parse(range, call.position, call.call, call.place, call.macro);
}

export function literal(call: BuiltInCall, text: string): Expansion {
  return produce(call, [text]);
}

/** The outermost call, where `line!` and its like are answered. */
function locate(call: BuiltInCall): { file: string; line: number; column: number } {
  const { hygiene, sources, session } = call.expander.compilation;
  const at = sources.locate(hygiene.sourceCallSite(call.call.span).lo);
  return at === undefined
    ? { file: "", line: 1, column: 1 }
    : { file: shownPath(session, "macro", at.file.name), line: at.line, column: at.column };
}

function modulePath(call: BuiltInCall): string {
  const { definitions } = call.expander.compilation;
  const { name } = call.expander.crate;
  const def = call.place.module.nearest.def;
  const path = definitions.path(def);
  return call.expander.crate.isLocal && path !== "" ? `${name}::${path}` : path || name;
}

/** A macro that takes none; what is given is told and left out. */
function withoutArguments(call: BuiltInCall, text: string): Expansion {
  const { from, to } = call.call.tokens;
  if (from < to) report(call, error(`${call.macro.name}! takes no arguments`).at(call.call.span));
  return literal(call, text);
}

// --- Literals -----------------------------------------------------------------------------------------------------

/** Expressions between commas; undefined after a report. */
function argumentsOf(call: BuiltInCall): readonly NodeId[] | undefined {
  const parsed = parseExpressions(call.expander, call.call.tokens);
  if (parsed?.stuck === undefined) return parsed?.nodes;
  report(call, error("expected token: `,`").at(call.expander.tree.tokens.span(parsed.stuck)));
  return undefined;
}

function expandConcat(call: BuiltInCall): Expansion {
  const nodes = argumentsOf(call);
  if (nodes === undefined) return [];
  const { tree } = call.expander;
  let text = "";
  let hasBytes = false;
  const wrong: Span[] = [];
  for (const node of nodes) {
    const piece = concatPiece(call, node);
    if (piece !== undefined) text += piece;
    else if (isByteString(call, node)) {
      hasBytes = true;
      report(call, error("cannot concatenate a byte string literal").at(tree.span(node)));
    } else wrong.push(tree.span(node));
  }
  if (wrong.length > 0) {
    const said = error("expected a literal");
    for (const span of wrong) said.at(span);
    report(call, said.note('only literals (like `"foo"`, `-42` and `3.14`) can be passed to `concat!()`'));
  }
  return wrong.length > 0 || hasBytes ? [] : literal(call, quote(text));
}

function isByteString(call: BuiltInCall, node: NodeId): boolean {
  return literalOf(call.expander, node, call.place)?.literal.kind === "byte-string";
}

function concatPiece(call: BuiltInCall, node: NodeId): string | undefined {
  const { tree } = call.expander;
  const expr = tree.expr(tree.resolve(node));
  if (expr.kind.kind === "unary" && expr.kind.op === "-") {
    const inner = concatPiece(call, expr.kind.operand);
    return inner !== undefined && /^\d/.test(inner) ? `-${inner}` : undefined;
  }
  const found = literalOf(call.expander, node, call.place);
  if (found === undefined) return undefined;
  const value = found.literal;
  switch (value.kind) {
    case "string":
      return value.value;
    case "char":
      return String.fromCodePoint(value.value);
    case "bool":
    case "int":
      return String(value.value);
    case "float":
      return value.text;
    default:
      return undefined;
  }
}

function expandCfg(call: BuiltInCall): Expansion {
  const { compilation, crate, tree } = call.expander;
  const { session } = compilation;
  const evaluator = new CfgEvaluator({
    tokens: tree.tokens,
    options: { cfgs: crate.cfgs, minor: session.release.minor },
    report: (diagnostic) => compilation.report("expansion", diagnostic),
    attribute: call.call.span,
    argument: call.call.span,
    form: "cfg!",
    edition: call.expander.crate.edition,
    snippet: (span) => compilation.sources.snippet(span),
    found: (name, value, span, valueSpan) => compilation.foundCfg(name, value, span, valueSpan, call.expander.crate),
  });
  return literal(call, String(evaluator.evaluateOnly(call.call.tokens)));
}

/** The one string literal a macro takes; undefined after a report. What is left over is told, and left out. */
export function onlyString(call: BuiltInCall): { text: string; span: Span; token: number } | undefined {
  const { tokens } = call.expander.tree;
  const range = call.call.tokens;
  const tellCount = () => report(call, error(`${call.macro.name}! takes 1 argument`).at(call.call.span));
  if (range.from === range.to) {
    tellCount();
    return undefined;
  }
  const parsed = parseExpression(call.expander, range);
  if (parsed === undefined) return undefined;
  const rest = parsed.end < range.to && tokens.kind(parsed.end) === T.Comma ? parsed.end + 1 : parsed.end;
  if (rest < range.to) tellCount();
  return stringOf(call, parsed.node, "argument must be a string literal");
}

/** The string that an expression stands for; undefined after a report in these words. */
function stringOf(call: BuiltInCall, node: NodeId, words: string): { text: string; span: Span; token: number } | undefined {
  const found = literalOf(call.expander, node, call.place);
  if (found?.literal.kind === "string") return { text: found.literal.value, span: found.span, token: found.token };
  report(call, error(words).at(call.expander.tree.span(node)));
  return undefined;
}

function expandCompileError(call: BuiltInCall): Expansion {
  const found = onlyString(call);
  if (found !== undefined) report(call, error(found.text).at(call.call.span));
  return call.position === "items" || call.position === "stmts" ? [] : [];
}

function expandOptionEnv(call: BuiltInCall): Expansion {
  const name = onlyString(call);
  if (name === undefined) return [];
  const value = call.expander.compilation.input.environment[name.text];
  if (value !== undefined) return produce(call, [`::core::option::Option::Some(${quote(value)})`]);
  return produce(call, ["::core::option::Option::None::<&'static str>"]);
}

/** `env!("NAME")`, `env!("NAME", "what to say if it is not set")` */
function expandEnv(call: BuiltInCall): Expansion {
  const nodes = argumentsOf(call);
  if (nodes === undefined) return [];
  const [first, second, ...others] = nodes;
  if (first === undefined || others.length > 0) {
    const words = call.expander.compilation.since(70) ? "`env!()` takes 1 or 2 arguments" : "env! takes 1 or 2 arguments";
    report(call, error(words).at(call.call.span));
    return [];
  }
  const name = stringOf(call, first, "expected string literal");
  if (name === undefined) return [];
  const own = second === undefined ? undefined : stringOf(call, second, "expected string literal");
  if (second !== undefined && own === undefined) return [];
  const value = call.expander.compilation.input.environment[name.text];
  if (value !== undefined) return literal(call, quote(value));
  report(call, own === undefined ? notDefined(call, name.text) : error(own.text).at(call.call.span));
  return [];
}

function notDefined(call: BuiltInCall, name: string): DiagnosticBuilder {
  const said = error(`environment variable \`${name}\` not defined at compile time`).at(call.call.span);
  if (!call.expander.compilation.since(70)) return said;
  if (!/^(?:CARGO|DEP|OUT_DIR|PROFILE|TARGET|HOST|NUM_JOBS|OPT_LEVEL|DEBUG|RUSTC)/.test(name))
    return said.help(`use \`std::env::var("${name}")\` to read the variable at run time`);
  return said.help(`Cargo sets build script variables at run time. Use \`std::env::var("${name}")\` instead`);
}

// --- Panics -------------------------------------------------------------------------------------------------------

/** `assert!(condition)`, `assert!(condition, "format", ...)` */
function expandAssert(call: BuiltInCall): Expansion {
  const { tree, compilation } = call.expander;
  const range = call.call.tokens;
  if (range.from === range.to) {
    report(call, error("macro requires a boolean expression as an argument").at(call.call.span, "boolean expression required"));
    return [];
  }
  const parsed = parseExpression(call.expander, range);
  if (parsed === undefined) return [];
  const start = messageStart(call, parsed);
  if (start === undefined) return [];
  const condition = { from: range.from, to: parsed.end };
  const message = { from: start, to: range.to };
  const core = pathToCore();
  if (message.from < message.to) {
    const panic = panicParts(call, message, compilation.editionAt(call.call.span) >= 2021);
    return produce(call, ["if !(", condition, ") {", ...panic, "}"]);
  }
  const text = assertionText(tree, parsed.node, prettyOptions(call.expander));
  if (text === undefined) report(call, unsupported("KB0313", "`assert!` of this without a message", call.span));
  return produce(call, ["if !(", condition, `) { ${core}::panicking::panic(${quote(text ?? "")}) }`]);
}

/**
 * Where the message begins, `to` if there is none; undefined after a failure. A forgotten comma before a text, and the end of a
 * statement, are told and let pass.
 */
function messageStart(call: BuiltInCall, { end, noComma }: ParsedExpression): number | undefined {
  const { tokens } = call.expander.tree;
  const { to } = call.call.tokens;
  let at = end;
  if (at < to && tokens.kind(at) === T.Semi) {
    const edits = [{ span: tokens.span(at), text: "" }];
    const said = error("macro requires an expression as an argument").at(call.call.span);
    report(call, said.suggest("try removing semicolon", edits, "MaybeIncorrect"));
    at++;
  }
  if (at >= to) return to;
  if (tokens.kind(at) === T.Comma) return at + 1;
  if (tokens.kind(at) === T.Str) {
    const before = tokens.span(at - 1);
    const edits = [{ span: { ...before, lo: before.hi }, text: ", " }];
    report(call, error("unexpected string literal").at(tokens.span(at)).suggest("try adding a comma", edits, "MaybeIncorrect", "short"));
    return at;
  }
  if (at === end) call.expander.compilation.report("expansion", noComma());
  return undefined;
}

/** The crate the macro comes from, as its own expansions write it. */
function pathToCore(): string {
  return "$crate";
}

/** `panic!` and `unreachable!` mean different things by the edition of the call. */
function expandPanic(call: BuiltInCall, name: string): Expansion {
  const modern = call.expander.compilation.editionAt(call.call.span) >= 2021;
  return produce(call, name === "panic" ? panicParts(call, call.call.tokens, modern) : unreachableParts(call, modern));
}

const PANICKING = "$crate::panicking::";

/** What a panic with these arguments is. */
function panicParts(call: BuiltInCall, args: TokenRange, modern: boolean): (string | TokenRange)[] {
  const { tokens } = call.expander.tree;
  if (args.from === args.to) return [`${PANICKING}panic("explicit panic")`];
  const [first, second, third] = splitByComma(tokens, args);
  const isLiteral =
    first !== undefined && first.to === first.from + 1 && (tokens.kind(first.from) === T.Str || tokens.kind(first.from) === T.RawStr);
  if (isLiteral && second !== undefined && third === undefined && tokens.text(first.from) === '"{}"') {
    return [`${PANICKING}panic_display(&`, second, ")"];
  }
  if (!modern && first !== undefined && second === undefined) {
    return isLiteral ? [`${PANICKING}panic(`, first, ")"] : [`${PANICKING}panic_str_2015(`, first, ")"];
  }
  return [`${PANICKING}panic_fmt($crate::const_format_args!(`, args, "))"];
}

function unreachableParts(call: BuiltInCall, modern: boolean): (string | TokenRange)[] {
  const words = "internal error: entered unreachable code";
  const args = call.call.tokens;
  if (args.from === args.to) return [`${PANICKING}panic("${words}")`];
  if (modern) return [`$crate::panic!("${words}: {}", $crate::format_args!(`, args, "))"];
  const [first, ...rest] = splitByComma(call.expander.tree.tokens, args);
  if (rest.length === 0 && first !== undefined) return [`${PANICKING}unreachable_display(&`, first, ")"];
  return [
    `$crate::panic!($crate::concat!("${words}: ", `,
    first as TokenRange,
    "),",
    { from: (first as TokenRange).to + 1, to: args.to },
    ")",
  ];
}
