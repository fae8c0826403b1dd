// Where the contents of `mod name;` are: `name.rs` or `name/mod.rs` in the module's folder, or what `#[path]` says.
import { error, unsupported } from "../../diag/diagnostic.ts";
import type { Item } from "../../syntax/ast.ts";
import { parseModule } from "../../syntax/parse.ts";
import { simpleName } from "../expand/attributes.ts";
import { folderOf, joinPath } from "../expand/include.ts";
import type { Collector } from "./collect.ts";
import type { Module } from "./module.ts";

interface Folders {
  /** Where modules declared inside are looked for. */
  readonly children: string;
  /** What `#[path]` is relative to. */
  readonly path: string;
}

const PAGE = "https://doc.rust-lang.org/reference/items/modules.html#the-path-attribute";
const NAMES_PAGES = 90;

function pathAttribute(item: Item, collector: Collector): string | undefined {
  const attribute = item.attrs.find((candidate) => simpleName(candidate) === "path");
  if (attribute === undefined || attribute.args.kind !== "value") return undefined;
  const value = collector.crate.tree.expr(attribute.args.value).kind;
  return value.kind === "literal" && value.literal.kind === "string" ? value.literal.value : undefined;
}

/** `#[path]` of a module says a file's name and nothing else. */
export function checkPathAttribute({ compilation, crate: { tree } }: Collector, { attrs }: Item): void {
  for (const attribute of attrs) {
    if (simpleName(attribute) !== "path" || attribute.inner || compilation.aborted) continue;
    const { args, span } = attribute;
    const kind = args.kind === "value" ? tree.expr(args.value).kind : undefined;
    if (kind !== undefined && (kind.kind !== "literal" || kind.literal.kind === "string")) continue;
    const said = error("malformed `path` attribute input").at(span);
    said.suggest("must be of the form", [{ span, text: '#[path = "file"]' }], "HasPlaceholders");
    if (compilation.since(NAMES_PAGES)) said.note(`for more information, visit <${PAGE}>`);
    compilation.report("expansion", said);
    compilation.aborted = true;
  }
}

/** The folders of what stands directly in a module. */
function foldersOf(collector: Collector, module: Module): Folders {
  const known = collector.folders.get(module);
  if (known !== undefined) return known;
  const { parent } = module;
  if (parent === undefined || module.kind !== "mod") return parent === undefined ? rootFolders(collector) : foldersOf(collector, parent);
  const outer = foldersOf(collector, parent.nearest);
  const node = collector.compilation.definitions.get(module.def).node;
  const written = pathAttribute(collector.crate.tree.item(node), collector);
  const children = written === undefined ? joinPath(outer.children, module.name) : joinPath(outer.path, written);
  const made = { children, path: children };
  collector.folders.set(module, made);
  return made;
}

function rootFolders(collector: Collector): Folders {
  const folder = folderOf(collector.crate.file.name);
  return { children: folder, path: folder };
}

/** Reads the file of an out-of-line module and attaches its items. */
export function loadModuleFile(collector: Collector, item: Item, module: Module): void {
  const { compilation, crate } = collector;
  const outer = foldersOf(collector, (module.parent as Module).nearest);
  const found = findFile(collector, item, module.name, outer);
  if (found === undefined) {
    collector.broken.add(module);
    return;
  }
  collector.folders.set(module, found.folders);
  const file = compilation.sources.add(found.path, found.text, crate.isLocal ? "crate" : "dependency");
  if (crate.isLocal) collector.openFiles.push(found.path);
  const parsed = parseModule(crate.tree, compilation.sources, file, {
    edition: crate.edition,
    release: crate.release,
    defersBodies: !crate.isLocal,
  });
  for (const diagnostic of parsed.diagnostics) compilation.report("expansion", diagnostic);
  if (parsed.diagnostics.some(({ level }) => level === "error")) collector.broken.add(module);
  compilation.gated.push(...parsed.gated);
  crate.tree.attachModule(item.id, parsed);
}

interface Found {
  readonly path: string;
  readonly text: string;
  readonly folders: Folders;
}

function findFile(collector: Collector, item: Item, name: string, outer: Folders): Found | undefined {
  const written = pathAttribute(item, collector);
  if (written !== undefined) return fileByPath(collector, item, joinPath(outer.path, written));
  const plain = joinPath(outer.children, `${name}.rs`);
  const folder = joinPath(outer.children, `${name}/mod.rs`);
  const first = read(collector, item, plain);
  const second = first?.kind === "refused" ? undefined : read(collector, item, folder);
  if (first?.kind === "refused" || second?.kind === "refused") return undefined;
  if (first !== undefined && second !== undefined) {
    const said = error("E0761", `file for module \`${name}\` found at both "${plain}" and "${folder}"`).at(item.span);
    collector.compilation.report("expansion", said.help("delete or rename one of them to remove the ambiguity"));
    return undefined;
  }
  const inside = joinPath(outer.children, name);
  if (first !== undefined) return { path: plain, text: first.text, folders: { children: inside, path: outer.children } };
  if (second !== undefined) return { path: folder, text: second.text, folders: { children: inside, path: inside } };
  const said = error("E0583", `file not found for module \`${name}\``).at(item.span);
  said.help(`to create the module \`${name}\`, create file "${plain}" or "${folder}"`);
  if (collector.compilation.since(72))
    said.note(`if there is a \`mod ${name}\` elsewhere in the crate already, import it with \`use crate::...\` instead`);
  collector.compilation.report("expansion", said);
  return undefined;
}

function fileByPath(collector: Collector, item: Item, path: string): Found | undefined {
  const found = read(collector, item, path);
  if (found?.kind === "refused") return undefined;
  const folder = folderOf(path);
  if (found !== undefined) return { path, text: found.text, folders: { children: folder, path: folder } };
  collector.compilation.report("expansion", error(`couldn't read \`${path}\`: No such file or directory (os error 2)`).at(item.span));
  return undefined;
}

type ReadResult = { readonly kind: "text"; readonly text: string } | { readonly kind: "refused" } | undefined;

function read(collector: Collector, item: Item, path: string): ReadResult {
  const { compilation, crate } = collector;
  if (!crate.isLocal) {
    const text = crate.readText(path);
    return text === undefined ? undefined : { kind: "text", text };
  }
  if (isOpen(collector, item, path)) return circular(collector, item, path);
  const bytes = compilation.input.readFile(path);
  if (bytes === undefined) return undefined;
  try {
    return { kind: "text", text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    compilation.report("expansion", unsupported("KB0321", "a module file that is not UTF-8", item.span));
    return { kind: "refused" };
  }
}

/** The file is one of those the item lies in. */
function isOpen(collector: Collector, item: Item, path: string): boolean {
  return chain(collector, item).includes(path);
}

function chain(collector: Collector, item: Item): string[] {
  const names: string[] = [];
  const { definitions, sources } = collector.compilation;
  let def = definitions.ofNode(collector.crate.tree, item.id);
  while (def !== undefined) {
    const found = definitions.get(def);
    const file = sources.fileAt(found.span.lo)?.name;
    if (file !== undefined && names.at(-1) !== file) names.push(file);
    def = found.parent;
  }
  return names.reverse();
}

function circular(collector: Collector, item: Item, path: string): ReadResult {
  const names = chain(collector, item);
  const files = [...names.slice(names.indexOf(path)), path];
  collector.compilation.report("expansion", error(`circular modules: ${files.join(" -> ")}`).at(item.span));
  return { kind: "refused" };
}
