// E0384, E0594 and E0596: changes of what may not be changed. In: the changes that are not allowed, each with the part of its
// place that forbids it. Out: rustc's words, with what would allow it (rustc: `report_mutability_error`).
import type { Span } from "../../base/source.ts";
import { error, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Access, Path } from "../flow/graph.ts";
import type { Violation } from "../flow/permissions.ts";
import { endOf, isSameSpan, overlap, startOf } from "./body-source.ts";
import type { BorrowContext } from "./context.ts";
import { labelFnClosure } from "./fn-closures.ts";
import { tellReassignment } from "./reassigned.ts";
import { suggestMutablePointer } from "./mutable-pointer.ts";
import { describe, describeAny, expressionName } from "./place-names.ts";
import { declaredAt, writtenType, staticHead } from "./declarations.ts";
import { pointerAt, borrowOfField } from "./pointers.ts";
import { spentBy } from "./closure-notes.ts";

interface Act {
  readonly act: string;
  readonly done: string;
}

const ASSIGN: Act = { act: "assign", done: "written to" };
const BORROW: Act = { act: "borrow as mutable", done: "borrowed as mutable" };

/** Attempts to borrow one variable are told together, at its declaration. */
interface Attempts {
  readonly declared: Span;
  said: DiagnosticBuilder;
  count: number;
}

/** From so many on they are only counted. */
const MANY = 10;

export class ChangeTeller {
  readonly #told: DiagnosticBuilder[] = [];
  readonly #attempts: Attempts[] = [];

  constructor(readonly cx: BorrowContext) {}

  get told(): DiagnosticBuilder[] {
    const several = this.#attempts.map(({ said, count }) => {
      if (count > MANY) said.note(`...and ${count - MANY} other attempted mutable borrow${count === MANY + 1 ? "" : "s"}`);
      return said;
    });
    return [...this.#told, ...several];
  }

  add({ access, point, length }: Violation): void {
    const isAssignment = access.kind === "write";
    if (isAssignment && access.path.steps.length === 0) this.#told.push(tellReassignment(this.cx, access, point));
    else if (length === 0 && !isAssignment && this.#canBeMutable(access.path)) this.#attempt(access);
    else this.#single(access, length);
  }

  // --- Variables -------------------------------------------------------------------------------------------------

  #canBeMutable(path: Path): boolean {
    const local = this.cx.local(path);
    return local !== undefined && !local.byRef;
  }

  /** `&mut x` of an `x` that is a `&mut` itself. */
  #isMutableReference(path: Path): boolean {
    const { type } = this.cx.slot(path.root);
    return type.kind === "ref" && type.mutable;
  }

  #attempt(access: Access): void {
    const declared = declaredAt(this.cx, access.path) as Span;
    const known = this.#attempts.find((each) => isSameSpan(each.declared, declared));
    if (known === undefined) {
      const said = this.#start(access, 0);
      this.#labelLocal(access, said, true);
      this.#attempts.push({ declared, said, count: 1 });
      return;
    }
    known.count++;
    if (known.count === 2) {
      known.said = withoutPrimary(known.said);
      known.said.at(declared, "not mutable");
    }
    this.#labelLocal(access, known.said, false, known.count < MANY);
  }

  #labelLocal(access: Access, said: DiagnosticBuilder, suggests: boolean, labels = true): void {
    if (this.#isMutableReference(access.path) && access.path.steps.length === 0) return this.#reference(access, said, suggests);
    const { act } = access.kind === "write" ? ASSIGN : BORROW;
    if (suggests) said.at(access.span, `cannot ${act}`);
    else if (labels) said.label(access.span, `cannot ${act}`);
    const declared = declaredAt(this.cx, access.path);
    if (!suggests || declared === undefined) return;
    this.#suggestMut(said, declared);
    const type = this.cx.typeOf({ root: access.path.root, steps: [] });
    const spent = spentBy(this.cx, type);
    const name = describe(this.cx, { root: access.path.root, steps: [] });
    if (spent !== undefined && name !== undefined && type?.kind === "closure") {
      const isMoved = this.cx.tables
        .closure(type.closure)
        .captures.some(({ mode, place }) => mode === "value" && expressionName(this.cx, place) === spent.place);
      said.label(
        spent.span,
        `calling \`${name}\` requires mutable binding due to ${isMoved ? "possible mutation" : "mutable borrow"} of \`${spent.place}\``,
      );
    }
  }

  #suggestMut(said: DiagnosticBuilder, declared: Span): void {
    said.suggest("consider changing this to be mutable", [{ span: startOf(declared), text: "mut " }], "MachineApplicable", "verbose");
  }

  #reference({ path, kind, span }: Access, said: DiagnosticBuilder, suggests: boolean): void {
    const { cx } = this;
    const declared = declaredAt(cx, path) as Span;
    said.at(span, "cannot borrow as mutable");
    if (kind !== "mut") {
      if (cx.local(path)?.name !== "self" || writtenType(cx, path) !== undefined) {
        said.suggest("consider making the binding mutable", [{ span: startOf(declared), text: "mut " }], "MachineApplicable", "verbose");
        return;
      }
      said.note("as `Self` may be unsized, this call attempts to take `&mut &mut self`");
      said.note("however, `&mut self` expands to `self: &mut Self`, therefore `self` cannot be borrowed mutably");
      return;
    }
    const written = writtenType(cx, path);
    if (written === undefined) said.noteAt(declared, "the binding is already a mutable borrow");
    else if (suggests) {
      said.noteAt(written, "the binding is already a mutable borrow");
      const edit = { span: startOf(declared), text: "mut " };
      said.suggest("consider making the binding mutable if you need to reborrow multiple times", [edit], "MaybeIncorrect", "verbose");
    }
    this.#superfluousBorrow(span, said);
  }

  #superfluousBorrow(span: Span, said: DiagnosticBuilder): void {
    const { cx } = this;
    if (!cx.snippet(span).startsWith("&mut ")) {
      said.helpAt(span, "try removing `&mut` here");
      return;
    }
    const borrow = cx.typed.at(span).find(({ kind }) => kind === "borrow");
    const around = borrow === undefined ? [] : cx.typed.around(borrow);
    const isMatched = around.some((each) => (each.kind === "match" || each.kind === "let") && overlap(each.scrutinee.span, span));
    const at = { ...span, hi: span.lo + "&mut ".length };
    if (isMatched)
      said.suggest("to reborrow the mutable reference, add `*`", [{ span: endOf(at), text: "*" }], "MaybeIncorrect", "verbose");
    else if (cx.typed.at(span).some(({ kind }) => kind === "deref"))
      said.suggest("if there is only one mutable reborrow, remove the `&mut`", [{ span: at, text: "" }], "MaybeIncorrect", "verbose");
  }

  // --- Others ----------------------------------------------------------------------------------------------------

  #start({ path, kind }: Access, length: number): DiagnosticBuilder {
    const [what, why] = this.#reason(path, length, kind === "write");
    return kind === "write" ? error("E0594", `cannot assign to ${what}${why}`) : error("E0596", `cannot borrow ${what} as mutable${why}`);
  }

  #reason(path: Path, length: number, isAssignment: boolean): readonly [string, string] {
    const { cx } = this;
    const what = describeAny(cx, path);
    const slot = cx.slot(path.root);
    const isWhole = (end: number): boolean => path.steps.length === end;
    if (length === 0) return [what, `, as ${isWhole(0) ? "it" : `\`${cx.local(path)?.name ?? ""}\``} is not declared as mutable`];
    if (slot.static !== undefined) {
      const name = cx.tcx.items.name(slot.static);
      return isWhole(1) ? [`immutable static item ${what}`, ""] : [what, `, as \`${name}\` is an immutable static item`];
    }
    const captured = cx.captured(path);
    const upvar = captured === undefined ? undefined : expressionName(cx, captured.capture.place);
    if (captured !== undefined && upvar !== undefined && length === 1 && path.steps[0]?.kind === "deref") {
      const isUpvar = path.steps.length === captured.length;
      return [
        what,
        isUpvar ? ", as it is a captured variable in a `Fn` closure" : ", as `Fn` closures cannot mutate their captured variables",
      ];
    }
    if (captured !== undefined && path.steps[length - 1]?.kind === "field")
      return [what, `, as ${path.steps.length === captured.length ? "it" : `\`${upvar}\``} is not declared as mutable`];
    const pointer = pointerAt(cx, { root: path.root, steps: path.steps.slice(0, length) });
    const name = describe(cx, path);
    return name === undefined
      ? [`data in ${pointer.words}`, ""]
      : [`\`${name}\``, `, ${isAssignment ? "which" : "as it"} is behind ${pointer.words}`];
  }

  #single(access: Access, length: number): void {
    const { cx } = this;
    const { path, span } = access;
    const said = this.#start(access, length);
    this.#told.push(said);
    const words = access.kind === "write" ? ASSIGN : BORROW;
    const slot = cx.slot(path.root);
    const captured = cx.captured(path);
    if (length === 0) return this.#labelLocal(access, said, true);
    if (slot.static !== undefined) {
      said.label(staticHead(cx, slot.static), `this \`static\` cannot be ${words.done}`);
      said.at(span, `cannot ${words.act}`);
      return;
    }
    if (captured !== undefined && length === 1 && path.steps[0]?.kind === "deref") return labelFnClosure(cx, access, words.act, said);
    if (captured !== undefined && path.steps[length - 1]?.kind === "field") return this.#capture(access, words.act, said);
    this.#pointer(access, length, words, said);
  }

  #capture({ path, span }: Access, act: string, said: DiagnosticBuilder): void {
    const { cx } = this;
    const { capture } = cx.captured(path) as NonNullable<ReturnType<BorrowContext["captured"]>>;
    said.at(span, `cannot ${act}`);
    const declared = cx.typed.bindingSpan(capture.local);
    const local = cx.body.locals[capture.local];
    if (declared !== undefined && local !== undefined && !local.byRef && !local.mutable) this.#suggestMut(said, declared);
  }

  #pointer({ path, span }: Access, length: number, { act, done }: Act, said: DiagnosticBuilder): void {
    const { cx } = this;
    const forbidding: Path = { root: path.root, steps: path.steps.slice(0, length) };
    const field = forbidding.steps.at(-2);
    if (length >= 3 && field?.kind === "field" && forbidding.steps.at(-3)?.kind === "deref") {
      said.at(span, `cannot ${act}`);
      this.#mutableField({ root: path.root, steps: path.steps.slice(0, length - 3) }, field.field, said);
      return;
    }
    const local = cx.local(path);
    if (length === 1 && local !== undefined) {
      const isReference = cx.slot(path.root).type.kind === "ref";
      if (cx.typed.isWritten(local)) {
        said.at(
          span,
          `\`${local.name}\` is a \`${isReference ? "&" : "*const"}\` ${isReference ? "reference" : "pointer"}, so it cannot be ${done}`,
        );
        suggestMutablePointer(cx, path, said);
      } else said.at(span, `cannot ${act} through \`${isReference ? "&" : "*const"}\` ${isReference ? "reference" : "pointer"}`);
      return;
    }
    said.at(span, `cannot ${act}`);
    const { help } = pointerAt(cx, forbidding);
    if (help !== undefined) said.help(help);
    else if (local === undefined && !overlap(cx.slot(path.root).span, span)) said.label(cx.slot(path.root).span, `this cannot be ${done}`);
  }

  /** `field: &T` could be `field: &mut T`. */
  #mutableField(base: Path, field: number, said: DiagnosticBuilder): void {
    const { cx } = this;
    const type = cx.typeOf(base);
    const owner = type?.kind === "ref" ? type.target : undefined;
    const span = owner?.kind === "adt" ? borrowOfField(cx, owner.def, field) : undefined;
    if (span !== undefined) said.suggest("consider changing this to be mutable", [{ span, text: " mut " }], "MaybeIncorrect", "verbose");
  }
}

/** The same without a primary place: what was primary becomes a label. */
function withoutPrimary(said: DiagnosticBuilder): DiagnosticBuilder {
  const made = error(said.code as string, said.message);
  for (const { span, label } of said.spans) if (label !== undefined) made.label(span, label);
  made.children.push(...said.children);
  made.suggestions.push(...said.suggestions);
  return made;
}
