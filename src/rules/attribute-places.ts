// What attributes stand on. Some are errors in the wrong place, some warn and will be errors one day.
import { error, warning } from "../diag/diagnostic.ts";
import type { DiagnosticBuilder } from "../diag/diagnostic.ts";
import type { Attribute } from "../syntax/ast.ts";
import { atLeast } from "../target/release.ts";
import type { Release } from "../target/release.ts";
import type { AttributeRow, Target } from "./attribute-table.ts";
import type { PlacedItem } from "./crate-view.ts";

const PLURAL: Readonly<Partial<Record<Target, string>>> = {
  struct: "structs",
  enum: "enums",
  union: "unions",
  trait: "traits",
  mod: "modules",
  use: "use statements",
  static: "statics",
  const: "constants",
  fn: "functions",
  "type-alias": "type aliases",
  "extern-block": "foreign modules",
  "extern-crate": "extern crates",
  "macro-def": "macro defs",
};

export function targetOf({ item, within }: PlacedItem): Target | undefined {
  const { kind } = item.kind;
  if (kind === "fn")
    return within === "impl" ? "method" : within === "trait" ? "trait-fn" : within === "extern-block" ? "foreign-fn" : "fn";
  if (within === "impl" || within === "trait" || within === "extern-block") return undefined;
  return kind === "static" || kind === "const" || kind in PLURAL ? (kind as Target) : kind === "impl" ? "impl" : undefined;
}

/** A finding and whether it is a lint (`unused_attributes`) or an error of its own. */
export interface Misplaced {
  readonly diagnostic: DiagnosticBuilder;
  readonly lint: boolean;
}

export function checkPlace(
  attribute: Attribute,
  row: AttributeRow,
  placed: PlacedItem,
  release: Release,
): Misplaced | "unsure" | undefined {
  const target = targetOf(placed);
  if (row.on === undefined) return undefined;
  if (row.on.includes("crate")) return crateOnly(attribute, row, release);
  if (target === undefined) return "unsure";
  if (row.on.includes(target)) return undefined;
  // `no_mangle_const_items` tells of it.
  if (row.name === "no_mangle" && target === "const" && atLeast(release, 90)) return undefined;
  const plural = PLURAL[target];
  if (row.applicable === undefined || plural === undefined || !atLeast(release, 90)) return olderWords(attribute, row, placed);
  const message = `\`#[${row.name}]\` attribute cannot be used on ${plural}`;
  const found = (row.strict === true ? error(message) : warning(message)).at(attribute.span);
  if (row.strict !== true) found.phasedOut();
  const only = row.strict === true ? "can only be applied" : "can be applied";
  found.help(`\`#[${row.name}]\` ${only} to ${row.applicable}`);
  found.suggest("remove the attribute", [{ span: attribute.span, text: "" }], "MachineApplicable", "tool-only");
  return { diagnostic: found, lint: row.strict !== true };
}

function crateOnly(attribute: Attribute, row: AttributeRow, release: Release): Misplaced | "unsure" {
  if (!attribute.inner) return "unsure";
  const message = atLeast(release, 90)
    ? `the \`#![${row.name}]\` attribute can only be used at the crate root`
    : "crate-level attribute should be in the root module";
  return { diagnostic: warning(message).at(attribute.span), lint: true };
}

function olderWords(attribute: Attribute, row: AttributeRow, { item }: PlacedItem): Misplaced | "unsure" {
  if (row.name === "inline") {
    const found = error("E0518", "attribute should be applied to function or closure")
      .at(attribute.span)
      .label(item.span, "not a function or closure");
    return { diagnostic: found, lint: false };
  }
  if (row.name !== "no_mangle") return "unsure";
  const found = warning("attribute should be applied to a free function, impl method or static").at(attribute.span);
  found.label(item.span, "not a free function, impl method or static");
  found.phasedOut();
  return { diagnostic: found, lint: true };
}
