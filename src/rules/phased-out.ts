// Attributes whose input is still accepted and will not be for ever.
import type { Span } from "../base/source.ts";
import { error, type DiagnosticBuilder } from "../diag/diagnostic.ts";

/** Of the lint `ill_formed_attribute_input`. */
export function illFormed(words: string, span: Span): DiagnosticBuilder {
  return error(words).at(span).phasedOut(57571);
}
