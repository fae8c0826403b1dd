// What is wrong with the arguments of `asm!`, in words: tokens that nobody expects, and operands that are not there.
import type { Span } from "../../base/source.ts";
import { error, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import { describeToken, joinExpected } from "../../syntax/describe.ts";
import { suggestNear } from "../../syntax/expected-help.ts";
import type { TokenBuffer } from "../../syntax/tokens.ts";
import type { AsmOperand } from "./built-in.ts";

/** So many are named in the label. */
const NAMED = 6;
/** Since then a word that is nearly what was asked for is told; of older releases nobody has looked. */
const SUGGESTS_WORDS = 90;

interface Here {
  readonly tokens: TokenBuffer;
  readonly token: number;
  /** Behind all arguments: where the call's last bracket is. */
  readonly end: Span | undefined;
  readonly edition: number;
  /** The release's. */
  readonly minor: number;
}

/** `wanted` as messages show it: `,` in backquotes. */
export function expectedInAsm(wanted: readonly string[], { tokens, token, end, edition, minor }: Here): DiagnosticBuilder {
  const sorted = wanted.toSorted((a, b) => (a < b ? -1 : 1));
  const list = `expected ${sorted.length > 1 ? "one of " : ""}${joinExpected(sorted)}`;
  const label = sorted.length > NAMED ? `expected one of ${sorted.length} possible tokens` : list;
  const found = end === undefined ? describeToken(tokens, token, edition) : "end of macro arguments";
  const said = error(`${list}, found ${found}`).at(end ?? tokens.span(token), label);
  if (minor < SUGGESTS_WORDS || end !== undefined) return said;
  const words = sorted.flatMap((each) => (/^`\w+`$/.test(each) ? [each.slice(1, -1)] : []));
  suggestNear(said, tokens.text(token), tokens.span(token), words);
  return said;
}

/** `number`: which operand a template asks for. */
export function noSuchOperand(number: number, operands: readonly AsmOperand[], span: Span): DiagnosticBuilder {
  const isExplicit = (operand: AsmOperand): boolean => "reg" in operand && operand.reg.kind === "explicit";
  const positional = operands.filter((operand) => operand.name === undefined && !isExplicit(operand)).length;
  const which = positional === operands.length ? "" : "positional ";
  const said = error(`invalid reference to argument at index ${number}`).at(span, "from here");
  const given = positional === 1 ? `there is 1 ${which}argument` : `there are ${positional} ${which}arguments`;
  said.note(positional === 0 ? `no ${which}arguments were given` : given);
  const operand = operands[number];
  if (operand === undefined) return said;
  if (operand.name !== undefined)
    return said.label(operand.span, "named argument").noteAt(operand.span, "named arguments cannot be referenced by position");
  said.label(operand.span, "explicit register argument");
  said.noteAt(operand.span, "explicit register arguments cannot be used in the asm template");
  return said.helpAt(operand.span, "use the register name directly in the assembly code");
}
