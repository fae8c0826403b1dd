// All attributes of all items, in source order: their input, their place, whether they are there twice, and whether they
// must be written `unsafe(...)`. What the table does not settle is refused rather than let pass.
import { unknownCrateTypes } from "./crate-type-attribute.ts";
import { error, unsupported, warning } from "../diag/diagnostic.ts";
import type { Diagnostic, DiagnosticBuilder } from "../diag/diagnostic.ts";
import type { Attribute, NodeId } from "../syntax/ast.ts";
import { atLeast } from "../target/release.ts";
import { checkInput } from "./attribute-input.ts";
import { checkPlace, checkTarget } from "./attribute-places.ts";
import { attributeSites, type AttributeSite } from "./attribute-sites.ts";
import { placesOf } from "./attribute-targets.ts";
import { vainAttributes } from "./vain-attributes.ts";
import { attributeRow } from "./attribute-table.ts";
import type { AttributeRow } from "./attribute-table.ts";
import { attributeName, describeItem, findAttribute } from "./crate-view.ts";
import type { CrateView, PlacedItem } from "./crate-view.ts";
import { checkDocAttributes } from "./doc-attributes.ts";
import { unknownLangItem } from "./lang-items.ts";
import { checkListInput, inlineWithValue, wrongMacroExport } from "./list-input.ts";
import { checkValue } from "./attribute-value.ts";

/** What was found: errors, and lints whose level the attributes round `node` decide. */
export interface AttributeFindings {
  readonly errors: Diagnostic[];
  readonly lints: { readonly lint: string; readonly node: NodeId; readonly diagnostic: DiagnosticBuilder }[];
}

export function checkAttributes(view: CrateView): AttributeFindings {
  const findings: AttributeFindings = { errors: [], lints: [] };
  const { span, attrs } = view.tree.crate;
  checkAll(view, { node: 0, target: "crate", attrs, span, item: undefined, placed: undefined }, findings);
  for (const site of sites(view)) if (site.target !== "macro-call") checkAll(view, site, findings);
  findings.lints.push(...unknownCrateTypes(view));
  return findings;
}

/** Those on macro calls, which are looked at when the calls are. */
export function checkCallAttributes(view: CrateView): AttributeFindings {
  const findings: AttributeFindings = { errors: [], lints: [] };
  for (const site of sites(view)) if (site.target === "macro-call") checkAll(view, site, findings);
  return findings;
}

/** Of older releases, items alone. */
function sites(view: CrateView): readonly AttributeSite[] {
  if (atLeast(view.session.release, 90)) return attributeSites(view);
  return view.items.map((placed) => {
    const { id, attrs, span } = placed.item;
    return { node: id, target: undefined, attrs, span, item: placed.item, placed };
  });
}

function checkAll(view: CrateView, site: AttributeSite, findings: AttributeFindings): void {
  const { node, attrs, placed } = site;
  const seen = new Map<string, Attribute>();
  if (placed !== undefined || site.target === "crate") {
    const docs = checkDocAttributes(view, attrs, placed);
    findings.errors.push(...docs.errors);
    for (const found of docs.lints) findings.lints.push({ ...found, node });
  }
  for (const diagnostic of vainAttributes(view, site)) findings.lints.push({ lint: "unused_attributes", node, diagnostic });
  for (const attribute of attrs) {
    const name = attributeName(attribute);
    if (name === undefined) continue;
    const row = attributeRow(name);
    const within = checkValue(view, name, attribute) ?? checkListInput(view, name, attribute) ?? unknownLangItem(view, attribute);
    if (within !== undefined) findings.errors.push(within);
    const inlined = inlineWithValue(view, name, attribute);
    if (inlined !== undefined) findings.lints.push({ lint: "ill_formed_attribute_input", node, diagnostic: inlined });
    const exported = site.target === "macro-def" ? wrongMacroExport(view, name, attribute) : undefined;
    if (exported !== undefined) findings.lints.push({ lint: "invalid_macro_export_arguments", node, diagnostic: exported });
    const malformed = within ?? (row === undefined ? undefined : checkInput(attribute, row, view));
    if (within === undefined && malformed !== undefined) findings.errors.push(malformed);
    if (malformed === undefined) checkOne(view, attribute, name, site, findings);
    if (row === undefined || within !== undefined) continue;
    const first = seen.get(row.name);
    if (first === undefined) seen.set(row.name, attribute);
    else checkTwice(view, attribute, first, row, placed, findings);
  }
}

function checkOne(view: CrateView, attribute: Attribute, name: string, site: AttributeSite, findings: AttributeFindings): void {
  const { placed } = site;
  const row = attributeRow(name);
  const unsafe = row === undefined ? undefined : checkUnsafe(view, attribute, row);
  if (unsafe !== undefined) findings.errors.push(unsafe);
  // An inner attribute where none may stand has been reported by the parser.
  if (attribute.inner && placed !== undefined && placed.item.kind.kind !== "mod") return;
  const isModern = atLeast(view.session.release, 90) && placesOf(name) !== undefined;
  const isOfMacro = name === "inline" && site.target === "macro-def";
  if (isOfMacro && findAttribute(site.attrs, "macro_export") === undefined) findings.errors.push(inlinedMacro(attribute));
  const older = placed === undefined || row === undefined || isModern ? undefined : checkPlace(attribute, row, placed);
  const found = isModern ? checkTarget(attribute, name, site) : older;
  if (found === undefined) return;
  if (found === "unsure") {
    const what = placed === undefined ? "this" : `a ${describeItem(placed.item)}`;
    findings.errors.push(unsupported("KB0401", `the attribute \`${name}\` on ${what}`, attribute.span));
  } else if (found.lint !== undefined) findings.lints.push({ lint: found.lint, node: site.node, diagnostic: found.diagnostic });
  else findings.errors.push(found.diagnostic);
}

function inlinedMacro({ span }: Attribute): Diagnostic {
  return error("E0518", "attribute should be applied to function or closure").at(span, "not a function or closure");
}

/** Edition 2024 wants attributes that can break soundness written as unsafe; `naked` always was. */
function checkUnsafe({ session }: CrateView, attribute: Attribute, row: AttributeRow): Diagnostic | undefined {
  if (attribute.unsafe || row.unsafe !== true || (session.edition < 2024 && row.name !== "naked") || !atLeast(session.release, 82))
    return undefined;
  const { path } = attribute;
  const end = attribute.span.hi - 1;
  return error("unsafe attribute used without unsafe")
    .at(path.span, "usage of unsafe attribute")
    .suggest(
      "wrap the attribute in `unsafe(...)`",
      [
        { span: { lo: path.span.lo, hi: path.span.lo }, text: "unsafe(" },
        { span: { lo: end, hi: end }, text: ")" },
      ],
      "MachineApplicable",
      "verbose",
    );
}

function checkTwice(
  { session }: CrateView,
  attribute: Attribute,
  first: Attribute,
  row: AttributeRow,
  placed: PlacedItem | undefined,
  findings: AttributeFindings,
): void {
  if (row.once === undefined) return;
  const asError = row.once === "always-error" || (row.once === "error" && atLeast(session.release, 90));
  const found = asError ? error(`multiple \`${row.name}\` attributes`) : warning("unused attribute");
  found.at(attribute.span).noteAt(first.span, "attribute also specified here");
  found.suggest("remove this attribute", [{ span: attribute.span, text: "" }], "MachineApplicable", "short");
  if (asError) findings.errors.push(found);
  else findings.lints.push({ lint: "unused_attributes", node: placed?.item.id ?? 0, diagnostic: found });
}
