// One name, one meaning: E0428 for two definitions, E0252, E0254, E0255, E0259, E0260 where an import takes part.
import type { Span } from "../../base/source.ts";
import { error, type DiagnosticBuilder, type Edit } from "../../diag/diagnostic.ts";
import type { Ident } from "../../syntax/ast.ts";
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
    if (namespace === "type" && kind === "mod") return binding.import?.kind === "extern-crate" ? "extern crate" : "module";
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
  const container = first.import?.module ?? second.import?.module;
  const said = duplicate(compilation, namespace, name, sortOf(first), second, container);
  const old = first.import === undefined ? "previous definition" : "previous import";
  said.label(headSpan(compilation, first.span), `${old} of the ${kindWord(compilation, namespace, first)} \`${name}\` here`);
  const [res, other] = [first.res, second.res];
  const isSame = res.kind === "def" && other.kind === "def" && res.def === other.def;
  // It is left out then, which editors alone are told.
  const isLeftOut = isSame && first.import !== undefined && second.import !== undefined;
  if (!isLeftOut) suggestRename(compilation, said, name, second.import ?? first.import);
  compilation.report("imports", said);
}

/** E0259, E0254, E0260: beside the crate that edition 2015 brings to the root by itself. */
export function reportBesideInjected(compilation: Compilation, name: string, added: Binding): void {
  const said = duplicate(compilation, "type", name, "crate", added, undefined);
  suggestRename(compilation, said, name, added.import);
  compilation.report("imports", said);
}

type Sort = "crate" | "import" | "item";

function sortOf({ import: imported }: Binding): Sort {
  return imported === undefined ? "item" : imported.kind === "extern-crate" ? "crate" : "import";
}

function codeOf(old: Sort, added: Sort): string {
  if (old === "crate" && added === "crate") return "E0259";
  if (old === "crate" || added === "crate") return old === "item" || added === "item" ? "E0260" : "E0254";
  return old === "import" && added === "import" ? "E0252" : "E0255";
}

function duplicate(
  compilation: Compilation,
  namespace: Namespace,
  name: string,
  old: Sort,
  added: Binding,
  module: Module | undefined,
): DiagnosticBuilder {
  const said = error(codeOf(old, sortOf(added)), `the name \`${name}\` is defined multiple times`);
  said.at(headSpan(compilation, added.span), `\`${name}\` ${added.import === undefined ? "redefined" : "reimported"} here`);
  const container = module === undefined ? "module" : containerWord(module);
  return said.note(`\`${name}\` must be defined only once in the ${WORDS[namespace]} namespace of this ${container}`);
}

function suggestRename(compilation: Compilation, said: DiagnosticBuilder, name: string, imported: Import | undefined): void {
  if (imported === undefined) return;
  const first = name.charAt(0);
  const other = first.toUpperCase() === first && first.toLowerCase() !== first ? `Other${name}` : `other_${name}`;
  const edit = renaming(compilation, imported, other);
  if (edit === undefined) return;
  const style = compilation.since(84) ? "verbose" : "inline";
  said.suggest("you can use `as` to change the binding name of the import", [edit], "MaybeIncorrect", style);
}

function renaming(compilation: Compilation, { kind, tree, itemSpan, isSelf, path, crateName }: Import, other: string): Edit | undefined {
  if (kind === "extern-crate") return { span: itemSpan, text: `extern crate ${crateName ?? ""} as ${other};` };
  if (tree?.kind.kind !== "simple") return undefined;
  if (isSelf) return { span: tree.span, text: `self as ${other}` };
  const source = (path.at(-1) as Ident).span;
  if (compilation.since(84)) return { span: { lo: source.hi, hi: tree.span.hi }, text: ` as ${other}` };
  return { span: tree.span, text: `${compilation.sources.snippet({ lo: tree.span.lo, hi: source.hi })} as ${other}` };
}
