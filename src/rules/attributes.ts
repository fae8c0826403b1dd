// All attributes of all items, in source order: their input, their place, whether they are there twice, and whether they
// must be written `unsafe(...)`. What the table does not settle is refused rather than let pass.
import { error, unsupported, warning } from "../diag/diagnostic.ts";
import type { Diagnostic, DiagnosticBuilder } from "../diag/diagnostic.ts";
import type { Attribute, NodeId } from "../syntax/ast.ts";
import { atLeast } from "../target/release.ts";
import { checkInput } from "./attribute-input.ts";
import { checkPlace } from "./attribute-places.ts";
import { attributeRow } from "./attribute-table.ts";
import type { AttributeRow } from "./attribute-table.ts";
import { attributeName, describeItem } from "./crate-view.ts";
import type { CrateView, PlacedItem } from "./crate-view.ts";
import { checkDocAttributes } from "./doc-attributes.ts";
import { checkListInput, inlineWithValue } from "./list-input.ts";
import { checkValue } from "./attribute-value.ts";

/** What was found: errors, and lints whose level the attributes round `node` decide. */
export interface AttributeFindings {
  readonly errors: Diagnostic[];
  readonly lints: { readonly lint: string; readonly node: NodeId; readonly diagnostic: DiagnosticBuilder }[];
}

export function checkAttributes(view: CrateView): AttributeFindings {
  const findings: AttributeFindings = { errors: [], lints: [] };
  checkAll(view, view.tree.crate.attrs, undefined, findings);
  for (const placed of view.items) checkAll(view, placed.item.attrs, placed, findings);
  return findings;
}

function checkAll(view: CrateView, attrs: readonly Attribute[], placed: PlacedItem | undefined, findings: AttributeFindings): void {
  const seen = new Map<string, Attribute>();
  const docs = checkDocAttributes(view, attrs, placed);
  findings.errors.push(...docs.errors);
  for (const found of docs.lints) findings.lints.push({ ...found, node: placed?.item.id ?? 0 });
  for (const attribute of attrs) {
    const name = attributeName(attribute);
    const row = name === undefined ? undefined : attributeRow(name);
    const within = name === undefined ? undefined : (checkValue(view, name, attribute) ?? checkListInput(view, name, attribute));
    if (within !== undefined) findings.errors.push(within);
    const inlined = name === undefined ? undefined : inlineWithValue(view, name, attribute);
    if (inlined !== undefined) findings.lints.push({ lint: "ill_formed_attribute_input", node: placed?.item.id ?? 0, diagnostic: inlined });
    if (row === undefined || within !== undefined) continue;
    const malformed = checkInput(attribute, row, view);
    if (malformed !== undefined) findings.errors.push(malformed);
    else checkOne(view, attribute, row, placed, findings);
    const first = seen.get(row.name);
    if (first === undefined) seen.set(row.name, attribute);
    else checkTwice(view, attribute, first, row, placed, findings);
  }
}

function checkOne(
  view: CrateView,
  attribute: Attribute,
  row: AttributeRow,
  placed: PlacedItem | undefined,
  findings: AttributeFindings,
): void {
  const unsafe = checkUnsafe(view, attribute, row);
  if (unsafe !== undefined) findings.errors.push(unsafe);
  // An inner attribute where none may stand has been reported by the parser.
  if (placed === undefined || (attribute.inner && placed.item.kind.kind !== "mod")) return;
  const found = checkPlace(attribute, row, placed, view.session.release);
  if (found === "unsure") {
    findings.errors.push(unsupported("KB0401", `the attribute \`${row.name}\` on a ${describeItem(placed.item)}`, attribute.span));
  } else if (found?.lint === true) {
    findings.lints.push({ lint: "unused_attributes", node: placed.item.id, diagnostic: found.diagnostic });
  } else if (found !== undefined) findings.errors.push(found.diagnostic);
}

/** Edition 2024 wants attributes that can break soundness written as unsafe; `naked` always was. */
function checkUnsafe({ session }: CrateView, attribute: Attribute, row: AttributeRow): Diagnostic | undefined {
  if (attribute.unsafe && row.unsafe !== true) {
    const lo = attribute.span.lo + (attribute.inner ? 3 : 2);
    return error(`\`${row.name}\` is not an unsafe attribute`).at(
      { ...attribute.span, lo, hi: lo + "unsafe".length },
      "this is not an unsafe attribute",
    );
  }
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
