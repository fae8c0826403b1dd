// `#[test]` and `#[bench]` on what is no function of its own: errors, and what they stand on stays.
import { error, warning, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Attribute, NodeId } from "../../syntax/ast.ts";
import * as K from "../../syntax/node-kinds.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { Compilation } from "../compilation.ts";
import { wrongDelimiters } from "./cfg-syntax.ts";

/** Since then what is no literal is no value of an attribute. */
const VALUES_TOLD_APART = 90;

/** With their articles. */
const ITEMS: Readonly<Record<number, string>> = {
  [K.ExternCrate]: "an extern crate",
  [K.Use]: "a `use` import",
  [K.Static]: "a static item",
  [K.Const]: "a constant item",
  [K.Mod]: "a module",
  [K.ExternBlock]: "an extern block",
  [K.TypeAlias]: "a type alias",
  [K.Enum]: "an enum",
  [K.Struct]: "a struct",
  [K.Union]: "a union",
  [K.Trait]: "a trait",
  [K.TraitAlias]: "a trait alias",
  [K.MacroItem]: "an item macro invocation",
  [K.MacroDef]: "a macro definition",
  [K.Impl]: "an implementation",
};

/** Parts of items and of expressions; attributes that are macros stand on items and statements. */
const PARTS: ReadonlySet<number> = new Set([K.Field, K.Variant, K.Param, K.Arm, K.TypeParam, K.LifetimeParam, K.ConstParam]);

/** `what`: "associated item" or "foreign item" of those; undefined if it is a test. */
export function notTestable(
  tree: SyntaxTree,
  { span, path }: Attribute,
  name: "test" | "bench",
  node: NodeId,
  what: string,
): DiagnosticBuilder | undefined {
  const kind = tree.kind(node);
  const isMember = what === "associated item" || what === "foreign item";
  if (kind === K.FnItem && !isMember) return undefined;
  if (PARTS.has(kind)) {
    const said = error(`expected non-macro attribute, found attribute macro \`${name}\``);
    return said.at(path.span, "not a non-macro attribute");
  }
  const words = `the \`#[${name}]\` attribute may only be used on a free function`;
  const said = (kind === K.MacroItem && !isMember ? warning(words) : error(words)).at(
    span,
    `the \`#[${name}]\` macro causes a function to be run as a test and has no effect on non-functions`,
  );
  const found = ITEMS[kind];
  if (found !== undefined && !isMember) said.label(tree.span(node), `expected a non-associated function, found ${found}`);
  if (name === "bench") return said;
  const message = "replace with conditional compilation to make the item only exist when tests are being run";
  return said.suggest(message, [{ span, text: "#[cfg(test)]" }], "MaybeIncorrect", "inline");
}

/** Attributes that are macros take no input: told by a lint of the crate, whatever stands round the function. */
export function checkTestInput(compilation: Compilation, tree: SyntaxTree, { args, span }: Attribute, name: "test" | "bench"): void {
  if (args.kind === "empty") return;
  if (args.kind === "delimited" && args.delimiter !== "paren") compilation.report("expansion", wrongDelimiters(args.span));
  if (args.kind === "value" && tree.expr(args.value).kind.kind !== "literal") {
    const at = tree.span(args.value);
    const words = compilation.since(VALUES_TOLD_APART)
      ? "attribute value must be a literal"
      : `unexpected expression: \`${compilation.sources.snippet(at)}\``;
    return compilation.report("expansion", error(words).at(at));
  }
  const diagnostic = error(`attribute must be of the form \`#[${name}]\``).at(span).phasedOut(57571);
  compilation.lint({ lint: "ill_formed_attribute_input", node: 0, diagnostic });
}
