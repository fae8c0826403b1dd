// Forms that a later edition has another meaning for, or refuses: `unsafe_attr_outside_unsafe`, `missing_unsafe_on_extern` (2024), and
// names that become keywords (`keyword_idents_2018`, `keyword_idents_2024`).
import { warning, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Attribute, Item, NodeId } from "../../syntax/ast.ts";
import * as T from "../../syntax/token-kinds.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import type { FoundLint } from "./report.ts";
import type { TreeVisitor } from "./walk.ts";

const GUIDE = "https://doc.rust-lang.org/edition-guide";
const UNSAFE: ReadonlySet<string> = new Set(["no_mangle", "export_name", "link_section"]);

function refusedLater(said: DiagnosticBuilder, edition: number, next: number, page: string): DiagnosticBuilder {
  const message = `this is accepted in the current edition (Rust ${edition}) but is a hard error in Rust ${next}!`;
  said.children.push({ level: "warning", message, spans: [] });
  return said.note(`for more information, see <${GUIDE}/rust-${next}/${page}.html>`);
}

export class EditionForms implements TreeVisitor {
  readonly found: FoundLint[] = [];
  /** Attributes are read later than all else. */
  readonly attributes: FoundLint[] = [];

  constructor(readonly edition: number) {}

  item({ id, kind, attrs, span }: Item): void {
    if (this.edition >= 2024) return;
    for (const attribute of attrs) this.#attribute(id, attribute);
    if (kind.kind !== "extern-block" || kind.safety !== "default") return;
    const said = refusedLater(warning("extern blocks should be unsafe").at(span), this.edition, 2024, "unsafe-extern");
    said.suggest("needs `unsafe` before the extern keyword", [{ span: { ...span, hi: span.lo }, text: "unsafe " }], "MachineApplicable");
    this.found.push({ lint: "missing_unsafe_on_extern", node: id, diagnostic: said });
  }

  #attribute(node: NodeId, { path, unsafe, args, docComment }: Attribute): void {
    const [name, more] = path.segments;
    if (unsafe || docComment || name === undefined || more !== undefined || !UNSAFE.has(name.ident.name)) return;
    const said = warning("unsafe attribute used without unsafe").at(path.span, "usage of unsafe attribute");
    refusedLater(said, this.edition, 2024, "unsafe-attributes");
    const end = args.kind === "empty" ? path.span.hi : args.span.hi;
    const edits = [
      { span: { ...path.span, hi: path.span.lo }, text: "unsafe(" },
      { span: { ...path.span, lo: end, hi: end }, text: ")" },
    ];
    said.suggest("wrap the attribute in `unsafe(...)`", edits, "MachineApplicable", "verbose");
    this.attributes.push({ lint: "unsafe_attr_outside_unsafe", node, diagnostic: said });
  }
}

const KEYWORDS: ReadonlyMap<string, number> = new Map([
  ["async", 2018],
  ["await", 2018],
  ["try", 2018],
  ["dyn", 2018],
  ["gen", 2024],
]);

/** Before anything is expanded: also what `cfg` takes away, and what macros are given. */
export function comingKeywords(tree: SyntaxTree, edition: number): FoundLint[] {
  const { tokens } = tree;
  const found = new Map<number, FoundLint>();
  let within: ReadonlySet<number> | undefined;
  const inMacros = (): ReadonlySet<number> => (within ??= macroTokens(tree));
  for (let at = 1; at < tokens.count; at++) {
    const kind = tokens.kinds[at];
    if ((kind !== T.Ident && kind !== T.Lifetime) || tokens.ctxts[at] !== 0) continue;
    const word = tokens.text(at);
    const name = kind === T.Lifetime ? word.slice(1) : word;
    const next = KEYWORDS.get(name);
    if (next === undefined || edition >= next || tokens.kinds[at - 1] === T.Dollar) continue;
    if (name === "dyn" && (isOfObject(tree, at) || inMacros().has(at))) continue;
    const span = tokens.span(at);
    const said = warning(`\`${name}\` is a keyword in the ${next} edition`).at(span);
    refusedLater(said, edition, next, next === 2018 ? "new-keywords" : "gen-keyword");
    const text = `${kind === T.Lifetime ? "'" : ""}r#${name}`;
    said.suggest("you can use a raw identifier to stay compatible", [{ span, text }], "MachineApplicable");
    found.set(span.lo, { lint: `keyword_idents_${next}`, node: 0, diagnostic: said });
  }
  return [...found.values()].sort((a, b) => (a.diagnostic.spans[0]?.span.lo ?? 0) - (b.diagnostic.spans[0]?.span.lo ?? 0));
}

/** What stands behind the `dyn` of a trait object where that is no keyword yet. */
const BEGINS_BOUND: ReadonlySet<number> = new Set([T.Lifetime, T.Question, T.OpenParen]);
const NO_BOUND: ReadonlySet<string> = new Set(["as", "if", "in", "where", "else"]);

function isOfObject({ tokens }: SyntaxTree, at: number): boolean {
  if (at > 0 && ["fn", ".", "::"].includes(tokens.text(at - 1))) return false;
  return tokens.kinds[at + 1] === T.Ident ? !NO_BOUND.has(tokens.text(at + 1)) : BEGINS_BOUND.has(tokens.kinds[at + 1] as number);
}

/** Inside of what macros are made of, and given. */
function macroTokens({ tokens }: SyntaxTree): ReadonlySet<number> {
  const found = new Set<number>();
  const opens: ReadonlySet<number> = new Set([T.OpenParen, T.OpenBracket, T.OpenBrace]);
  const closes: ReadonlySet<number> = new Set([T.CloseParen, T.CloseBracket, T.CloseBrace]);
  let depth = 0;
  for (let at = 1; at < tokens.count; at++) {
    const kind = tokens.kinds[at] as number;
    const isNamed = tokens.kinds[at - 1] === T.Ident && tokens.kinds[at - 2] === T.Not;
    const isCall = tokens.kinds[at - 1] === T.Not && tokens.kinds[at - 2] === T.Ident;
    if (depth > 0) {
      found.add(at);
      depth += opens.has(kind) ? 1 : closes.has(kind) ? -1 : 0;
    } else if (opens.has(kind) && (isCall || isNamed)) depth = 1;
  }
  return found;
}
