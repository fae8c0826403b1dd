// Documentation that nothing shows, and levels that nothing obeys: doc comments on statements, expressions, arms and their like
// (`unused_doc_comments`), and on macro calls both those and lint attributes (`unused_attributes`).
import type { Span } from "../base/source.ts";
import { warning } from "../diag/diagnostic.ts";
import type { DiagnosticBuilder } from "../diag/diagnostic.ts";
import type { Attribute, NodeId } from "../syntax/ast.ts";
import * as K from "../syntax/node-kinds.ts";
import { SyntaxTree } from "../syntax/tree.ts";
import { attributeSites, type AttributeSite } from "./attribute-sites.ts";
import type { Target } from "./attribute-targets.ts";
import type { AttributeFindings } from "./attributes.ts";
import { attributeName, type CrateView } from "./crate-view.ts";

const BEARERS: Readonly<Partial<Record<Target, string>>> = {
  statement: "statements",
  arm: "match arms",
  "pat-field": "pattern fields",
  "expr-field": "expression fields",
  expression: "expressions",
  closure: "expressions",
  "type-param": "generic parameters",
  "lifetime-param": "generic parameters",
  "const-param": "generic parameters",
  "extern-block": "extern blocks",
};

const LEVELS: ReadonlySet<string> = new Set(["allow", "warn", "deny", "forbid", "expect"]);

export function unusedDocs(view: CrateView): AttributeFindings["lints"] {
  const { tree } = view;
  if (!(tree instanceof SyntaxTree)) return [];
  return attributeSites(view).flatMap((site) => {
    const what = site.target === undefined ? undefined : BEARERS[site.target];
    const found = site.target === "macro-call" ? onCall(view, tree, site) : what === undefined ? [] : onPart(tree, site, what);
    return found.map(({ lint, diagnostic }) => ({ lint, node: site.node, diagnostic }));
  });
}

interface Found {
  readonly lint: string;
  readonly diagnostic: DiagnosticBuilder;
}

function isDoc(attribute: Attribute): boolean {
  return attribute.docComment || attributeName(attribute) === "doc";
}

/** One finding for comments that follow each other. */
function onPart(tree: SyntaxTree, { attrs, node, span, target }: AttributeSite, what: string): Found[] {
  const found: Found[] = [];
  let from: Span | undefined;
  for (const [index, attribute] of attrs.entries()) {
    if (!isDoc(attribute)) continue;
    from ??= attribute.span;
    const next = attrs[index + 1];
    if (attribute.docComment && next?.docComment === true) continue;
    const isBlock = attribute.docComment && tree.docComment(attribute.id).block;
    const diagnostic = warning("unused doc comment").at({ ...from, hi: attribute.span.hi });
    diagnostic.label(bearerSpan(tree, node, span, target), `rustdoc does not generate documentation for ${what}`);
    found.push({ lint: "unused_doc_comments", diagnostic: diagnostic.help(`use \`${isBlock ? "/* */" : "//"}\` for a plain comment`) });
    from = undefined;
  }
  return found;
}

function bearerSpan(tree: SyntaxTree, node: number, span: Span, target: Target | undefined): Span {
  if (target === "arm") {
    const { pat, body } = tree.arm(node);
    return { ...span, lo: tree.pat(pat).span.lo, hi: body === undefined ? span.hi : tree.expr(body).span.hi };
  }
  const isParam = target === "type-param" || target === "lifetime-param" || target === "const-param";
  return isParam ? tree.genericParam(node).ident.span : span;
}

function callOf(tree: SyntaxTree, node: NodeId): NodeId {
  const kind = tree.kind(node);
  return kind === K.MacroExpr ? (tree.nodeData[node] as number) : tree.field(node, kind === K.MacroStmt ? 0 : 2);
}

function onCall({ sources }: CrateView, tree: SyntaxTree, { attrs, node }: AttributeSite): Found[] {
  const { path } = tree.macroCall(callOf(tree, node));
  const found: Found[] = [];
  for (const [index, attribute] of attrs.entries()) {
    const next = attrs[index + 1];
    if (next !== undefined && isDoc(next)) continue;
    if (isDoc(attribute)) {
      const said = warning("unused doc comment").at({ ...attribute.span, lo: attrs[0]?.span.lo ?? attribute.span.lo });
      said.label(attribute.span, "rustdoc does not generate documentation for macro invocations");
      said.help("to document an item produced by a macro, the macro must produce the documentation as part of its expansion");
      found.push({ lint: "unused_doc_comments", diagnostic: said });
      continue;
    }
    const name = attributeName(attribute) ?? "";
    if (!LEVELS.has(name)) continue;
    const said = warning(`unused attribute \`${name}\``).at(attribute.span);
    const call = sources.snippet(path.span);
    said.noteAt(path.span, `the built-in attribute \`${name}\` will be ignored, since it's applied to the macro invocation \`${call}\``);
    found.push({ lint: "unused_attributes", diagnostic: said });
  }
  return found;
}
