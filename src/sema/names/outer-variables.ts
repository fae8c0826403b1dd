// Variables named where they cannot be: in an item (E0434), and in a constant (E0435), with what would have to be declared instead.
import type { Span } from "../../base/source.ts";
import { type DiagnosticBuilder, error } from "../../diag/diagnostic.ts";
import type { Ident } from "../../syntax/ast.ts";
import type { Compilation } from "../compilation.ts";
import type { Between, ConstantItem } from "./scopes.ts";

/** `declared`: the name where it is bound. */
export function outerVariable(compilation: Compilation, ident: Ident, declared: Ident, through: Exclude<Between, "nothing">): void {
  if (through === "item") {
    const said = error("E0434", "can't capture dynamic environment in a fn item").at(ident.span);
    compilation.report("names", said.help("use the `|| { ... }` closure form instead"));
    return;
  }
  compilation.report("names", notConstant(compilation, ident, declared, through.constant));
}

const WORDS = "attempt to use a non-constant value in a constant";

/** The item could be a variable; else the variable a constant (rustc: `AttemptToUseNonConstantValueInConstant`). */
function notConstant(compilation: Compilation, ident: Ident, declared: Ident, item: ConstantItem | undefined): DiagnosticBuilder {
  if (item === undefined && ident.name === "self")
    return error(WORDS)
      .suggest("try using `Self`", [{ span: ident.span, text: "Self" }], "MaybeIncorrect", "short")
      .at(ident.span);
  const { span } = item?.ident ?? declared;
  const [current, instead] = item === undefined ? ["let", "const"] : [item.word, "let"];
  const said = error("E0435", WORDS);
  const head = wordBefore(compilation, span, current as string);
  if (head === undefined) return said.at(ident.span).label(span, `this would need to be a \`${instead}\``);
  said.at(ident.span, "non-constant value");
  const help = `consider using \`${instead}\` instead of \`${current}\``;
  const name = compilation.sources.snippet(span);
  if (!compilation.since(80))
    return said.suggest(help, [{ span: { ...head, hi: span.hi }, text: `${instead} ${name}` }], "MaybeIncorrect", "inline");
  const edits = [{ span: head, text: `${instead} ` }];
  if (item === undefined && !isTyped(compilation, span)) edits.push({ span: { ...span, lo: span.hi }, text: ": /* Type */" });
  return said.suggest(help, edits, "MaybeIncorrect", "verbose");
}

/** From the last such word on the line up to the name. */
function wordBefore({ sources }: Compilation, span: Span, word: string): Span | undefined {
  const { lo } = span;
  const before = sources.snippet({ lo: Math.max(sources.fileAt(lo)?.start ?? lo, lo - FAR), hi: lo });
  const at = [" ", "\t", "\n"].map((space) => before.lastIndexOf(word + space)).find((found) => found >= 0) ?? -1;
  if (at < 0 || before.slice(at + word.length).includes("\n")) return undefined;
  return { ...span, lo: lo - before.length + at, hi: lo };
}

/** Lines are shorter than this. */
const FAR = 1000;

function isTyped({ sources }: Compilation, { hi }: Span): boolean {
  return /^\s*:/.test(sources.snippet({ lo: hi, hi: hi + 100 }));
}
