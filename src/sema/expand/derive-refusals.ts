// What cannot be derived: most traits of unions, `Default` of an enum that does not say which variant it is (E0665).
import type { Span } from "../../base/source.ts";
import { error, type Diagnostic } from "../../diag/diagnostic.ts";
import type { Attribute, NodeId, Variant } from "../../syntax/ast.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import { simpleName } from "./attributes.ts";

/** Since then its words are these. */
const KNOWN_WORDS = 90;
const OF_UNIONS: ReadonlySet<string> = new Set(["Clone", "Copy", "Eq"]);

export function refuseDerive(tree: SyntaxTree, node: NodeId, name: string, span: Span, minor: number): Diagnostic | undefined {
  const { kind } = tree.item(node);
  if (minor < KNOWN_WORDS) return undefined;
  if (kind.kind === "union") return OF_UNIONS.has(name) ? undefined : error("this trait cannot be derived for unions").at(span);
  if (name !== "Default") return undefined;
  return misplacedDefault(tree, node) ?? (kind.kind === "enum" ? refuseDefault(tree, node, kind.variants, span) : undefined);
}

const isDefault = (attribute: Attribute): boolean => simpleName(attribute) === "default";

/** `#[default]` on the item itself, or on fields. */
function misplacedDefault(tree: SyntaxTree, node: NodeId): Diagnostic | undefined {
  const item = tree.item(node);
  const { kind } = item;
  const lists = kind.kind === "enum" ? kind.variants.map(({ data }) => data) : kind.kind === "struct" ? [kind.data] : [];
  const fields = lists.flatMap((data) => (data.kind === "unit" ? [] : data.fields));
  const found = [...item.attrs, ...fields.flatMap(({ attrs }) => attrs)].find(isDefault);
  return found === undefined ? undefined : onlyOnUnits(found.span);
}

function onlyOnUnits(span: Span): Diagnostic {
  const said = error("the `#[default]` attribute may only be used on unit enum variants").at(span);
  return said.help("consider a manual implementation of `Default`");
}

function refuseDefault(tree: SyntaxTree, node: NodeId, variants: readonly Variant[], span: Span): Diagnostic | undefined {
  const chosen = variants.filter(({ attrs }) => attrs.some((attribute) => simpleName(attribute) === "default"));
  const [first, ...others] = chosen;
  if (first === undefined) return withoutDefault(tree.span(node), variants, span);
  if (others.length > 0) {
    const said = error("multiple declared defaults").at(span).label(first.ident.span, "first default");
    for (const { ident } of others) said.label(ident.span, "additional default");
    return said.note("only one variant can be default");
  }
  if (first.data.kind !== "unit") return onlyOnUnits(first.ident.span);
  const [written, again] = first.attrs.filter(isDefault);
  if (written === undefined || again !== undefined || written.args.kind === "empty") return undefined;
  const said = error("`#[default]` attribute does not accept a value").at(written.span);
  return said.suggest("try using `#[default]`", [{ span: written.span, text: "#[default]" }], "MaybeIncorrect", "message");
}

function withoutDefault(item: Span, variants: readonly Variant[], span: Span): Diagnostic {
  const said = error("E0665", "`#[derive(Default)]` on enum with no `#[default]`").at(span);
  said.label(item, "this enum needs a unit variant marked with `#[default]`");
  for (const { ident, data } of variants) {
    if (data.kind !== "unit") continue;
    const edit = { span: { ...ident.span, hi: ident.span.lo }, text: "#[default] " };
    said.suggest("make this unit variant default by placing `#[default]` on it", [edit], "MaybeIncorrect", "verbose");
  }
  return said;
}
