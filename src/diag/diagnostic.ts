// A diagnostic is a value: what is wrong, where, and what else to say. It holds no layout; `render-*.ts` lay it out in
// the words and look of a release, or as JSON. Its form follows rustc's own JSON, so that nothing is lost on the way.
import type { Span } from "../base/source.ts";

export type Level = "error" | "warning" | "note" | "help";

/** One marked place. `^` under primary spans, `-` under the others; `label` stands beside or below. */
export interface LabeledSpan {
  readonly span: Span;
  readonly primary: boolean;
  readonly label?: string;
  /** Of the drawn text alone: JSON's spans go without. */
  readonly isDrawnOnly?: true;
}

/** A note or help under a diagnostic; with spans it is shown as a group with its own snippet. */
export interface SubDiagnostic {
  readonly level: "note" | "help" | "warning";
  readonly message: string;
  readonly spans: readonly LabeledSpan[];
  /** Of the drawn text alone: JSON's children go without. */
  readonly isDrawnOnly?: true;
}

export type Applicability = "MachineApplicable" | "MaybeIncorrect" | "HasPlaceholders" | "Unspecified";

/** A replacement of source text. An empty span inserts, an empty text deletes. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

export interface Suggestion {
  readonly message: string;
  /** Each alternative is a set of edits made together. */
  readonly alternatives: readonly (readonly Edit[])[];
  readonly applicability: Applicability;
  /**
   * `inline`: shown as a label where rustc's rule allows it, else as a group. `verbose`: always a group.
   * `short`: a label without the code. `message`: a help without code. `tool-only`: in JSON alone.
   */
  readonly style: "inline" | "verbose" | "short" | "message" | "tool-only";
}

export interface Diagnostic {
  readonly level: Level;
  /** `E0308`, `KB0001`; undefined for messages without a code and for lints. */
  readonly code?: string;
  /** The lint's name, for what a lint reports (in JSON's `code`, and for the count of fixable warnings). */
  readonly lint?: string;
  readonly message: string;
  readonly spans: readonly LabeledSpan[];
  readonly children: readonly SubDiagnostic[];
  readonly suggestions: readonly Suggestion[];
}

/** Makes diagnostics readable where they are made: `error("E0425", "cannot find ...").at(span, "not found").note("...")`. */
const PHASED_OUT = "this was previously accepted by the compiler but is being phased out; it will become a hard error in a future release!";

export class DiagnosticBuilder implements Diagnostic {
  readonly spans: LabeledSpan[] = [];
  readonly children: SubDiagnostic[] = [];
  readonly suggestions: Suggestion[] = [];
  declare readonly code?: string;
  declare lint?: string;
  #isSealed = false;

  constructor(
    readonly level: Level,
    code: string | undefined,
    readonly message: string,
  ) {
    if (code !== undefined) this.code = code;
  }

  /** A primary span. */
  at(span: Span, label?: string): this {
    this.spans.push(label === undefined ? { span, primary: true } : { span, primary: true, label });
    return this;
  }

  /** A secondary span. */
  label(span: Span, label: string): this {
    this.spans.push({ span, primary: false, label });
    return this;
  }

  note(message: string, ...spans: LabeledSpan[]): this {
    this.children.push({ level: "note", message, spans });
    return this;
  }

  help(message: string, ...spans: LabeledSpan[]): this {
    this.children.push({ level: "help", message, spans });
    return this;
  }

  noteAt(span: Span, message: string, label?: string): this {
    return this.note(message, label === undefined ? { span, primary: true } : { span, primary: true, label });
  }

  helpAt(span: Span, message: string, label?: string): this {
    return this.help(message, label === undefined ? { span, primary: true } : { span, primary: true, label });
  }

  /** What is accepted still and will not be for ever, and the number of the issue that tells of it. */
  phasedOut(issue?: number): this {
    this.children.push({ level: "warning", message: PHASED_OUT, spans: [] });
    return issue === undefined
      ? this
      : this.note(`for more information, see issue #${issue} <https://github.com/rust-lang/rust/issues/${issue}>`);
  }

  /** The same under another message. */
  reworded(message: string): DiagnosticBuilder {
    const other = new DiagnosticBuilder(this.level, this.code, message);
    other.spans.push(...this.spans);
    other.children.push(...this.children);
    other.suggestions.push(...this.suggestions);
    return other;
  }

  /** No further suggestion is taken. */
  seal(): this {
    this.#isSealed = true;
    return this;
  }

  suggest(message: string, edits: readonly Edit[], applicability: Applicability, style: Suggestion["style"] = "inline"): this {
    if (this.#isSealed) return this;
    this.suggestions.push({ message, alternatives: [edits], applicability, style });
    return this;
  }

  suggestOneOf(message: string, alternatives: readonly (readonly Edit[])[], applicability: Applicability): this {
    this.suggestions.push({ message, alternatives, applicability, style: "verbose" });
    return this;
  }
}

/** `error("E0425", "...")`, or `error("...")` for a message without a code. */
export function error(codeOrMessage: string, message?: string): DiagnosticBuilder {
  return message === undefined
    ? new DiagnosticBuilder("error", undefined, codeOrMessage)
    : new DiagnosticBuilder("error", codeOrMessage, message);
}

/** A warning; a few lints have an error's code, too. */
export function warning(message: string, code?: string): DiagnosticBuilder {
  return new DiagnosticBuilder("warning", code, message);
}

/** What kbuild does not do yet: an honest refusal, never a guess. */
export function unsupported(code: `KB${string}`, construct: string, span: Span): DiagnosticBuilder {
  return new DiagnosticBuilder("error", code, `kbuild does not compile ${construct} yet`).at(span);
}
