// `#[repr(...)]`: hints that are none, hints on the wrong item, hints that contradict each other. Facts and words from both
// releases' messages; up to 1.89 an alignment's message pointed at the whole hint.
import type { Span } from "../base/source.ts";
import { error, unsupported, warning } from "../diag/diagnostic.ts";
import type { Diagnostic, DiagnosticBuilder } from "../diag/diagnostic.ts";
import type { Attribute, Item, NodeId } from "../syntax/ast.ts";
import { atLeast } from "../target/release.ts";
import { attributeSites } from "./attribute-sites.ts";
import { inputSpan } from "./attribute-input.ts";
import type { AttributeFindings } from "./attributes.ts";
import { attributeName } from "./crate-view.ts";
import type { CrateView } from "./crate-view.ts";
import { typeHeadSpan } from "./item-spans.ts";
import { metaItems } from "./meta-items.ts";
import type { Literal, MetaItem } from "./meta-items.ts";

const LAYOUTS = "https://doc.rust-lang.org/reference/type-layout.html";
const INTEGERS = ["i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64", "i128", "u128", "isize", "usize"];
const WORDS: ReadonlySet<string> = new Set(["Rust", "C", "packed", "transparent", ...INTEGERS]);
const VALID = ["Rust` (default)", "C`", "align`", "packed`", "transparent`", "simd`", ...INTEGERS.map((name) => `${name}\``)]
  .map((name) => `\`${name}`)
  .join(", ");
const LARGEST_ALIGNMENT = 2n ** 29n;

interface Hint {
  readonly name: string;
  readonly span: Span;
  readonly argument: bigint | undefined;
}

/** What has the attribute: an item, or something else that may not. */
interface Bearer {
  readonly node: NodeId;
  readonly span: Span;
  readonly item: Item | undefined;
}

class Representation {
  readonly hints: Hint[] = [];
  readonly #modern: boolean;

  constructor(
    readonly view: CrateView,
    readonly bearer: Bearer,
    readonly findings: AttributeFindings,
  ) {
    this.#modern = atLeast(view.session.release, 90);
  }

  #report(found: Diagnostic): void {
    this.findings.errors.push(found);
  }

  read(attribute: Attribute): void {
    const items = metaItems(this.view.tree, attribute);
    if (items === undefined) this.#report(this.#noList(attribute));
    else if (items.length === 0) this.#empty(attribute);
    else for (const item of items) this.#hint(attribute, item);
  }

  #empty({ span }: Attribute): void {
    const found = warning("unused attribute")
      .at(span)
      .suggest("remove this attribute", [{ span, text: "" }], "MachineApplicable");
    found.note(this.#modern ? "using `repr` with an empty list has no effect" : "attribute `repr` with an empty list has no effect");
    this.findings.lints.push({ lint: "unused_attributes", node: this.bearer.node, diagnostic: found });
  }

  #noList(attribute: Attribute): DiagnosticBuilder {
    const message = "malformed `repr` attribute input";
    if (!this.#modern) {
      const fix = [{ span: attribute.span, text: "#[repr(C)]" }];
      return error(message).at(attribute.span).suggest("must be of the form", fix, "HasPlaceholders");
    }
    const found = error("E0539", message);
    const input = inputSpan(attribute, this.view.sources);
    if (input === undefined) found.at(attribute.span, "expected this to be a list");
    else found.at(attribute.span).label(input, "expected this to be a list");
    return found.note(`for more information, visit <${LAYOUTS}#representations>`);
  }

  #hint(attribute: Attribute, item: MetaItem): void {
    const { name, span } = item;
    if (name === undefined) {
      const at = this.#modern ? attribute.span : span;
      this.#report(error("E0565", "meta item in `repr` must be an identifier").at(at));
    } else if (name === "align" || (name === "packed" && (item.list ?? item.value) !== undefined)) this.#alignment(name, item);
    else if (name === "simd") this.#report(unsupported("KB0401", "the representation `simd`", span));
    else if (!WORDS.has(name)) this.#report(this.#unknown(span));
    else if (item.list !== undefined) {
      this.#report(error("E0552", `invalid representation hint: \`${name}\` does not take a parenthesized argument list`).at(span));
    } else if (item.value !== undefined) {
      this.#report(error("E0552", `invalid representation hint: \`${name}\` does not take a value`).at(span));
    } else this.hints.push({ name, span, argument: name === "packed" ? 1n : undefined });
  }

  #unknown(span: Span): DiagnosticBuilder {
    const found = error("E0552", "unrecognized representation hint").at(span);
    if (!atLeast(this.view.session.release, 68)) return found;
    const valid = this.#modern ? VALID : VALID.replace("`Rust` (default), ", "");
    found.help(`valid reprs are ${valid}`);
    return this.#modern ? found.note(`for more information, visit <${LAYOUTS}?highlight=repr#representations>`) : found;
  }

  #alignment(name: string, { span, list, value }: MetaItem): void {
    const format = `incorrect \`repr(${name})\` attribute format`;
    if (value !== undefined) {
      const text = `${name}(${value.text})`;
      this.#report(error("E0693", format).at(span).suggest("use parentheses instead", [{ span, text }], "MachineApplicable"));
    } else if (list === undefined) {
      const needs = error("E0589", `invalid \`repr(${name})\` attribute: \`${name}\` needs an argument`).at(span);
      this.#report(needs.suggest("supply an argument here", [{ span, text: `${name}(...)` }], "HasPlaceholders"));
    } else if (list.length !== 1 || (list[0]?.literal === undefined && !this.#modern)) {
      this.#report(error("E0693", `${format}: \`${name}\` takes exactly one argument in parentheses`).at(span));
    } else if (list[0]?.literal === undefined) {
      this.#report(error("E0693", `${format}: \`${name}\` expects a literal integer as argument`).at(list[0]?.span ?? span));
    } else this.#argument(name, span, list[0].literal);
  }

  #argument(name: string, span: Span, literal: Literal): void {
    const argument = literal.kind === "integer" ? BigInt(literal.text.replaceAll("_", "").toLowerCase()) : undefined;
    const wrong =
      argument === undefined
        ? "not an unsuffixed integer"
        : argument === 0n || (argument & (argument - 1n)) !== 0n
          ? "not a power of two"
          : argument > LARGEST_ALIGNMENT
            ? "larger than 2^29"
            : undefined;
    if (wrong === undefined) this.hints.push({ name, span, argument });
    else this.#report(error("E0589", `invalid \`repr(${name})\` attribute: ${wrong}`).at(this.#modern ? literal.span : span));
  }

  /** E0517 */
  checkPlace(attribute: Attribute): void {
    const kind = this.bearer.item?.kind.kind;
    const isUnsure = kind === "macro-call" || kind === "macro-def" || kind === "mod" || kind === "extern-crate" || kind === "use";
    if (isUnsure && !this.#modern) {
      this.#report(unsupported("KB0401", "the attribute `repr` here", attribute.span));
      return;
    }
    for (const { name, span } of this.hints) {
      const integer = INTEGERS.includes(name);
      const wanted = integer ? "an enum" : name === "packed" ? "a struct or union" : "a struct, enum, or union";
      const fits = integer ? kind === "enum" : kind === "struct" || kind === "union" || (kind === "enum" && name !== "packed");
      if (fits) continue;
      const found = error("E0517", `attribute should be applied to ${wanted}`).at(span);
      this.#report(found.label(this.bearer.span, `not ${wanted}`));
    }
  }

  /** E0692, E0566 */
  checkConflicts(): void {
    const kind = this.bearer.item?.kind.kind;
    const has = (name: string) => this.hints.some((hint) => hint.name === name);
    const integers = this.hints.filter(({ name }) => INTEGERS.includes(name)).length;
    if (has("transparent") && this.hints.length > 1 && (kind === "struct" || kind === "enum" || kind === "union"))
      this.#report(this.#at(error("E0692", `transparent ${kind} cannot have other repr hints`)));
    const conflict = "conflicting representation hints";
    if (has("Rust") && (integers > 0 || has("C"))) this.#report(this.#at(error("E0566", conflict)));
    else if (integers > 1 || (integers === 1 && has("C") && this.#isPlainEnum())) {
      const found = this.#at(error("E0566", conflict));
      found.phasedOut(68585);
      this.findings.lints.push({ lint: "conflicting_repr_hints", node: this.bearer.node, diagnostic: found });
    }
  }

  #at(found: DiagnosticBuilder): DiagnosticBuilder {
    for (const { span } of this.hints) found.at(span);
    return found;
  }

  /** No variant has fields. */
  #isPlainEnum(): boolean {
    const kind = this.bearer.item?.kind;
    return kind?.kind === "enum" && kind.variants.every(({ data }) => data.kind === "unit");
  }

  checkUnion(): void {
    const { view, bearer } = this;
    const { item } = bearer;
    if (item?.kind.kind !== "union" || view.session.unstableFeatures || !this.hints.some(({ name }) => name === "transparent")) return;
    const found = error("E0658", "transparent unions are unstable").at(typeHeadSpan(item, view.session.release));
    this.#report(found.note("see issue #60405 <https://github.com/rust-lang/rust/issues/60405> for more information"));
  }

  /** Stable since 1.89. */
  checkWide(): void {
    const { view, bearer } = this;
    const isWide = this.hints.some(({ name }) => name === "u128" || name === "i128");
    if (bearer.item?.kind.kind !== "enum" || !isWide || atLeast(view.session.release, 89)) return;
    const found = error("E0658", "repr with 128-bit type is unstable").at(bearer.span);
    this.#report(found.note("see issue #56071 <https://github.com/rust-lang/rust/issues/56071> for more information"));
  }

  /** E0587, E0634 */
  checkPacked(): void {
    const { item } = this.bearer;
    const packed = this.hints.filter(({ name }) => name === "packed");
    if (packed.length === 0 || (item?.kind.kind !== "struct" && item?.kind.kind !== "union")) return;
    const span = typeHeadSpan(item, this.view.session.release);
    const differ = packed.some(({ argument }) => argument !== packed[0]?.argument);
    if (differ) this.#report(error("E0634", "type has conflicting packed representation hints").at(span));
    if (this.hints.some(({ name }) => name === "align"))
      this.#report(error("E0587", "type has conflicting packed and align representation hints").at(span));
  }
}

function checkRepresentation(view: CrateView, bearer: Bearer, attrs: readonly Attribute[], findings: AttributeFindings): void {
  const attributes = attrs.filter((attribute) => attributeName(attribute) === "repr");
  const [first] = attributes;
  if (first === undefined) return;
  const representation = new Representation(view, bearer, findings);
  for (const attribute of attributes) representation.read(attribute);
  representation.checkPlace(first);
  representation.checkConflicts();
  representation.checkUnion();
  representation.checkWide();
  representation.checkPacked();
}

export function checkRepresentations(view: CrateView): AttributeFindings {
  const findings: AttributeFindings = { errors: [], lints: [] };
  if (atLeast(view.session.release, 90)) {
    for (const { node, span, attrs, item, target } of attributeSites(view))
      if (target !== "macro-call") checkRepresentation(view, { node, span, item }, attrs, findings);
  } else {
    for (const { item } of view.items) checkRepresentation(view, { node: item.id, span: item.span, item }, item.attrs, findings);
  }
  return findings;
}
