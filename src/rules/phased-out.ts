// What is still accepted and will not be for ever: the words that rustc adds.
import type { Span } from "../base/source.ts";
import { error, type DiagnosticBuilder } from "../diag/diagnostic.ts";

const PHASED_OUT = "this was previously accepted by the compiler but is being phased out; it will become a hard error in a future release!";

export function phasedOut(said: DiagnosticBuilder): DiagnosticBuilder {
  said.children.push({ level: "warning", message: PHASED_OUT, spans: [] });
  return said;
}

/** Of the lint `ill_formed_attribute_input`. */
export function illFormed(words: string, span: Span): DiagnosticBuilder {
  const issue = "issue #57571 <https://github.com/rust-lang/rust/issues/57571>";
  return phasedOut(error(words).at(span)).note(`for more information, see ${issue}`);
}
