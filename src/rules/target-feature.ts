// `#[target_feature(enable = "..")]`: its form, and names that the target has and that need no feature of the language. In: the
// crate. Out: E0539, E0658 and rustc's words without a code.
import { nearest } from "../base/similar.ts";
import { error } from "../diag/diagnostic.ts";
import type { Diagnostic, DiagnosticBuilder } from "../diag/diagnostic.ts";
import type { Attribute } from "../syntax/ast.ts";
import type { Span } from "../base/source.ts";
import { SyntaxTree } from "../syntax/tree.ts";
import { atLeast } from "../target/release.ts";
import { targetFeatures } from "../target/target-features.ts";
import { inputSpan } from "./attribute-input.ts";
import { attributeName, type CrateView } from "./crate-view.ts";
import { enabledFeatures } from "./gated-attributes.ts";
import { headerSpan } from "./item-spans.ts";
import { metaItems, type MetaItem } from "./meta-items.ts";

/** Issues of the features that unstable names need. */
const ISSUES: Readonly<Record<string, number>> = {
  aarch64_unstable_target_feature: 150244,
  aarch64_ver_target_feature: 150245,
  apx_target_feature: 139284,
  arm_target_feature: 150246,
  avx10_target_feature: 138843,
  ermsb_target_feature: 150249,
  lahfsahf_target_feature: 150251,
  movrs_target_feature: 137976,
  prfchw_target_feature: 150256,
  riscv_target_feature: 150257,
  rtm_target_feature: 150258,
  x86_amx_intrinsics: 126622,
  x87_target_feature: 150261,
  xop_target_feature: 127208,
};
/** Why some may not be named. */
const FORBIDDEN: Readonly<Record<string, string>> = {
  "retpoline-external-thunk": "use `-Zretpoline-external-thunk` compiler flag instead",
  "retpoline-indirect-branches": "use `-Zretpoline` compiler flag instead",
  "retpoline-indirect-calls": "use `-Zretpoline` compiler flag instead",
  "atomics-32": "unsound because it changes the ABI of atomic operations",
  "forced-atomics": "unsound because it changes the ABI of atomic operations",
  "fp-armv8": "Rust ties `fp-armv8` to `neon`",
  "reserve-x18": "use `-Zfixed-x18` compiler flag instead",
};
/** As many names as a message shows. */
const SHOWN = 5;

export function checkTargetFeatures(view: CrateView): Diagnostic[] {
  if (!atLeast(view.session.release, 90)) return olderErrors(view);
  const attributes = view.items.flatMap(({ item }) => item.attrs.filter((attribute) => attributeName(attribute) === "target_feature"));
  const malformed = attributes.flatMap((attribute) => inputErrors(view, attribute));
  return [...malformed, ...attributes.flatMap((attribute) => nameErrors(view, attribute))];
}

/** Before 1.86 only unsafe functions could be told what the processor has. */
function olderErrors(view: CrateView): Diagnostic[] {
  return view.items.flatMap(({ item }) => {
    const { kind } = item;
    if (kind.kind !== "fn") return [];
    return item.attrs
      .filter((attribute) => attributeName(attribute) === "target_feature")
      .flatMap((attribute) => {
        const names = nameErrors(view, attribute);
        if (kind.header.safety === "unsafe") return names;
        const said = error("E0658", "`#[target_feature(..)]` can only be applied to `unsafe` functions").at(attribute.span);
        said.label(headerSpan(item, view.session.release), "not an `unsafe` function");
        said.note("see issue #69098 <https://github.com/rust-lang/rust/issues/69098> for more information");
        return [said, ...names];
      });
  });
}

/** Of traits: who calls a safe one cannot know what it needs. */
export function checkSafeMethods(view: CrateView): Diagnostic[] {
  if (!atLeast(view.session.release, 90)) return [];
  return view.items.flatMap(({ item, parent }) => {
    const { kind } = item;
    const isOfTrait = parent?.kind.kind === "trait" || (parent?.kind.kind === "impl" && parent.kind.trait !== undefined);
    if (kind.kind !== "fn" || !isOfTrait || kind.header.safety === "unsafe") return [];
    return item.attrs
      .filter((attribute) => attributeName(attribute) === "target_feature")
      .map(({ span }) => {
        const said = error("`#[target_feature(..)]` cannot be applied to safe trait method");
        return said.at(span, "cannot be applied to safe trait method").label(kind.signatureSpan, "not an `unsafe` function");
      });
  });
}

function malformed({ span }: Attribute, at: Span | undefined, label: string): DiagnosticBuilder {
  const said = error("E0539", "malformed `target_feature` attribute input").at(span);
  said.label(at ?? span, label);
  return said.suggest("must be of the form", [{ span, text: '#[target_feature(enable = "feat1, feat2")]' }], "HasPlaceholders");
}

function inputErrors({ tree, sources }: CrateView, attribute: Attribute): Diagnostic[] {
  if (attribute.args.kind === "empty") return [malformed(attribute, undefined, "expected this to be a list")];
  const items = metaItems(tree, attribute);
  if (items === undefined) return [malformed(attribute, inputSpan(attribute, sources), "expected this to be a list")];
  const wrong = items.find(({ name, value }) => name !== "enable" || value?.kind !== "string");
  return wrong === undefined ? [] : [malformed(attribute, keySpan(wrong), 'expected this to be of the form `enable = "..."`')];
}

/** Of `key = value`, the key. */
function keySpan({ span, name }: MetaItem): Span {
  return name === undefined ? span : { ...span, hi: span.lo + name.length };
}

function nameErrors(view: CrateView, attribute: Attribute): Diagnostic[] {
  const known = targetFeatures(view.session.target.arch);
  if (known === undefined) return [];
  const on = view.tree instanceof SyntaxTree ? enabledFeatures(view.tree) : new Set<string>();
  return (metaItems(view.tree, attribute) ?? []).flatMap(({ name, value, span }) => {
    if (name !== "enable" || value?.kind !== "string") return [];
    return value.text.split(",").flatMap((feature) => nameError(known, on, feature, span, view.session.release.minor) ?? []);
  });
}

function nameError(
  known: ReadonlyMap<string, string>,
  on: ReadonlySet<string>,
  feature: string,
  span: Span,
  minor: number,
): Diagnostic | undefined {
  const needs = known.get(feature);
  if (needs === undefined) return invalid(known, feature, span, minor);
  if (needs === "forbidden") {
    const why = FORBIDDEN[feature] ?? "use a soft-float target instead";
    return error(`target feature \`${feature}\` cannot be enabled with \`#[target_feature]\`: ${why}`).at(span);
  }
  if (needs === "" || on.has(needs)) return undefined;
  const said = error("E0658", `the target feature \`${feature}\` is currently unstable`).at(span);
  const issue = ISSUES[needs];
  return issue === undefined
    ? said
    : said.note(`see issue #${issue} <https://github.com/rust-lang/rust/issues/${issue}> for more information`);
}

function invalid(known: ReadonlyMap<string, string>, feature: string, span: Span, minor: number): Diagnostic {
  const said = error(`the feature named \`${feature}\` is not valid for this target`);
  said.at(span, `\`${feature}\` is not valid for this target`);
  const bare = feature.startsWith("+") ? feature.slice(1) : undefined;
  if (bare !== undefined && known.has(bare)) {
    const edit = { span, text: `enable = "${bare}"` };
    return said.suggest("consider removing the leading `+` in the feature name", [edit], "MaybeIncorrect", "verbose");
  }
  if (minor < 90) return said;
  const names = nearest(feature, [...known.keys()].toSorted(), SHOWN).map((name) => `\`${name}\``);
  const list = `${names.slice(0, -1).join(", ")}, and ${names.at(-1)}`;
  return said.help(`valid names are: ${list} and ${known.size - SHOWN} more`);
}
