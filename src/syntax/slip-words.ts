// The words for slips that people bring from other languages: `i++`, `===`, `a ? b : c`, `and`, `not`, `fn f(): T`.
import type { Span } from "../base/source.ts";
import { type DiagnosticBuilder, error } from "../diag/diagnostic.ts";

/** `===`, `!==`, `<>`, `<=>`, with what Rust writes instead. */
export function wrongComparison(written: string, span: Span, style: "inline" | "verbose"): DiagnosticBuilder {
  const right: Readonly<Record<string, string>> = { "===": "==", "!==": "!=", "<>": "!=" };
  const correct = right[written];
  const diagnostic = error(`invalid comparison operator \`${written}\``);
  if (correct === undefined) return diagnostic.at(span, `\`${written}\` is not a valid comparison operator, use \`std::cmp::Ordering\``);
  return diagnostic
    .at(span)
    .suggest(
      `\`${written}\` is not a valid comparison operator, use \`${correct}\``,
      [{ span, text: correct }],
      "MachineApplicable",
      style,
    );
}

/** `~a` */
export function tildeOperator(span: Span, style: "inline" | "verbose"): DiagnosticBuilder {
  return error("`~` cannot be used as a unary operator")
    .at(span)
    .suggest("use `!` to perform bitwise not", [{ span, text: "!" }], "MachineApplicable", style);
}

/** `and`, `or` between conditions. */
export function wordOperator(word: "and" | "or", span: Span): DiagnosticBuilder {
  const text = word === "and" ? "&&" : "||";
  const name = word === "and" ? "conjunction" : "disjunction";
  return error(`\`${word}\` is not a logical operator`)
    .at(span)
    .suggest(`use \`${text}\` to perform logical ${name}`, [{ span, text }], "MachineApplicable", "verbose")
    .note("unlike in e.g., Python and PHP, `&&` and `||` are used for logical operators");
}

/** `not e`; `next` is the token behind the word. */
export function wordNegation(described: string, next: Span, word: Span): DiagnosticBuilder {
  return error(`unexpected ${described} after identifier`)
    .at(next)
    .suggest(
      "use `!` to perform logical negation or bitwise not",
      [{ span: { lo: word.lo, hi: next.lo }, text: "!" }],
      "MachineApplicable",
      "verbose",
    );
}

/** `i++`, `i--`, `++i`. */
export function stepOperator(form: "prefix" | "postfix", sign: "+" | "-", span: Span): DiagnosticBuilder {
  const name = sign === "+" ? "increment" : "decrement";
  return error(`Rust has no ${form} ${name} operator`).at(span, `not a valid ${form} operator`);
}

/** How Rust writes it. */
export const stepWords = (sign: "+" | "-"): string => `use \`${sign}= 1\` instead`;

/** In the middle of an expression: a block that steps and gives the value of before or after. */
export function spellStep(
  said: DiagnosticBuilder,
  form: "prefix" | "postfix",
  sign: "+" | "-",
  operator: Span,
  operand: Span,
  name: string,
): void {
  const temporary = name.trim() === "tmp" ? "tmp_" : "tmp";
  const edits =
    form === "prefix"
      ? [
          { span: operator, text: "{ " },
          { span: { lo: operand.hi, hi: operand.hi }, text: ` ${sign}= 1; ${name} }` },
        ]
      : [
          { span: { lo: operand.lo, hi: operand.lo }, text: `{ let ${temporary} = ` },
          { span: operator, text: `; ${name} ${sign}= 1; ${temporary} }` },
        ];
  said.suggest(stepWords(sign), edits, form === "prefix" ? "MachineApplicable" : "HasPlaceholders", "verbose");
}

export function arrowAccess(span: Span): DiagnosticBuilder {
  return error("`->` is not valid syntax for field accesses and method calls")
    .at(span)
    .help("the `.` operator will automatically dereference the value, except if the value is a raw pointer")
    .suggest("try using `.` instead", [{ span, text: "." }], "MachineApplicable", "verbose");
}

/** A captured block in a place of more than a block: within `context`, from its first word. */
export function blockFragment(span: Span, context: Span, suggests: boolean): DiagnosticBuilder {
  const said = error("cannot use a `block` macro fragment here").at(span).label(context, "the `block` fragment is within this context");
  if (!suggests) return said;
  const edits = [
    { span: { ...span, hi: span.lo }, text: "{ " },
    { span: { ...span, lo: span.hi }, text: " }" },
  ];
  return said.suggest("wrap this in another block", edits, "MachineApplicable", "verbose");
}

export function ternary(span: Span): DiagnosticBuilder {
  return error("Rust has no ternary operator").at(span);
}

/** `fn f(): T`, `fn f() => T`; `gap` is what stands between its neighbours. */
export function returnSign(span: Span, gap: Span, minor: number): DiagnosticBuilder {
  const edit = minor < 90 ? { span, text: "->" } : { span: gap, text: " -> " };
  return error("return types are denoted using `->`").at(span).suggest("use `->` instead", [edit], "MachineApplicable", "verbose");
}

/** `&dyn A + B`, whose `+` could bind either way. */
export function ambiguousPlus({ lo, hi }: Span, minor: number): DiagnosticBuilder {
  return error("ambiguous `+` in a type")
    .at({ lo, hi })
    .suggest(
      minor < 90 ? "use parentheses to disambiguate" : "try adding parentheses",
      [
        { span: { lo, hi: lo }, text: "(" },
        { span: { lo: hi, hi }, text: ")" },
      ],
      "MachineApplicable",
      "verbose",
    );
}

export function fieldSemicolon(what: string, span: Span): DiagnosticBuilder {
  return error(`${what} fields are separated by \`,\``)
    .at(span)
    .suggest("replace `;` with `,`", [{ span, text: "," }], "MachineApplicable", "short");
}

export function functionInStruct(what: string, span: Span): DiagnosticBuilder {
  return error(`functions are not allowed in ${what} definitions`)
    .at(span)
    .help("unlike in C++, Java, and C#, functions are declared in `impl` blocks")
    .help("see https://doc.rust-lang.org/book/ch05-03-method-syntax.html for more information");
}

export function removedBox(span: Span, expr: Span): DiagnosticBuilder {
  return error("`box_syntax` has been removed")
    .at(span)
    .suggest(
      "use `Box::new()` instead",
      [
        { span: { lo: span.lo, hi: expr.lo }, text: "Box::new(" },
        { span: { lo: expr.hi, hi: expr.hi }, text: ")" },
      ],
      "MachineApplicable",
      "verbose",
    );
}
