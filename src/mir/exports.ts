// What the linker can name: functions and statics with `#[no_mangle]`, `#[export_name = "..."]`, and the panic handler.
import type { Program } from "../sema/resolution.ts";
import type { DefId } from "../sema/types/def-id.ts";
import type { Attribute } from "../syntax/ast.ts";

const lastName = (attribute: Attribute): string => attribute.path.segments.at(-1)?.ident.name ?? "";

/** An attribute by name; `#[unsafe(no_mangle)]` has the path `no_mangle`. */
export function findAttribute(attrs: readonly Attribute[], name: string): Attribute | undefined {
  return attrs.find((attribute) => lastName(attribute) === name);
}

/** The symbol an item is exported under, or undefined if its name is mangled. */
export function exportedName(program: Program, def: DefId): string | undefined {
  const definition = program.definitions.get(def);
  const named = findAttribute(definition.attrs, "export_name") ?? findAttribute(definition.attrs, "link_name");
  if (named?.args.kind === "value") {
    const { kind } = definition.tree.expr(named.args.value);
    if (kind.kind === "literal" && kind.literal.kind === "string") return kind.literal.value;
  }
  return findAttribute(definition.attrs, "no_mangle") === undefined ? undefined : definition.name;
}

/** The crate's exported functions and statics, in source order. */
export function exportedItems(program: Program): { readonly functions: readonly DefId[]; readonly statics: readonly DefId[] } {
  const functions: DefId[] = [];
  const statics: DefId[] = [];
  for (let def = 0; def < program.definitions.count; def++) {
    if (!program.definitions.isLocal(def) || exportedName(program, def) === undefined) continue;
    const { kind } = program.definitions.get(def);
    if (kind === "fn" || kind === "assoc-fn") functions.push(def);
    if (kind === "static") statics.push(def);
  }
  return { functions, statics };
}
