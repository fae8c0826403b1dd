// Lifetimes that nothing around declares (E0261), and all the lists of parameters that could: those of the item and of the trait
// or impl around it, and `for<..>` of a function pointer, a bound or a `where` clause on the way.
import type { Span } from "../../base/source.ts";
import { editDistance } from "../../base/near-names.ts";
import { type DiagnosticBuilder, error } from "../../diag/diagnostic.ts";
import type { Ident } from "../../syntax/ast.ts";
import type { Compilation } from "../compilation.ts";

/** Where a list of parameters stands, or would: `span` is empty if there is none yet. */
export interface LifetimePlace {
  readonly span: Span;
  readonly kind: "item" | "type" | "bound";
}

const MORE = "for more information on higher-ranked polymorphism, visit https://doc.rust-lang.org/nomicon/hrtb.html";

/** `places`: innermost first. */
export function undeclaredLifetime(compilation: Compilation, { name, span }: Ident, places: readonly LifetimePlace[]): void {
  const said = error("E0261", `use of undeclared lifetime name \`${name}\``).at(span, "undeclared lifetime");
  if (compilation.since(88) && editDistance(name, "'static", 2) !== undefined) {
    const edit = { span, text: "'static" };
    said.suggest("you may have misspelled the `'static` lifetime", [edit], "MachineApplicable", "verbose");
    compilation.report("names", said);
    return;
  }
  proposeLifetimes(compilation, said, name, places);
  compilation.report("names", said);
}

export function proposeLifetimes(compilation: Compilation, said: DiagnosticBuilder, name: string, places: readonly LifetimePlace[]): void {
  if (places.some(({ kind }) => kind !== "item") && compilation.once(MORE)) said.note(MORE);
  const style = compilation.since(80) ? "verbose" : "inline";
  for (const { span: place, kind } of places) {
    const edit = { span: insertion(compilation, place), text: insertedText(name, place, kind) };
    const words =
      kind === "item"
        ? `consider introducing lifetime \`${name}\` here`
        : `consider making the ${kind} lifetime-generic with a new \`${name}\` lifetime`;
    said.suggest(words, [edit], "MaybeIncorrect", style);
  }
}

/** Behind the `<` of a list that is there. */
function insertion({ sources }: Compilation, { lo, hi }: Span): Span {
  const at = lo === hi ? lo : lo + sources.snippet({ lo, hi }).indexOf("<") + 1;
  return { lo: at, hi: at };
}

function insertedText(name: string, { lo, hi }: Span, kind: LifetimePlace["kind"]): string {
  if (lo !== hi) return `${name}, `;
  return kind === "item" ? `<${name}>` : `for<${name}> `;
}
