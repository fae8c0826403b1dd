// Attributes before anything else is done with a node: `cfg` takes it away, `cfg_attr` becomes the attributes it guards.
import { notUnsafe, UNSAFE_ATTRIBUTES_SINCE } from "./unsafe-attributes.ts";
import type { Span } from "../../base/source.ts";
import { error, unsupported, warning, type Diagnostic } from "../../diag/diagnostic.ts";
import type { Attribute, NodeId, TokenRange } from "../../syntax/ast.ts";
import * as T from "../../syntax/token-kinds.ts";
import { parseFragment } from "../../syntax/parse.ts";
import { checkUnstableMacro } from "../names/unstable-macros.ts";
import type { CrateNames } from "../names/crate-names.ts";
import type { Compilation } from "../compilation.ts";
import { wrongDelimiters } from "./cfg-syntax.ts";
import { CfgEvaluator, type CfgContext } from "./cfg.ts";
import { checkTestInput, notTestable } from "./test-attribute.ts";
import { assemble } from "./token-tools.ts";

/** Before, whatever `#[test]` stood on was left out without a word. */
const TEST_JUDGED = 90;

/** Before, a crate's kind and name under conditions were warned about. */
const FORBIDDEN_UNDER_CONDITIONS = 83;

/** The flag of an inner attribute. */
const INNER = 1;

/** The attribute's name if it is one word. */
export function simpleName(attribute: Attribute): string | undefined {
  const { path } = attribute;
  return !attribute.docComment && path.segments.length === 1 && !path.global ? path.segments[0]?.ident.name : undefined;
}

const CFG_ATTR_FORM = "#[cfg_attr(predicate, attr1, attr2, ...)]";
const CFG_ATTR_PAGE =
  "for more information, visit <https://doc.rust-lang.org/reference/conditional-compilation.html#the-cfg_attr-attribute>";

/** What ends an attribute in brackets is a comma here. */
function withComma(message: string): string {
  const [, list = "", rest = ""] = /^expected one of (.*?)(,? or an operator,.*|, found .*)$/s.exec(message) ?? [];
  const names = list.match(/`[^`]+`/g);
  if (names?.includes("`]`") !== true) return message;
  const sorted = [...names.filter((name) => name !== "`]`"), "`,`"].toSorted();
  const isOpen = rest.includes("or an operator");
  const all = isOpen ? sorted.join(", ") : `${sorted.slice(0, -1).join(", ")}, or ${sorted.at(-1)}`;
  return `expected one of ${all}${rest}`;
}

export class AttributeExpander {
  readonly #compilation: Compilation;
  readonly #crate: CrateNames;
  readonly #judged = new Set<NodeId>();
  /** What `#[cfg(..)]` came to. */
  readonly #conditions = new Map<NodeId, boolean>();

  constructor(compilation: Compilation, crate: CrateNames) {
    this.#compilation = compilation;
    this.#crate = crate;
  }

  /** False if `cfg` removes the node. Its `cfg_attr` attributes are replaced. */
  keeps(node: NodeId, describe: () => string): boolean {
    const { tree } = this.#crate;
    if (tree.attributeList(node) === 0) return true;
    let keep = true;
    for (const attribute of tree.attributes(node)) keep = this.#attribute(attribute, node, describe) && keep;
    return keep;
  }

  #attribute(attribute: Attribute, node: NodeId, describe: () => string): boolean {
    const name = simpleName(attribute);
    if (name === "cfg") return this.#cfg(attribute, describe);
    if (name === "test" || name === "bench") return this.#test(attribute, name, node, describe());
    if (name !== "cfg_attr") return true;
    if (attribute.unsafe && this.#compilation.since(UNSAFE_ATTRIBUTES_SINCE))
      this.#compilation.report("expansion", notUnsafe(this.#compilation.sources, attribute));
    let keep = true;
    for (const made of this.#cfgAttr(attribute)) keep = this.#attribute(made, node, describe) && keep;
    return keep;
  }

  /** What is built for tests alone is left out: nothing here is a test. Only functions on their own can be tests. */
  #test(attribute: Attribute, name: "test" | "bench", node: NodeId, what: string): boolean {
    if (!this.#crate.isLocal) return false;
    if (this.#crate.noPrelude) return true;
    const { harness, target } = this.#compilation.session;
    if (!this.#judged.has(attribute.id)) checkTestInput(this.#compilation, this.#crate.tree, attribute, name);
    const isJudged = this.#compilation.since(TEST_JUDGED) || harness === true;
    if (!isJudged) {
      this.#judged.add(attribute.id);
      return false;
    }
    const said = notTestable(this.#crate.tree, attribute, name, node, what);
    // Members are seen twice: as such, and on the way to their bodies.
    const told =
      said === undefined || this.#compilation.since(TEST_JUDGED)
        ? said
        : unsupported("KB0600", "a test that is no function", attribute.span);
    if (told !== undefined && !this.#judged.has(attribute.id)) this.#compilation.report("expansion", told);
    const [ident] = attribute.path.segments;
    if (name === "bench" && ident !== undefined && !this.#judged.has(attribute.id))
      checkUnstableMacro(this.#compilation, this.#crate, "attribute", ident.ident);
    const isTest = said === undefined && harness === true;
    if (isTest && !target.hasStd && !this.#judged.has(attribute.id)) this.#withoutHarness(attribute, name, node);
    this.#judged.add(attribute.id);
    return said !== undefined || isTest;
  }

  /** What describes a test to the harness is made beside its function, of things of the crate `test`. */
  #withoutHarness(attribute: Attribute, name: string, node: NodeId): void {
    const compilation = this.#compilation;
    const said = error("E0463", "can't find crate for `test`").at(this.#crate.tree.span(node), "can't find crate");
    said.label(attribute.span, `in this ${compilation.since(88) ? "attribute macro" : "procedural macro"} expansion`);
    if (!compilation.since(88))
      said.note(`this error originates in the attribute macro \`${name}\` (in Nightly builds, run with -Z macro-backtrace for more info)`);
    compilation.report("expansion", said);
    // Then rustc looks no further than the harness's own `main`.
    if (compilation.since(88)) compilation.aborted = true;
  }

  #context(attribute: Attribute, form: CfgContext["form"], describe: () => string): CfgContext {
    const { session } = this.#compilation;
    const argument = attribute.args.kind === "empty" ? attribute.span : attribute.args.span;
    return {
      tokens: this.#crate.tree.tokens,
      options: { cfgs: this.#crate.cfgs, minor: session.release.minor },
      report: (diagnostic) => this.#compilation.report("expansion", diagnostic),
      attribute: attribute.span,
      argument,
      form,
      edition: this.#crate.edition,
      snippet: (span) => this.#compilation.sources.snippet(span),
      target: describe(),
      found: (cfg, value, span, valueSpan) => this.#compilation.foundCfg(cfg, value, span, valueSpan, this.#crate),
    };
  }

  /** Members of what derives something are asked for twice: before it, and as such. */
  #cfg(attribute: Attribute, describe: () => string): boolean {
    const known = this.#conditions.get(attribute.id) ?? this.#newCondition(attribute, describe);
    this.#conditions.set(attribute.id, known);
    return known;
  }

  #newCondition(attribute: Attribute, describe: () => string): boolean {
    if (attribute.args.kind === "delimited" && attribute.args.delimiter === "paren") {
      return new CfgEvaluator(this.#context(attribute, "cfg", describe)).evaluateOnly(attribute.args.tokens);
    }
    this.#withoutArguments(attribute, describe);
    return true;
  }

  #withoutArguments(attribute: Attribute, describe: () => string): void {
    const { args, path, span } = attribute;
    if (this.#compilation.since(90)) {
      if (args.kind === "delimited") return this.#compilation.report("expansion", wrongDelimiters(args.span));
      const equals = this.#compilation.sources.snippet({ lo: path.span.hi, hi: span.hi }).indexOf("=");
      const place = args.kind === "empty" ? span : { ...span, lo: path.span.hi + Math.max(0, equals), hi: args.span.hi };
      return new CfgEvaluator(this.#context(attribute, "cfg", describe)).notList(place);
    }
    if (args.kind !== "empty") return this.#compilation.report("expansion", unsupported("KB0311", "this condition", span));
    const said = error("`cfg` is not followed by parentheses").at(span);
    said.suggest("expected syntax is", [{ span, text: "cfg(/* predicate */)" }], "HasPlaceholders");
    this.#compilation.report("expansion", said);
  }

  /** The attributes that `#[cfg_attr(condition, ...)]` stands for. */
  #cfgAttr(attribute: Attribute): readonly Attribute[] {
    const { tree } = this.#crate;
    if (
      attribute.args.kind !== "delimited" ||
      attribute.args.delimiter !== "paren" ||
      attribute.args.tokens.from === attribute.args.tokens.to
    ) {
      this.#misformedCfgAttr(attribute);
      tree.replace(attribute.id, []);
      return [];
    }
    const evaluator = new CfgEvaluator(this.#context(attribute, "cfg_attr", () => "item"));
    if (this.#compilation.since(90) && evaluator.conditionEnd(attribute.args.tokens) === undefined) {
      tree.replace(attribute.id, []);
      return [];
    }
    const [condition, ...parts] = evaluator.split(attribute.args.tokens);
    if (condition === undefined || tree.tokens.kind(condition.to) !== T.Comma) {
      this.#noAttributes(attribute, condition);
      tree.replace(attribute.id, []);
      return [];
    }
    const holds = evaluator.evaluate(condition);
    if (parts.length === 0) this.#emptyList(attribute);
    const made = parts.flatMap((part) => this.#make(part, attribute, holds));
    tree.replace(attribute.id, made);
    return made.map((id) => tree.attribute(id));
  }

  #misformedCfgAttr(attribute: Attribute): void {
    const { args, span } = attribute;
    const evaluator = new CfgEvaluator(this.#context(attribute, "cfg_attr", () => "item"));
    if (!this.#compilation.since(90)) this.#compilation.report("expansion", unsupported("KB0311", "a `cfg_attr` of this form", span));
    else if (args.kind !== "delimited") evaluator.notList(span);
    else if (args.delimiter === "paren") evaluator.noArguments();
    else this.#compilation.report("expansion", wrongDelimiters(args.span));
  }

  /** What kind of crate it is and its name are asked before conditions are looked at. */
  #checkUnconditional(name: string | undefined, span: Span): void {
    if (name !== "crate_type" && name !== "crate_name") return;
    if (this.#compilation.since(FORBIDDEN_UNDER_CONDITIONS)) {
      this.#compilation.report("expansion", error(`\`${name}\` within an \`#![cfg_attr]\` attribute is forbidden`).at(span));
      return;
    }
    const diagnostic = warning(`\`${name}\` within an \`#![cfg_attr] attribute is deprecated\``).at(span).phasedOut(91632);
    this.#compilation.lint({ lint: "deprecated_cfg_attr_crate_type_name", node: 0, diagnostic });
  }

  #emptyList(attribute: Attribute): void {
    const diagnostic = warning("`#[cfg_attr]` does not expand to any attributes").at(attribute.span);
    this.#compilation.lint({ lint: "unused_attributes", node: 0, diagnostic });
  }

  #noAttributes(attribute: Attribute, condition: TokenRange | undefined): void {
    const { tokens } = this.#crate.tree;
    const last = condition === undefined ? undefined : condition.to - 1;
    if (last === undefined || condition?.from !== last || tokens.kind(last) !== T.Ident) {
      this.#compilation.report("expansion", unsupported("KB0311", "a `cfg_attr` of this form", attribute.span));
      return;
    }
    const span = tokens.span(last);
    const said = error("expected one of `(`, `,`, `::`, or `=`, found `<eof>`").at(span, "expected one of `(`, `,`, `::`, or `=`");
    if (this.#compilation.since(90)) {
      const edit = { span: attribute.span, text: CFG_ATTR_FORM };
      said.suggest("must be of the form", [edit], "HasPlaceholders").note(CFG_ATTR_PAGE);
    } else said.help("the valid syntax is `#[cfg_attr(condition, attribute, other_attribute, ...)]`").note(CFG_ATTR_PAGE);
    this.#compilation.report("expansion", said);
  }

  /** What is guarded must be attributes, whether the condition holds or not. */
  #misformedPart(failure: Diagnostic, whole: Attribute, part: Span, last: number, holds: boolean): void {
    if (!this.#compilation.since(90)) {
      const said = holds ? failure : unsupported("KB0311", "a `cfg_attr` of this form", whole.span);
      return this.#compilation.report("expansion", said);
    }
    const isValue = failure.message === "expected expression, found `]`";
    const isName = failure.message.endsWith(", found `]`") && !isValue;
    const written = isName ? failure.message.replace(/`\]`$/, "`<eof>`") : withComma(failure.message);
    const message = isValue ? "expected expression, found end of `cfg_attr` input" : written;
    const { tokens } = this.#crate.tree;
    const found = isName ? tokens.span(last) : failure.spans.find((span) => span.primary)?.span;
    const at = isValue || found === undefined ? { ...part, lo: part.hi } : found;
    const said = error(message)
      .at(at, message.replace(/, found .*$/s, ""))
      .label(whole.span, "");
    const edit = { span: whole.span, text: whole.inner ? CFG_ATTR_FORM.replace("#", "#!") : CFG_ATTR_FORM };
    this.#compilation.report("expansion", said.suggest("must be of the form", [edit], "HasPlaceholders").note(CFG_ATTR_PAGE));
  }

  /** An attribute from the tokens of its inside: parsed on an item that is thrown away. */
  #make(part: TokenRange, whole: Attribute, holds: boolean): NodeId[] {
    const { tree } = this.#crate;
    const { tokens } = tree;
    if (part.from >= part.to) return [];
    const first = tokens.span(part.from);
    const span: Span = { ...first, hi: tokens.his[part.to - 1] as number };
    const outer = assemble(tokens, span, ["#[", part, "] mod m {}"]);
    const options = { edition: this.#crate.edition, release: this.#compilation.session.release };
    const parsed = parseFragment(tree, this.#compilation.sources, outer, "item", options);
    if (parsed.failure !== undefined) {
      this.#misformedPart(parsed.failure, whole, span, part.to - 1, holds);
      return [];
    }
    if (!holds) return [];
    const list = tree.attributeList(parsed.nodes[0] as NodeId);
    const made = list === 0 ? [] : Array.from(tree.rawList(list));
    for (const id of made) {
      if (whole.inner) tree.setField(id, 0, tree.field(id, 0) | INNER);
      this.#checkUnconditional(simpleName(tree.attribute(id)), span);
    }
    return made;
  }
}
