// What may stand in `extern` blocks, and what bounds and `where` clauses of type aliases are for nothing. rustc: the AST
// validator.
import type { Span } from "../base/source.ts";
import { type DiagnosticBuilder, error } from "../diag/diagnostic.ts";
import type { Bound, Fn, Item, ItemKind } from "./ast.ts";
import type { SyntaxTree } from "./tree.ts";

const isAscii = (name: string): boolean => /^[\0-\x7f]*$/.test(name);

/** An item of an `extern` block; `unsafe`: of an unsafe one, where items may be safe. */
export function checkForeignItem(item: Item, isUnsafe: boolean, snippet: (span: Span) => string): DiagnosticBuilder[] {
  const found: DiagnosticBuilder[] = [];
  const { kind, ident } = item;
  const safety = kind.kind === "fn" ? kind.header.safety : kind.kind === "static" ? kind.safety : "default";
  if (!isUnsafe && safety !== "default") {
    found.push(error("items in `extern` blocks without an `unsafe` qualifier cannot have safety qualifiers").at(item.span));
  }
  if (kind.kind === "fn") found.push(...checkQualifiers(kind, snippet));
  if (kind.kind === "type-alias") found.push(...checkTypeBounds(kind.bounds, "`extern` blocks"));
  if (!isAscii(ident.name)) {
    const said = error("items in `extern` blocks cannot use non-ascii identifiers").at(ident.span);
    found.push(
      said.note(
        "this limitation may be lifted in the future; see issue #83942 <https://github.com/rust-lang/rust/issues/83942> for more information",
      ),
    );
  }
  return found;
}

const MORE = "for more information, visit https://doc.rust-lang.org/std/keyword.extern.html";

/** What an item of an `extern` block must not have: a body, a value, a type. */
export function checkForeignBody(
  tree: SyntaxTree,
  { kind, ident }: Item,
  block: Span,
  snippet: (span: Span) => string,
): DiagnosticBuilder[] {
  const head = { ...block, hi: block.lo + (snippet(block).split("{")[0] as string).trimEnd().length };
  const reason = (what: string): string =>
    `\`extern\` blocks define existing foreign ${what} and ${what} inside of them cannot have a body`;
  const said = (what: string): DiagnosticBuilder => error(`incorrect ${what} inside \`extern\` block`).at(ident.span, "cannot have a body");
  if (kind.kind === "fn" && kind.body !== undefined) {
    const words =
      "you might have meant to write a function accessible through FFI, which can be done by writing `extern fn` outside of the `extern` block";
    const edit = { span: tree.span(kind.body), text: ";" };
    const found = said("function").suggest("remove the invalid body", [edit], "MaybeIncorrect");
    return [found.label(head, reason("functions")).help(words).note(MORE)];
  }
  const body = kind.kind === "static" ? kind.value : kind.kind === "type-alias" ? kind.type : undefined;
  if (body === undefined) return [];
  const what = kind.kind === "static" ? "static" : "type";
  return [
    said(`\`${what}\``)
      .label(tree.span(body), "the invalid body")
      .label(head, reason(`${what}s`))
      .note(MORE),
  ];
}

/** `const`, `async` and an ABI of its own say nothing of a function that is elsewhere. */
function checkQualifiers({ header, signatureSpan }: Fn, snippet: (span: Span) => string): DiagnosticBuilder[] {
  const words = [header.constness ? "const" : "", header.asyncness ? "async" : "", header.extern.kind === "none" ? "" : "extern"];
  const head = snippet(signatureSpan);
  return words
    .filter((word) => word !== "")
    .flatMap((word) => {
      const place = new RegExp(`\\b${word}\\b`).exec(head);
      if (place === null) return [];
      const lo = signatureSpan.lo + place.index;
      const hi = word === "extern" && header.extern.kind === "explicit" ? header.extern.abi.span.hi : lo + word.length;
      const said = error(`functions in \`extern\` blocks cannot have \`${word}\` qualifier`).at({ ...signatureSpan, lo, hi });
      return [
        said.suggest(
          `remove the \`${word}\` qualifier`,
          [{ span: { ...signatureSpan, lo, hi: hi + 1 }, text: "" }],
          "MachineApplicable",
          "inline",
        ),
      ];
    });
}

/** Bounds on a type that is given. */
export function checkTypeBounds(bounds: readonly Bound[], where: "`impl`s" | "`extern` blocks" | "this context"): DiagnosticBuilder[] {
  const [first, last] = [bounds[0], bounds.at(-1)];
  if (first === undefined || last === undefined) return [];
  const span = { ...boundSpan(first), hi: boundSpan(last).hi };
  return [error(`bounds on \`type\`s in ${where} have no effect`).at(span)];
}

function boundSpan(bound: Bound): Span {
  return bound.kind === "lifetime" ? bound.lifetime.ident.span : bound.span;
}

/** `type A<T> = B<T> where T: C;` of a module. */
export function checkAliasWhere(tree: SyntaxTree, { generics, type }: ItemKind & { kind: "type-alias" }): DiagnosticBuilder[] {
  if (type === undefined || generics.where.length === 0 || generics.whereSpan.lo < tree.span(type).hi) return [];
  const said = error("where clauses are not allowed after the type for type aliases").at(generics.whereSpan);
  return [said.note("see issue #112792 <https://github.com/rust-lang/rust/issues/112792> for more information")];
}

/** E0754: names that become symbols and files are of ASCII. */
export function checkAsciiName(item: Item): DiagnosticBuilder[] {
  if (isAscii(item.ident.name)) return [];
  const named = (name: string): boolean =>
    item.attrs.some(({ path }) => path.segments.length === 1 && path.segments[0]?.ident.name === name);
  const { kind } = item;
  if (kind.kind === "mod" && !kind.inline && !named("path")) {
    const said = error("E0754", `trying to load file for module \`${item.ident.name}\` with non-ascii identifier name`).at(item.ident.span);
    return [said.help("consider using the `#[path]` attribute to specify filesystem path")];
  }
  if (!named("no_mangle")) return [];
  const hi = kind.kind === "fn" ? kind.signatureSpan.hi : item.span.hi;
  return [error("E0754", "`#[no_mangle]` requires ASCII identifier").at({ ...item.span, hi })];
}
