// What the linker can name: functions and statics with `#[no_mangle]`, `#[export_name = "..."]`, and the panic handler.
import { wordsOf } from "../sema/types/repr.ts";
import type { Program } from "../sema/resolution.ts";
import type { DefId } from "../sema/types/def-id.ts";
import type { Shim } from "../sema/types/tables.ts";
import type { Attribute } from "../syntax/ast.ts";

const lastName = (attribute: Attribute): string => attribute.path.segments.at(-1)?.ident.name ?? "";

/** An attribute by name; `#[unsafe(no_mangle)]` has the path `no_mangle`. */
export function findAttribute(attrs: readonly Attribute[], name: string): Attribute | undefined {
  return attrs.find((attribute) => lastName(attribute) === name);
}

/** The text of `#[name = "text"]` on an item. */
function textOf(program: Program, def: DefId, name: string): string | undefined {
  const { attrs, tree } = program.definitions.get(def);
  const named = findAttribute(attrs, name);
  if (named?.args.kind !== "value") return undefined;
  const { kind } = tree.expr(named.args.value);
  return kind.kind === "literal" && kind.literal.kind === "string" ? kind.literal.value : undefined;
}

/** Whether an item has `#[name(word)]`. */
export function attributeSays(program: Program, def: DefId, name: string, word: string): boolean {
  const { attrs, tree } = program.definitions.get(def);
  const found = findAttribute(attrs, name);
  return found !== undefined && wordsOf(tree, found).includes(word);
}

/** The section an item is put in by `#[link_section]`. */
export function placedIn(program: Program, def: DefId): string | undefined {
  return textOf(program, def, "link_section");
}

/** The symbol an item is exported under, or undefined if its name is mangled. */
export function exportedName(program: Program, def: DefId): string | undefined {
  const definition = program.definitions.get(def);
  const named = textOf(program, def, "export_name") ?? textOf(program, def, "link_name");
  if (named !== undefined) return named;
  return findAttribute(definition.attrs, "no_mangle") === undefined ? undefined : definition.name;
}

export function isMutableStatic(program: Program, def: DefId): boolean {
  const { tree, node } = program.definitions.get(def);
  const { kind } = tree.item(node);
  return kind.kind === "static" && kind.mutable;
}

/** Core declares the panic handler (`declared`); the crate defines it. */
export function panicHandler({ definitions }: Program, declared: DefId): DefId | undefined {
  if (!definitions.isCore(declared) || definitions.get(declared).name !== "panic_impl") return undefined;
  for (const { id, attrs } of definitions.own()) if (findAttribute(attrs, "panic_handler") !== undefined) return id;
  return undefined;
}

/** What alloc declares of the allocator, as a function of the one that the program has. */
export function allocatorShim(program: Program, declared: DefId): Extract<Shim, { kind: "allocator" }> | undefined {
  const { definitions } = program;
  if (!definitions.isCore(declared) || !definitions.get(declared).name.startsWith("__rust_")) return undefined;
  const method = program.find(`core::alloc::global::${definitions.get(declared).name}`);
  if (method === undefined) return undefined;
  for (const { id, attrs } of definitions.own())
    if (findAttribute(attrs, "global_allocator") !== undefined) return { kind: "allocator", method, allocator: id };
  return undefined;
}

/** Declared in an extern block: it is defined elsewhere. */
export function isForeign({ definitions }: Pick<Program, "definitions">, def: DefId): boolean {
  const { parent } = definitions.get(def);
  return parent !== undefined && definitions.get(parent).kind === "extern-block";
}

/** The crate's exported functions and statics, and statics that are `#[used]`, in source order. */
export function exportedItems(program: Program): { readonly functions: readonly DefId[]; readonly statics: readonly DefId[] } {
  const functions: DefId[] = [];
  const statics: DefId[] = [];
  for (const { id: def, kind, attrs } of program.definitions.own()) {
    if (isForeign(program, def)) continue;
    if (exportedName(program, def) === undefined && (kind !== "static" || findAttribute(attrs, "used") === undefined)) continue;
    if (kind === "fn" || kind === "assoc-fn") functions.push(def);
    if (kind === "static") statics.push(def);
  }
  return { functions, statics };
}
