// E0603: a name that exists and may not be named from here.
import { error, unsupported, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Compilation } from "../compilation.ts";
import { LIBRARY_START, type Span } from "../../base/source.ts";
import type { Binding } from "./module.ts";
import { headSpan } from "./duplicates.ts";
import type { DefId } from "../types/def-id.ts";
import type { Private } from "./path-result.ts";

const WORDS: Readonly<Record<string, string>> = {
  mod: "module",
  fn: "function",
  struct: "struct",
  enum: "enum",
  union: "union",
  trait: "trait",
  "trait-alias": "trait alias",
  "type-alias": "type alias",
  const: "constant",
  static: "static",
  variant: "variant",
  "foreign-type": "foreign type",
  macro: "macro",
  "assoc-fn": "associated function",
  "assoc-const": "associated constant",
  "assoc-type": "associated type",
};

export function kindWord(kind: string): string {
  return Object.hasOwn(WORDS, kind) ? (WORDS[kind] as string) : "item";
}

export function reportPrivate(compilation: Compilation, found: Private, path?: Span): void {
  const { segment, binding } = found;
  const { definitions } = compilation;
  if (binding.res.kind !== "def") return;
  const def = definitions.get(binding.res.def);
  const word = def.kind === "constructor" ? "tuple struct constructor" : Object.hasOwn(WORDS, def.kind) ? WORDS[def.kind] : undefined;
  // Of imports of other crates rustc tells what they lead to, and not that they are imports.
  const isOwnImport = compilation.sources.fileAt(binding.span.lo)?.origin === "crate";
  if (binding.import !== undefined && isOwnImport && compilation.since(SHOWS_WAY)) {
    return reportPrivateImport(compilation, found, path ?? segment.span);
  }
  const isShown = compilation.sources.fileAt(def.span.lo)?.hasSource === true;
  if (binding.import !== undefined || word === undefined || !isShown || (def.kind === "constructor" && !definitions.isLocal(def.id))) {
    compilation.report("privacy", unsupported("KB0325", "a private name of this kind", segment.span));
    return;
  }
  const said = error("E0603", `${word} \`${segment.name}\` is private`).at(segment.span, `private ${word}`);
  const hasTail = !definitions.isLocal(def.id) && /^(?:struct|const|static|union)$/.test(def.kind);
  const head = hasTail ? foreignHead(compilation, def.span) : headSpan(compilation, def.span);
  if (def.kind === "constructor" && def.parent !== undefined) ofConstructor(compilation, said, def.parent, segment.name);
  else said.noteAt(head, `the ${word} \`${segment.name}\` is defined here`);
  compilation.report("privacy", said);
}

/** All fields must be public for it to be. */
function ofConstructor({ definitions }: Compilation, said: DiagnosticBuilder, owner: DefId, name: string): void {
  const { tree, node, span } = definitions.get(owner);
  const item = tree.item(node).kind;
  const fields = item.kind === "struct" && item.data.kind === "tuple" ? item.data.fields : [];
  const [first, last] = [fields[0], fields.at(-1)];
  if (first === undefined || last === undefined) return;
  said.label({ ...first.span, hi: last.span.hi }, "a constructor is private if any of the fields is private");
  said.noteAt(span, `the tuple struct constructor \`${name}\` is defined here`);
  const edits = fields.map(({ visibility, type }) => ({ span: { ...visibility.span, hi: tree.span(type).lo }, text: "pub " }));
  said.suggest(`consider making the field${fields.length === 1 ? "" : "s"} publicly accessible`, edits, "MaybeIncorrect", "verbose");
}

/** Of another crate, rustc knows a head without its end: neither fields nor a value. */
function foreignHead({ sources }: Compilation, span: Span): Span {
  const head = /^[^;={(]*/.exec(sources.snippet(span))?.[0].trimEnd() ?? "";
  return { ...span, hi: span.lo + head.length };
}

/** Since then it is told what an import leads to. */
const SHOWS_WAY = 90;

/** What a binding names: `unit struct` for its constructor. */
export function thingOf({ definitions }: Compilation, { res }: Binding): string {
  if (res.kind === "primitive") return "builtin type";
  if (res.kind !== "def") return "item";
  const { kind, parent } = definitions.get(res.def);
  if (kind === "mod") return parent === undefined ? "crate" : "module";
  if (kind !== "constructor") return kindWord(kind);
  const holder = parent === undefined ? undefined : definitions.get(parent);
  const shape = definitions.children(parent ?? res.def).some((child) => definitions.get(child).kind === "field") ? "tuple" : "unit";
  return `${shape} ${holder?.kind === "variant" ? "variant" : "struct"}`;
}

/** All imports that a name came through are shown, and a way round them. */
function reportPrivateImport(compilation: Compilation, { segment, binding }: Private, path: Span): void {
  const word = thingOf(compilation, binding);
  const said = error("E0603", `${word} import \`${segment.name}\` is private`).at(segment.span, `private ${word} import`);
  const ways: string[] = [];
  const steps: string[] = [];
  let { name } = segment;
  for (let at: Binding | undefined = binding; at !== undefined; at = at.target) {
    const isFirst = at === binding;
    const what = at.import === undefined ? word : `${word} import`;
    const shown = at.span.lo < LIBRARY_START;
    const place = { span: headSpan(compilation, at.span), primary: true };
    const could = `you could import this ${at.import === undefined ? "directly" : "re-export"}`;
    const label = !isFirst && at.visibility === "public" ? { label: could } : {};
    const dots = at.target === undefined ? "" : "...";
    const words = isFirst
      ? `the ${what} \`${name}\` is defined here${dots}`
      : `...and refers to the ${what} \`${name}\` which is defined here${dots}`;
    if (shown) said.note(words, { ...place, ...label });
    if (at.import === undefined) break;
    const { path: written, kind } = at.import;
    if (kind === "single") name = written.at(-1)?.name ?? name;
    steps.push(...written.slice(1, kind === "glob" ? undefined : -1).map((step) => step.name));
    ways.push([...steps, segment.name].join("::"));
  }
  const [way] = ways.filter((each) => each.includes("::")).toSorted((a, b) => a.split("::").length - b.split("::").length);
  if (way !== undefined)
    said.suggest(`import \`${segment.name}\` through the re-export`, [{ span: path, text: way }], "MachineApplicable", "verbose");
  compilation.report("privacy", said);
}
