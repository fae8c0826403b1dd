// Edition 2024: within a pattern that takes off a reference without `&`, names are bound by reference, and neither `ref` and `mut` nor
// `&` may be written (Reference: "Binding modes"; rustc: `PatMigration`). In: what is met while a pattern is checked. Out: one
// error for the whole pattern, with either what to remove or how to say all of it.
import type { Span } from "../../../base/source.ts";
import { type DiagnosticBuilder, error } from "../../../diag/diagnostic.ts";

interface Mode {
  /** The pattern that takes off the references. */
  readonly span: Span;
  readonly mutable: boolean;
}

interface Written {
  readonly byRef: boolean;
  readonly refMutable: boolean;
  readonly mutable: boolean;
  readonly ident: { readonly span: Span };
}

interface Edit {
  readonly span: Span;
  readonly text: string;
}

const MORE = "https://doc.rust-lang.org/reference/patterns.html#binding-modes";

export class PatternModes {
  readonly #labels: { readonly span: Span; readonly label: string }[] = [];
  readonly #implicit = new Map<string, Mode>();
  readonly #removals: Edit[] = [];
  readonly #additions: Edit[] = [];
  #references = 0;
  #bindings = 0;
  #bad = { mut: false, ref: false, reference: false };
  /** All that is wrong can be left out. */
  #canRemove = true;
  #mode: Mode | undefined;

  /** `snippet`: the text of a span. */
  constructor(readonly snippet: (span: Span) => string) {}

  /** A pattern that takes off references, outermost first. */
  withinReferences<T>(span: Span, mutable: readonly boolean[], check: () => T): T {
    if (mutable.length === 0) return check();
    const outer = this.#mode;
    this.#additions.push({ span: { ...span, hi: span.lo }, text: mutable.map((each) => (each ? "&mut " : "&")).join("") });
    this.#references += mutable.length;
    const least = mutable.every(Boolean);
    if (outer === undefined || (outer.mutable && !least)) this.#mode = { span, mutable: least };
    const checked = check();
    this.#mode = outer;
    return checked;
  }

  /** `&pattern` */
  withinReference<T>(span: Span, mutable: boolean, check: () => T): T {
    const outer = this.#mode;
    if (outer !== undefined) {
      this.#note(outer);
      this.#bad.reference = true;
      this.#canRemove = false;
      this.#label(this.#through(span, mutable ? "t" : "&"), "reference pattern");
    }
    this.#mode = undefined;
    const checked = check();
    this.#mode = outer;
    return checked;
  }

  /** A name; `bound`: how it is bound in the end. */
  binding(span: Span, written: Written, bound: "move" | "ref" | "ref-mut"): void {
    const mode = this.#mode;
    if ((written.byRef || written.mutable) && mode !== undefined) this.#forbidden(span, written, mode);
    if (written.byRef || bound === "move") return;
    const { lo } = written.ident.span;
    this.#additions.push({ span: { ...span, lo, hi: lo }, text: bound === "ref" ? "ref " : "ref mut " });
    this.#bindings++;
  }

  #forbidden(span: Span, { byRef, refMutable, mutable, ident }: Written, mode: Mode): void {
    this.#note(mode);
    this.#removals.push({ span: { ...span, hi: ident.span.lo }, text: "" });
    if (!byRef || mutable || refMutable !== mode.mutable) this.#canRemove = false;
    if (byRef) this.#bad.ref = true;
    else this.#bad.mut = true;
    const what = !byRef ? "`mut` binding modifier" : mutable ? "explicit `ref mut` binding modifier" : "explicit `ref` binding modifier";
    this.#label(this.#through(span, byRef && !refMutable ? "f" : "t"), what);
  }

  #note(mode: Mode): void {
    this.#implicit.set(`${mode.span.lo}-${mode.span.hi}`, mode);
  }

  #label(span: Span, what: string): void {
    const isMade = (span.ctxt ?? 0) !== 0;
    if (isMade) this.#canRemove = false;
    this.#labels.push({ span, label: isMade ? "occurs within macro expansion" : `${what} not allowed when implicitly borrowing` });
  }

  /** Up to the first such character. */
  #through(span: Span, character: string): Span {
    const at = (span.ctxt ?? 0) === 0 ? this.snippet(span).indexOf(character) : -1;
    return at < 0 ? span : { ...span, hi: span.lo + at + 1 };
  }

  /** What is wrong with the pattern, if something is. */
  tell(): DiagnosticBuilder | undefined {
    if (this.#labels.length === 0) return undefined;
    const said = error(`cannot ${this.#verbs()} within an implicitly-borrowing pattern`);
    for (const { span, label } of this.#labels) said.at(span, label);
    said.note(`for more information, see <${MORE}>`);
    for (const { span, mutable } of [...this.#implicit.values()].reverse()) {
      if ((span.ctxt ?? 0) !== 0) continue;
      const label = `this non-reference pattern matches on a reference type \`${mutable ? "&mut _" : "&_"}\``;
      said.noteAt(span, "matching on a reference type with a non-reference pattern implicitly borrows the contents", label);
    }
    const edits = this.#canRemove ? this.#removals : this.#additions;
    return edits.length === 0 ? said : said.suggest(this.#advice(), edits, "MachineApplicable", "verbose");
  }

  #verbs(): string {
    const { mut, ref, reference } = this.#bad;
    const first = mut && ref ? "write explicit binding modifiers" : mut ? "mutably bind by value" : ref ? "explicitly borrow" : "";
    if (first === "") return "explicitly dereference";
    return reference ? `${first} or ${mut ? "explicitly " : ""}dereference` : first;
  }

  #advice(): string {
    const several = (count: number): string => (count === 1 ? "" : "s");
    if (this.#canRemove) return `remove the unnecessary binding modifier${several(this.#removals.length)}`;
    const one = this.#references === 1;
    const match = one ? "match on the reference with a reference pattern" : "match on these references with reference patterns";
    if (this.#bindings === 0) return `${match} to avoid implicitly borrowing`;
    return `${match} and borrow explicitly using ${this.#bindings === 1 ? "a " : ""}variable binding mode${several(this.#bindings)}`;
  }
}
