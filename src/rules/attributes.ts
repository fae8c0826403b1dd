// All attributes of all items, in source order: their input, their place, whether they are there twice, and whether they
// must be written `unsafe(...)`. What the table does not settle is refused rather than let pass.
import { unknownCrateTypes } from "./crate-type-attribute.ts";
import { error, warning } from "../diag/diagnostic.ts";
import type { Diagnostic, DiagnosticBuilder } from "../diag/diagnostic.ts";
import type { Attribute, NodeId } from "../syntax/ast.ts";
import { atLeast } from "../target/release.ts";
import { checkInput } from "./attribute-input.ts";
import { checkTarget } from "./attribute-places.ts";
import { attributeSites, type AttributeSite } from "./attribute-sites.ts";
import { checkOlderInput } from "./older-input.ts";
import { checkOlderPlace } from "./older-places.ts";
import { vainAttributes } from "./vain-attributes.ts";
import { attributeRow } from "./attribute-table.ts";
import type { AttributeRow } from "./attribute-table.ts";
import { attributeName, findAttribute } from "./crate-view.ts";
import type { CrateView, PlacedItem } from "./crate-view.ts";
import { checkDocAttributes } from "./doc-attributes.ts";
import { unknownLangItem } from "./lang-items.ts";
import { checkListInput, inlineWithValue, wrongMacroExport } from "./list-input.ts";
import { checkValue } from "./attribute-value.ts";
import { wrongIgnore } from "./word-input.ts";

/** What was found: errors, and lints whose level the attributes round `node` decide. */
export interface AttributeFindings {
  readonly errors: Diagnostic[];
  readonly lints: { readonly lint: string; readonly node: NodeId; readonly diagnostic: DiagnosticBuilder }[];
}

export function checkAttributes(view: CrateView): AttributeFindings {
  const findings: AttributeFindings = { errors: [], lints: [] };
  const { span, attrs } = view.tree.crate;
  checkAll(view, { node: 0, target: "crate", attrs, span, item: undefined, placed: undefined }, findings);
  for (const site of inOrder(view)) if (site.target !== "macro-call") checkAll(view, site, findings);
  findings.lints.push(...unknownCrateTypes(view));
  return findings;
}

const RANKS: Readonly<Record<PlacedItem["within"], number>> = { module: 0, body: 0, trait: 1, impl: 2, "extern-block": 3 };

/** Older releases look at members of traits, of impls and of extern blocks after all items. */
function inOrder(view: CrateView): readonly AttributeSite[] {
  const sites = attributeSites(view);
  if (atLeast(view.session.release, 90)) return sites;
  return sites.toSorted((a, b) => RANKS[a.placed?.within ?? "module"] - RANKS[b.placed?.within ?? "module"]);
}

/** Those on macro calls, which are looked at when the calls are. */
export function checkCallAttributes(view: CrateView): AttributeFindings {
  const findings: AttributeFindings = { errors: [], lints: [] };
  for (const site of attributeSites(view)) if (site.target === "macro-call") checkAll(view, site, findings);
  return findings;
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
    const older = atLeast(view.session.release, 90) ? undefined : checkOlderInput(view, name, attribute);
    if (older !== undefined) findings.errors.push(...older.errors);
    if (older?.lint !== undefined) findings.lints.push({ lint: "ill_formed_attribute_input", node, diagnostic: older.lint });
    if (older?.isMalformed === true) continue;
    const judged = older === undefined ? checkValue(view, name, attribute) : undefined;
    const within = judged ?? checkListInput(view, name, attribute) ?? unknownLangItem(view, attribute);
    if (within !== undefined) findings.errors.push(within);
    const inlined = inlineWithValue(view, name, attribute);
    if (inlined !== undefined) findings.lints.push({ lint: "ill_formed_attribute_input", node, diagnostic: inlined });
    const ignored = name === "ignore" && older === undefined && within === undefined ? wrongIgnore(view, attribute) : undefined;
    if (ignored !== undefined) findings.lints.push({ lint: "ill_formed_attribute_input", node, diagnostic: ignored });
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
  const isModern = atLeast(view.session.release, 90);
  const isOfMacro = isModern && name === "inline" && site.target === "macro-def";
  if (isOfMacro && findAttribute(site.attrs, "macro_export") === undefined) findings.errors.push(inlinedMacro(attribute));
  const found = isModern ? checkTarget(attribute, name, site) : checkOlderPlace(attribute, name, site);
  if (found === undefined) return;
  if (found.lint !== undefined) findings.lints.push({ lint: found.lint, node: site.node, diagnostic: found.diagnostic });
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
