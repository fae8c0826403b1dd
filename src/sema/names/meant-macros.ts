// Names of macros and attributes where another kind of name is wanted: `matches(x)` for `matches!(x)`. rustc looks for them last.
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Ident } from "../../syntax/ast.ts";
import { isKnownAttribute } from "../expand/attribute-names.ts";
import type { LateResolver } from "./late.ts";
import type { PathSource } from "./late-paths.ts";

/** What messages call the macro of this name; undefined if there is none in reach. */
export function macroWord(late: LateResolver, { name, span }: Ident): string | undefined {
  for (const { kind, name: known, span: place } of late.compilation.definitions.own())
    if (kind === "macro" && known === name && place.lo < span.lo) return "macro";
  if (late.macros.outside(late.crate, name) !== undefined) return "macro";
  // `use core::arch::asm;`
  const imported = late.lookup.lexical(late.module, name, "macro")?.import;
  if (imported?.path.at(-2)?.name === "arch") return "macro";
  return isKnownAttribute(name, late.compilation.session.release.minor) ? "built-in attribute" : undefined;
}

export function suggestBang(said: DiagnosticBuilder, word: string, source: PathSource, { span }: Ident): void {
  if (word !== "macro" || (source !== "value" && source !== "call")) return;
  const edit = { span: { ...span, lo: span.hi }, text: "!" };
  said.suggest("use `!` to invoke the macro", [edit], "MaybeIncorrect", "verbose");
}
