// Macros of assembly: `.macro name parameters` ... `.endm`. What a call stands for is text: the body with `\parameter`, `\@`
// (how many calls there have been) and `\()` (nothing) replaced. How arguments are told apart is as LLVM does it: commas
// part them, and so does space that stands beside no operator.
import { AsmError, Cursor } from "./lexer.ts";
import type { Statement, Token } from "./lexer.ts";

interface Parameter {
  readonly name: string;
  readonly default: string | undefined;
  readonly isRequired: boolean;
  /** Takes all that is left of the line. */
  readonly takesRest: boolean;
}

export interface Macro {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: string;
}

const OPERATORS = new Set([
  "+",
  "-",
  "~",
  "/",
  "*",
  "==",
  "=",
  "||",
  "|",
  "^",
  "&&",
  "&",
  "!",
  "!=",
  "%",
  "<<",
  "<=",
  "<",
  ">>",
  ">=",
  ">",
]);
const PLACE = /\\(?:(\(\))|(@)|([\w$.]+))/g;

export function endOf({ text, offset }: Token): number {
  return (offset ?? 0) + text.length;
}

/** The tokens before the end of the line. */
const written = (tokens: readonly Token[]): readonly Token[] => tokens.filter(({ kind }) => kind !== "end");

/** `.macro name a, b=1, c:req, rest:vararg`; commas may be missing. */
export function readMacro({ tokens, offset }: Statement, body: string): Macro {
  const cursor = new Cursor(tokens, offset);
  cursor.next();
  if (cursor.token.kind !== "word") cursor.fail("expected identifier in '.macro' directive");
  const name = cursor.next().text;
  cursor.take(",");
  const parameters: Parameter[] = [];
  while (!cursor.isEnd) {
    if (parameters.at(-1)?.takesRest === true) cursor.fail("vararg parameter should be the last parameter");
    parameters.push(readParameter(cursor, name));
    cursor.take(",");
  }
  return { name, parameters, body };
}

function readParameter(cursor: Cursor, macro: string): Parameter {
  if (cursor.token.kind !== "word") cursor.fail("expected identifier in '.macro' directive");
  const name = cursor.next().text;
  const qualifier = cursor.take(":") ? cursor.next().text : "";
  if (qualifier !== "" && qualifier !== "req" && qualifier !== "vararg")
    cursor.fail(`${qualifier} is not a valid parameter qualifier for '${name}' in macro '${macro}'`);
  const given = cursor.take("=") ? argumentText(takeArgument(cursor)) : undefined;
  return { name, default: given, isRequired: qualifier === "req", takesRest: qualifier === "vararg" };
}

/** The tokens of one argument: to a comma, or to space that parts two things. */
function takeArgument(cursor: Cursor): Token[] {
  const taken: Token[] = [];
  let depth = 0;
  while (!cursor.isEnd) {
    const { token } = cursor;
    const before = taken.at(-1);
    const isParted = before !== undefined && endOf(before) < (token.offset ?? 0);
    if (depth === 0 && token.kind === "punctuation" && token.text === ",") break;
    if (depth === 0 && isParted && !isOperator(token) && !isOperator(before)) break;
    if (token.kind === "punctuation") depth += token.text === "(" ? 1 : token.text === ")" && depth > 0 ? -1 : 0;
    taken.push(cursor.next());
  }
  if (depth > 0) cursor.fail("unbalanced parentheses in argument");
  return taken;
}

const isOperator = ({ kind, text }: Token): boolean => kind === "punctuation" && OPERATORS.has(text);

/** A string stands for what is in its quotes. */
const argumentText = (tokens: readonly Token[]): string =>
  tokens.map(({ kind, text }) => (kind === "string" ? text.slice(1, -1) : text)).join("");

/** What a call of `macro` stands for. `text` is what the statement was read from, `count` how many calls there were before. */
export function expandMacro(macro: Macro, { tokens, offset }: Statement, text: string, count: number): string {
  const cursor = new Cursor(tokens, offset);
  cursor.next();
  const values = new Map<string, string>();
  for (let position = 0; !cursor.isEnd;) {
    const named = namedParameter(macro, cursor);
    const parameter = named ?? macro.parameters[position];
    if (parameter === undefined) return cursor.fail("too many positional arguments");
    values.set(parameter.name, parameter.takesRest ? restOf(cursor, text) : argumentText(takeArgument(cursor)));
    if (named === undefined) position++;
    cursor.take(",");
  }
  for (const { name, isRequired, default: otherwise } of macro.parameters) {
    if ((values.get(name) ?? "") !== "") continue;
    if (otherwise !== undefined) values.set(name, otherwise);
    else if (isRequired) cursor.fail(`missing value for required parameter '${name}' in macro '${macro.name}'`);
    else values.set(name, "");
  }
  return substitute(macro.body, values, count);
}

/** `name=` before an argument. */
function namedParameter(macro: Macro, cursor: Cursor): Parameter | undefined {
  if (cursor.token.kind !== "word" || cursor.peek(1).text !== "=") return undefined;
  const name = cursor.next().text;
  cursor.next();
  const found = macro.parameters.find((each) => each.name === name);
  return found ?? cursor.fail(`parameter named '${name}' does not exist for macro '${macro.name}'`);
}

function restOf(cursor: Cursor, text: string): string {
  const rest = written(cursor.tokens.slice(cursor.at));
  cursor.at += rest.length;
  const [first, last] = [rest[0], rest.at(-1)];
  return first === undefined || last === undefined ? "" : text.slice(first.offset, endOf(last));
}

/** `\name` and its like in a body. */
export function substitute(body: string, values: ReadonlyMap<string, string>, count: number): string {
  return body.replaceAll(PLACE, (whole, nothing: string | undefined, number: string | undefined, name: string | undefined) => {
    if (nothing !== undefined) return "";
    if (number !== undefined) return `${count}`;
    return values.get(name ?? "") ?? whole;
  });
}

/** `.irp name, values` and `.irpc name, characters`: the parameter and what it is in turn. */
export function readSeries(
  { tokens, offset }: Statement,
  byCharacter: boolean,
): { readonly name: string; readonly values: readonly string[] } {
  const cursor = new Cursor(tokens, offset);
  const directive = cursor.next().text;
  if (cursor.token.kind !== "word") cursor.fail(`expected identifier in '${directive}' directive`);
  const name = cursor.next().text;
  cursor.expect(",", "expected comma");
  const values: string[] = [];
  while (!cursor.isEnd) {
    values.push(argumentText(takeArgument(cursor)));
    cursor.take(",");
  }
  if (!byCharacter) return { name, values: values.length === 0 ? [""] : values };
  if (values.length !== 1) throw new AsmError(`unexpected token in '${directive}' directive`, offset);
  return { name, values: [...(values[0] as string)] };
}
