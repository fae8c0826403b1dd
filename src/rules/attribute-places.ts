// What attributes stand on. Some are errors in the wrong place, some warn and will be errors one day.
import { error, warning } from "../diag/diagnostic.ts";
import type { DiagnosticBuilder } from "../diag/diagnostic.ts";
import type { Attribute } from "../syntax/ast.ts";
import type { AttributeSite } from "./attribute-sites.ts";
import { applicableTo, placesOf, pluralOf, targetName, verdictOf, type Target } from "./attribute-targets.ts";

/** A finding and the lint that tells of it; undefined: an error of its own. */
export interface Misplaced {
  readonly diagnostic: DiagnosticBuilder;
  readonly lint: string | undefined;
}

/** By the tables of 1.96. */
export function checkTarget(attribute: Attribute, name: string, site: AttributeSite): Misplaced | undefined {
  const { target } = site;
  const places = placesOf(name);
  const verdict = places === undefined || target === undefined ? undefined : verdictOf(name, places, target);
  if (places === undefined || target === undefined || verdict === undefined) return undefined;
  if (places.allowed.length === 1 && places.allowed[0] === "crate") return besideTheRoot(attribute, name, site);
  const message = `\`#[${name}]\` attribute cannot be used on ${pluralOf(target)}`;
  const found = (verdict === "error" ? error(message) : warning(message)).at(attribute.span);
  if (verdict === "warn") found.phasedOut();
  found.help(`\`#[${name}]\` can ${applicableTo(places, target)}`);
  found.suggest("remove the attribute", [{ span: attribute.span, text: "" }], "MachineApplicable", "tool-only");
  const isUseless = name === "deprecated" && !UNLINTED.has(target);
  return { diagnostic: found, lint: verdict === "error" ? undefined : isUseless ? "useless_deprecated" : "unused_attributes" };
}

/** Where `deprecated` is not worse than other attributes. */
const UNLINTED: ReadonlySet<Target> = new Set(["closure", "expression", "statement", "arm", "macro-call"]);

function besideTheRoot(attribute: Attribute, name: string, { target, span }: AttributeSite): Misplaced {
  const found = warning(
    attribute.inner
      ? `the \`#![${name}]\` attribute can only be used at the crate root`
      : `crate-level attribute should be an inner attribute: add an exclamation mark: \`#![${name}]\``,
  ).at(attribute.span);
  const words = `this attribute does not have an \`!\`, which means it is applied to this ${targetName(target as Target)}`;
  if (!attribute.inner) found.noteAt(span, words);
  return { diagnostic: found, lint: "unused_attributes" };
}
