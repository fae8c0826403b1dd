// One name, one meaning: E0428 for two definitions, E0252, E0254, E0255 where an import takes part.
import type { Span } from "../../base/source.ts";
import { error } from "../../diag/diagnostic.ts";
import type { Compilation } from "../compilation.ts";
import type { Namespace } from "./known-names.ts";
import type { Binding, Import, Module } from "./module.ts";

const WORDS: Readonly<Record<Namespace, string>> = { type: "type", value: "value", macro: "macro" };

/** An item's span up to its body. */
export function headSpan(compilation: Compilation, span: Span): Span {
  const text = compilation.sources.snippet(span);
  const brace = text.indexOf("{");
  return brace < 0 ? span : { ...span, hi: span.lo + text.slice(0, brace).trimEnd().length };
}

function kindWord(compilation: Compilation, namespace: Namespace, binding: Binding): string {
  if (binding.res.kind === "def") {
    const { kind } = compilation.definitions.get(binding.res.def);
    if (namespace === "type" && kind === "mod")
      return compilation.definitions.get(binding.res.def).parent === undefined ? "extern crate" : "module";
    if (namespace === "type" && kind === "trait") return "trait";
  }
  return WORDS[namespace];
}

function containerWord(module: Module): string {
  if (module.kind === "block") return "block";
  return module.kind === "mod" ? "module" : module.kind;
}

/** Two items of one name; the second is dropped. */
export function reportDuplicate(
  compilation: Compilation,
  module: Module,
  namespace: Namespace,
  name: string,
  old: Binding,
  added: Binding,
): void {
  const oldWord = kindWord(compilation, namespace, old);
  const span = headSpan(compilation, added.span);
  const said = error("E0428", `the name \`${name}\` is defined multiple times`).at(span, `\`${name}\` redefined here`);
  said.label(headSpan(compilation, old.span), `previous definition of the ${oldWord} \`${name}\` here`);
  said.note(`\`${name}\` must be defined only once in the ${WORDS[namespace]} namespace of this ${containerWord(module)}`);
  compilation.report("expansion", said);
}

/** An import beside an item or another import of the same name. */
export function reportImportDuplicate(compilation: Compilation, namespace: Namespace, name: string, first: Binding, second: Binding): void {
  const byImport = (binding: Binding): Import | undefined => binding.import;
  const imports = [byImport(first), byImport(second)].filter((found) => found !== undefined);
  const isCrate = imports.some(({ kind }) => kind === "extern-crate");
  const code = imports.length === 2 ? (isCrate ? "E0254" : "E0252") : isCrate ? "E0260" : "E0255";
  const container = first.import?.module ?? second.import?.module;
  const old = first;
  const oldWord = kindWord(compilation, namespace, old);
  const span = headSpan(compilation, second.span);
  const verb = second.import === undefined ? "redefined" : "reimported";
  const said = error(code, `the name \`${name}\` is defined multiple times`).at(span, `\`${name}\` ${verb} here`);
  const previous = old.import === undefined ? "previous definition" : "previous import";
  said.label(headSpan(compilation, old.span), `${previous} of the ${oldWord} \`${name}\` here`);
  said.note(
    `\`${name}\` must be defined only once in the ${WORDS[namespace]} namespace of this ${container === undefined ? "module" : containerWord(container)}`,
  );
  suggestRename(compilation, said, name, imports.at(-1));
  compilation.report("imports", said);
}

function suggestRename(compilation: Compilation, said: ReturnType<typeof error>, name: string, imported: Import | undefined): void {
  if (imported?.tree === undefined || imported.tree.kind.kind !== "simple" || imported.tree.kind.rename !== undefined || imported.isSelf)
    return;
  const first = name.charAt(0);
  const other = first.toUpperCase() === first && first.toLowerCase() !== first ? `Other${name}` : `other_${name}`;
  const { hi } = imported.tree.span;
  const edit = compilation.since(84)
    ? { span: { lo: hi, hi }, text: ` as ${other}` }
    : { span: imported.tree.span, text: `${compilation.sources.snippet(imported.tree.span)} as ${other}` };
  said.suggest(
    "you can use `as` to change the binding name of the import",
    [edit],
    "MaybeIncorrect",
    compilation.since(84) ? "verbose" : "inline",
  );
}
