// The front end without a judgement, for a thread that makes code while another one tells what is wrong: names, and types of
// items. Bodies are typed when their code is made, and not kept behind it, which saves memory.
import { viewCrate } from "../../rules/crate-view.ts";
import { nativeLibraries } from "../../rules/link-attribute.ts";
import { readLintAttributes } from "../../sema/lints/lint-attributes.ts";
import { LintReporter } from "../../sema/lints/report.ts";
import { resolveProgram } from "../../sema/names/program.ts";
import { typeCheckCrate } from "../../sema/types/check-crate.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import type { Analysis, FrontEndInput } from "./front-end.ts";

export const hasError = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.some(({ level }) => level === "error");

/** Undefined where there are errors: as many as are found on this way. Those of bodies are found with their code. */
export function typedAlone(input: FrontEndInput, tree: SyntaxTree): (Analysis & { readonly typed: object }) | undefined {
  const { session } = input;
  const program = resolveProgram({ ...input, tree });
  if (program.aborted || hasError(program.diagnostics)) return undefined;
  const typed = typeCheckCrate(session, program, tree, { isJudged: false });
  if (typed.ended || hasError(typed.diagnostics)) return undefined;
  const { settings } = readLintAttributes(tree, session.release.minor >= 90);
  const libraries = nativeLibraries(viewCrate(tree, input.root, input.sources, session));
  return { program, typed, lints: new LintReporter(settings, session, tree), nativeLibraries: libraries };
}
