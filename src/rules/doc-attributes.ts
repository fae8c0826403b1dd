// `#[doc(..)]`: other names for searching must be names (errors), and rustdoc's switches have forms of their own (the lint
// `invalid_doc_attributes`). Facts from the rustdoc book and from the messages of both releases.
import type { Span } from "../base/source.ts";
import { error, warning, type DiagnosticBuilder } from "../diag/diagnostic.ts";
import type { Attribute } from "../syntax/ast.ts";
import { atLeast } from "../target/release.ts";
import { bytesForString } from "./attribute-value.ts";
import { illFormed } from "./phased-out.ts";
import type { CrateView, PlacedItem } from "./crate-view.ts";
import { metaItems, type Literal, type MetaItem } from "./meta-items.ts";

interface DocFindings {
  readonly errors: DiagnosticBuilder[];
  readonly lints: { readonly lint: string; readonly diagnostic: DiagnosticBuilder }[];
}

const ALIAS = '`#[doc(alias = "...")]`';

/** What takes no argument; `true`: of crates alone. */
const WORDS: Readonly<Record<string, boolean>> = { hidden: false, inline: false, no_inline: false, html_no_source: true };
/** What takes a string, of crates alone. */
const STRINGS: ReadonlySet<string> = new Set([
  "html_favicon_url",
  "html_logo_url",
  "html_playground_url",
  "html_root_url",
  "issue_tracker_base_url",
]);
/** What is gated, or judged by nobody here. */
const OTHERS: ReadonlySet<string> = new Set(
  "cfg masked notable_trait keyword attribute fake_variadic search_unbox rust_logo auto_cfg cfg_hide spotlight include passes no_default_passes plugins".split(
    " ",
  ),
);

/** As a message lists them. */
const LISTED = (
  "alias attribute auto_cfg cfg fake_variadic hidden html_favicon_url html_logo_url html_no_source html_playground_url html_root_url " +
  "include inline issue_tracker_base_url keyword masked no_default_passes no_inline notable_trait passes plugins rust_logo " +
  "search_unbox spotlight test"
).split(" ");

/** All `doc` attributes of one item, or of the crate. */
export function checkDocAttributes(view: CrateView, attrs: readonly Attribute[], placed: PlacedItem | undefined): DocFindings {
  const findings: DocFindings = { errors: [], lints: [] };
  const judge = new DocJudge(view, placed, findings);
  for (const attribute of attrs) {
    if (attribute.docComment || attribute.path.segments.length !== 1 || attribute.path.segments[0]?.ident.name !== "doc") continue;
    if (attribute.args.kind === "value") judge.text(attribute);
    if (attribute.args.kind === "empty") judge.word(attribute);
    for (const item of metaItems(view.tree, attribute) ?? []) judge.item(item, attribute);
  }
  judge.inlines();
  return findings;
}

class DocJudge {
  readonly #aliases = new Map<string, Span>();
  readonly #inlines: { readonly name: string; readonly span: Span }[] = [];
  readonly #modern: boolean;

  constructor(
    readonly view: CrateView,
    readonly placed: PlacedItem | undefined,
    readonly found: DocFindings,
  ) {
    this.#modern = atLeast(view.session.release, 90);
  }

  #error(words: string, span: Span): void {
    this.found.errors.push(error(words).at(span));
  }

  #lint(words: string, span: Span, isPhasedOut = false): void {
    if (!this.#modern) return;
    const diagnostic = warning(words).at(span);
    if (isPhasedOut) diagnostic.phasedOut();
    this.found.lints.push({ lint: "invalid_doc_attributes", diagnostic });
  }

  /** `#[doc]` */
  word({ span, inner }: Attribute): void {
    if (this.#modern) {
      const forms = ['#[doc = "string"]', ...LISTED.map((each) => `#[doc(${each})]`)].map(
        (form) => `\`${inner ? form.replace("#", "#!") : form}\``,
      );
      this.#lint(`valid forms for the attribute are ${forms.slice(0, -1).join(", ")}, and ${forms.at(-1)}`, span);
      return;
    }
    const words = 'attribute must be of the form `#[doc(hidden|inline|...)]` or `#[doc = "string"]`';
    this.found.lints.push({ lint: "ill_formed_attribute_input", diagnostic: illFormed(words, span) });
  }

  /** `#[doc = "..."]` */
  text({ args }: Attribute): void {
    if (args.kind !== "value") return;
    const { kind, span } = this.view.tree.expr(args.value);
    if (kind.kind === "literal" && kind.literal.kind !== "string") this.#lint("malformed `doc` attribute input", span, true);
  }

  item(item: MetaItem, attribute: Attribute): void {
    const { name } = item;
    if (name === undefined) {
      if (item.literal !== undefined) this.#lint('expected this to be of the form `... = "..."`', item.span, true);
      return;
    }
    const path = { ...item.span, hi: item.span.lo + name.length };
    if (name === "alias") this.#alias(item, attribute, path);
    else if (name === "test") this.#tests(item, path);
    else if (Object.hasOwn(WORDS, name)) this.#word(name, item, path);
    else if (STRINGS.has(name)) this.#string(item, path);
    else if (!OTHERS.has(name)) this.#lint(`unknown \`doc\` attribute \`${name}\``, path);
  }

  /** The argument of a meta item. */
  #behind({ span }: MetaItem, { hi }: Span): Span {
    const rest = this.view.sources.snippet({ lo: hi, hi: span.hi });
    return { ...span, lo: hi + rest.length - rest.trimStart().length };
  }

  #crateOnly(path: Span): void {
    if (this.placed === undefined || !this.#modern) return;
    this.#lint("this attribute can only be applied at the crate level", path);
    const page = "https://doc.rust-lang.org/nightly/rustdoc/the-doc-attribute.html#at-the-crate-level";
    this.found.lints.at(-1)?.diagnostic.note(`read <${page}> for more information`);
  }

  #word(name: string, item: MetaItem, path: Span): void {
    if (item.value !== undefined || item.list !== undefined) this.#lint("didn't expect any arguments here", this.#behind(item, path), true);
    else if (WORDS[name] === true) this.#crateOnly(path);
    else if (name !== "hidden") this.#inlines.push({ name, span: path });
  }

  #string(item: MetaItem, path: Span): void {
    if (item.value === undefined) {
      this.#lint('expected this to be of the form `... = "..."`', item.list === undefined ? path : this.#behind(item, path), true);
    } else if (item.value.kind !== "string") this.#lint("malformed `doc` attribute input", item.value.span, true);
    else this.#crateOnly(path);
  }

  #tests(item: MetaItem, path: Span): void {
    if (item.list === undefined) {
      this.#lint("`#[doc(test(...)]` takes a list of attributes", item.value === undefined ? path : this.#behind(item, path));
      return;
    }
    for (const each of item.list) {
      if (each.name === undefined) this.#lint("malformed `doc` attribute input", each.span, true);
      else if (each.name === "no_crate_inject") this.#crateOnly(each.span);
      else if (each.name !== "attr") {
        this.#lint(`unknown \`doc(test)\` attribute \`${each.name}\``, { ...each.span, hi: each.span.lo + each.name.length });
      }
    }
  }

  // --- Other names -------------------------------------------------------------------------------------------------

  #alias(item: MetaItem, attribute: Attribute, path: Span): void {
    if (item.list !== undefined) {
      for (const each of item.list) {
        if (each.literal?.kind === "string") this.#name(each.literal.text, each.span, item.span);
        else if (this.#modern) this.#noString(attribute, each.literal ?? { span: each.span, kind: "other" });
        else this.#error('`#[doc(alias("a"))]` expects string literals', each.span);
      }
    } else if (item.value?.kind === "string") this.#name(item.value.text, item.value.span, item.span);
    else if (item.value !== undefined && this.#modern) this.#noString(attribute, item.value);
    else {
      const words = 'doc alias attribute expects a string `#[doc(alias = "a")]` or a list of strings `#[doc(alias("a", "b"))]`';
      this.#error(words, this.#modern ? path : item.span);
    }
  }

  #noString(attribute: Attribute, { span, kind }: Pick<Literal, "span" | "kind">): void {
    if (kind === "bytes") return void this.found.errors.push(bytesForString("doc", attribute.span, span));
    const said = error("E0539", "malformed `doc` attribute input").at(attribute.span);
    this.found.errors.push(said.label(span, "expected a string literal here"));
  }

  #name(name: string, at: Span, whole: Span): void {
    const isListed = whole.lo !== at.lo && this.view.sources.snippet({ lo: whole.lo, hi: at.lo }).includes("(");
    const span = this.#modern || isListed ? at : whole;
    const wrong = /["']|[^\S ]/u.exec(name)?.[0];
    if (name === "") return this.#error(`${ALIAS} attribute cannot have empty value`, span);
    if (wrong !== undefined) return this.#error(`'${escaped(wrong)}' character isn't allowed in ${ALIAS}`, span);
    if (/^ | $/.test(name)) return this.#error(`${ALIAS} cannot start or end with ' '`, span);
    const place = this.#misplaced();
    if (place === "crate") {
      return this.#error('`#![doc(alias = "...")]` isn\'t allowed as a crate-level attribute', span);
    }
    if (this.#twice(name, span)) return;
    if (place !== undefined) return this.#error(`${ALIAS} isn't allowed on ${place}`, span);
    if (this.placed?.item.ident.name !== name) return;
    this.#error(`${this.#modern ? `\`#[doc(alias = "${name}"]\`` : ALIAS} is the same as the item's name`, span);
  }

  #twice(name: string, span: Span): boolean {
    const first = this.#aliases.get(name);
    this.#aliases.set(name, span);
    if (first === undefined) return false;
    const diagnostic = warning("doc alias is duplicated").at(span).label(first, "first defined here");
    this.found.lints.push({ lint: "unused_attributes", diagnostic });
    return true;
  }

  #misplaced(): string | undefined {
    if (this.placed === undefined) return "crate";
    const { item, within, parent } = this.placed;
    const { kind } = item;
    if (kind.kind === "impl") return "implementation block";
    if (kind.kind === "extern-block") return "foreign module";
    if (within !== "impl") return undefined;
    if (kind.kind === "type-alias") return "type alias in implementation block";
    const ofTrait = parent?.kind.kind === "impl" && parent.kind.trait !== undefined;
    return kind.kind === "const" && ofTrait ? "associated constant in trait implementation block" : undefined;
  }

  // --- `inline` and `no_inline` ----------------------------------------------------------------------------------

  inlines(): void {
    const [first] = this.#inlines;
    if (first === undefined) return;
    const other = this.#inlines.find(({ name }) => name !== first.name);
    if (other !== undefined) {
      const said = error("conflicting doc inlining attributes").at(first.span, "this attribute...");
      said.at(other.span, "...conflicts with this attribute").help("remove one of the conflicting attributes");
      this.found.errors.push(said);
      return;
    }
    const kind = this.placed?.item.kind.kind;
    if (kind === "use" || kind === "extern-crate" || !this.#modern) return;
    const diagnostic = warning("this attribute can only be applied to a `use` item").at(first.span, "only applicable on `use` items");
    if (this.placed !== undefined) diagnostic.label(this.placed.item.span, "not a `use` item");
    const page = "https://doc.rust-lang.org/nightly/rustdoc/the-doc-attribute.html#inline-and-no_inline";
    this.found.lints.push({ lint: "invalid_doc_attributes", diagnostic: diagnostic.note(`read <${page}> for more information`) });
  }
}

function escaped(char: string): string {
  if (char === "'") return "\\'";
  const escapes: Readonly<Record<string, string>> = { "\n": "\\n", "\t": "\\t", "\r": "\\r" };
  return escapes[char] ?? char;
}
