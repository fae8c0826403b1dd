// What LLVM's assembler says of inline assembly, as rustc passes it on: the line of the template that is wrong, and the place in
// the text that was assembled. That text begins with a line that switches the syntax, where it is Intel's.
import type { Span } from "../base/source.ts";
import { error } from "../diag/diagnostic.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import type { AsmError } from "../isa/x86_64/assemble.ts";

export interface AsmText {
  /** As it was assembled, operands filled in. */
  readonly text: string;
  readonly isIntel: boolean;
  readonly templates: readonly { readonly text: string; readonly span: Span }[];
}

export interface AsmSources {
  /** The source of a span. */
  snippet(span: Span): string;
  /** Adds a text under the name `<inline asm>`; its first position. */
  addInlineAsm(text: string): number;
  readonly minor: number;
}

/** Spans of a template string's lines, without the white space before them. */
function lineSpans({ text, span }: AsmText["templates"][number], sources: AsmSources): Span[] {
  const source = sources.snippet(span);
  const open = source.indexOf('"') + 1;
  const close = source.lastIndexOf('"');
  const lines = source.slice(open, close).split("\n");
  if (open === 0 || lines.length !== text.split("\n").length) return text.split("\n").map(() => span);
  let at = span.lo + open;
  return lines.map((line) => {
    const lo = at + (line.length - line.trimStart().length);
    const hi = at + line.trimEnd().length;
    at += line.length + 1;
    return { ...span, lo, hi: Math.max(lo, hi) };
  });
}

export function asmDiagnostics(errors: readonly AsmError[], asm: AsmText, sources: AsmSources): Diagnostic[] {
  const head = asm.isIntel ? "\t.intel_syntax noprefix\n\t" : "\t";
  const start = sources.addInlineAsm(head + asm.text);
  const lines = asm.templates.flatMap((template) => lineSpans(template, sources));
  return errors.map(({ message, offset, length }) => {
    const line = lines[asm.text.slice(0, offset).split("\n").length - 1] ?? (asm.templates[0] as { span: Span }).span;
    // Up to LLVM 15's time only the line's start was known.
    const shown = sources.minor < 75 ? { ...line, hi: line.lo + 1 } : line;
    const lo = start + head.length + offset;
    return error(message)
      .at(shown)
      .noteAt({ lo, hi: lo + length }, "instantiated into assembly here");
  });
}
