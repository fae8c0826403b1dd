// E0364 and E0365: `pub use` of what is not so public itself. In: the import and what it names, all of it too narrow. Out: the
// report. Of a name that is a type and a value, the value is told of.
import type { Span } from "../../base/source.ts";
import { type DiagnosticBuilder, error, unsupported } from "../../diag/diagnostic.ts";
import type { Ident } from "../../syntax/ast.ts";
import type { Compilation } from "../compilation.ts";
import type { Binding, Import, Module } from "./module.ts";

/** Since then its words are these. */
const KNOWN_WORDS = 90;

export function reportReexport(compilation: Compilation, imported: Import, found: readonly Binding[], root: Module): void {
  const span = imported.tree?.span ?? imported.itemSpan;
  const { definitions } = compilation;
  const isOfCrate = found.some((each) => each.import?.kind === "extern-crate" || each.target?.import?.kind === "extern-crate");
  if (!compilation.since(KNOWN_WORDS) || isOfCrate) {
    compilation.report("imports", unsupported("KB0324", "this re-export of a private name", span));
    return;
  }
  const { name } = imported.path.at(-1) as Ident;
  const isValue = found.some(({ res }) => res.kind === "def" && VALUES.has(definitions.get(res.def).kind));
  const isOfRoot = found.some(({ visibility }) => visibility === root.def);
  imported.isNarrowed = isOfRoot;
  const words = isOfRoot ? "is only public within the crate, and cannot be re-exported outside" : "is private, and cannot be re-exported";
  const said = error(isValue ? "E0364" : "E0365", `\`${name}\` ${words}`);
  const macro = found.find(({ res }) => res.kind === "def" && definitions.get(res.def).kind === "macro");
  if (macro !== undefined) adviseMacro(said.at(span), macro.span, imported);
  else if (isValue) said.at(span).noteAt(span, `consider marking \`${name}\` as \`pub\` in the imported module`);
  else {
    said.at(span, isOfRoot ? `re-export of crate public \`${name}\`` : `re-export of private \`${name}\``);
    said.note(`consider declaring type or module \`${name}\` with \`pub\``);
  }
  compilation.report("imports", said);
}

const VALUES: ReadonlySet<string> = new Set(["fn", "const", "static", "constructor", "macro"]);

/** `macro_rules!` macros are seen in the crate at most. */
function adviseMacro(said: DiagnosticBuilder, definition: Span, { visibility, visibilitySpan }: Import): void {
  said.helpAt(definition, "consider adding a `#[macro_export]` to the macro in the imported module");
  if (visibility !== "public" || visibilitySpan === undefined) return;
  const words = "in case you want to use the macro within this crate only, reduce the visibility to `pub(crate)`";
  const at = { lo: visibilitySpan.hi, hi: visibilitySpan.hi };
  said.suggest(words, [{ span: at, text: "(crate)" }], "MaybeIncorrect", "verbose");
}
