// Attributes without effect where they stand (`unused_attributes`): levels and features of an empty list, `#[no_mangle]` beside
// another name, `#[inline]` on what is made for others in any case.
import { warning, type DiagnosticBuilder } from "../diag/diagnostic.ts";
import type { Attribute } from "../syntax/ast.ts";
import { atLeast } from "../target/release.ts";
import type { AttributeSite } from "./attribute-sites.ts";
import { attributeName, findAttribute, type CrateView } from "./crate-view.ts";
import { metaItems } from "./meta-items.ts";

const LEVELS: ReadonlySet<string> = new Set(["allow", "warn", "deny", "forbid", "expect"]);
/** Since then rustc looks at names and at `inline` on exported functions. */
const LOOKS_AT_EXPORTS = 88;

export function vainAttributes({ session: { release }, tree }: CrateView, { attrs, item, target }: AttributeSite): DiagnosticBuilder[] {
  const found = attrs.flatMap((attribute) => emptyList(attribute) ?? []);
  if (!atLeast(release, LOOKS_AT_EXPORTS)) return found;
  const own = [findAttribute(attrs, "no_mangle"), findAttribute(attrs, "export_name")] as const;
  const [bare, named] = own;
  if (bare !== undefined && named !== undefined) found.push(twoNames(bare, named));
  const inline = findAttribute(attrs, "inline");
  const isFunction = item?.kind.kind === "fn" && target !== "macro-def";
  if (inline !== undefined && isFunction && (bare ?? named) !== undefined && !isNever(inline, tree)) found.push(exportedInline(inline));
  return found;
}

/** `#[inline(never)]` means something. */
function isNever(attribute: Attribute, tree: CrateView["tree"]): boolean {
  return attribute.args.kind === "delimited" && metaItems(tree, attribute)?.[0]?.name === "never";
}

function emptyList(attribute: Attribute): DiagnosticBuilder | undefined {
  const { args, span } = attribute;
  const name = attributeName(attribute);
  if (name === undefined || args.kind !== "delimited" || args.tokens.from < args.tokens.to) return undefined;
  const what = LEVELS.has(name) ? `attribute \`${name}\`` : name === "target_feature" ? `using \`${name}\`` : undefined;
  if (what === undefined) return undefined;
  const said = warning("unused attribute").at(span);
  said.suggest("remove this attribute", [{ span, text: "" }], "MachineApplicable");
  return said.note(`${what} with an empty list has no effect`);
}

function twoNames({ span }: Attribute, named: Attribute): DiagnosticBuilder {
  const said = warning("`#[no_mangle]` attribute may not be used in combination with `#[export_name]`");
  said.at(span, "`#[no_mangle]` is ignored").noteAt(named.span, "`#[export_name]` takes precedence");
  return said.suggest("remove the `#[no_mangle]` attribute", [{ span, text: "" }], "MachineApplicable", "verbose");
}

function exportedInline({ span }: Attribute): DiagnosticBuilder {
  const said = warning("`#[inline]` is ignored on externally exported functions").at(span);
  return said.help("externally exported functions are functions with `#[no_mangle]`, `#[export_name]`, or `#[linkage]`");
}
