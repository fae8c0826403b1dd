// Files that attributes name must be there: `#![doc = include_str!("..")]`, `#![debugger_visualizer(natvis_file = "..")]`; and the
// crate's name, if an attribute gives one, is the one it is compiled under. In: the crate, and how to read its files.
import type { Span } from "../base/source.ts";
import { error } from "../diag/diagnostic.ts";
import type { Diagnostic } from "../diag/diagnostic.ts";
import type { Attribute } from "../syntax/ast.ts";
import * as T from "../syntax/token-kinds.ts";
import { SyntaxTree } from "../syntax/tree.ts";
import { attributeName, type CrateView } from "./crate-view.ts";
import { metaItems } from "./meta-items.ts";

export type ReadFile = (path: string) => Uint8Array | undefined;

interface Named {
  readonly path: string;
  readonly span: Span;
  /** As the message names the file. */
  readonly shown: string;
}

export function checkAttributeFiles(view: CrateView, readFile: ReadFile): Diagnostic[] {
  const { tree } = view;
  if (!(tree instanceof SyntaxTree)) return [];
  const removed = [...tree.removedNodes()].map((node) => tree.span(node));
  const all = [...tree.attributedNodes()].flatMap((node) => [...tree.attributes(node)]);
  return all
    .filter(({ span }) => !removed.some(({ lo, hi }) => lo <= span.lo && span.lo < hi))
    .sort((a, b) => a.span.lo - b.span.lo)
    .flatMap((attribute) => named(view, tree, attribute))
    .filter(({ path }) => readFile(path) === undefined)
    .map(({ span, shown }) => error(`couldn't read ${shown}: No such file or directory (os error 2)`).at(span));
}

function named(view: CrateView, tree: SyntaxTree, attribute: Attribute): Named[] {
  const file = view.sources.fileAt(attribute.span.lo)?.name ?? "";
  const folder = file.slice(0, file.lastIndexOf("/") + 1);
  if (attributeName(attribute) === "debugger_visualizer") {
    return (metaItems(tree, attribute) ?? []).flatMap(({ name, value, span }) => {
      if ((name !== "natvis_file" && name !== "gdb_script_file") || value?.kind !== "string") return [];
      return [{ path: folder + value.text, shown: folder + value.text, span }];
    });
  }
  if (attribute.args.kind !== "value") return [];
  const { kind, span } = tree.expr(attribute.args.value);
  if (kind.kind !== "macro-call" || kind.call.path.segments.at(-1)?.ident.name !== "include_str") return [];
  const { from } = kind.call.tokens;
  if (tree.tokens.kind(from) !== T.Str) return [];
  const path = folder + tree.tokens.text(from).replaceAll('"', "");
  return [{ path, span, shown: `\`${path}\`` }];
}

export function checkCrateName({ tree, session }: CrateView): Diagnostic[] {
  return tree.crate.attrs.flatMap((attribute) => {
    if (attributeName(attribute) !== "crate_name" || attribute.args.kind !== "value") return [];
    const { kind, span } = tree.expr(attribute.args.value);
    const own = session.crateName.replaceAll("-", "_");
    if (kind.kind !== "literal" || kind.literal.kind !== "string" || kind.literal.value === own) return [];
    const message = `\`--crate-name\` and \`#[crate_name]\` are required to match, but \`${own}\` != \`${kind.literal.value}\``;
    return [error(message).at(span)];
  });
}
