// E0507, E0508 and E0509: moves out of what is borrowed, out of elements of a slice or array, out of what has a destructor. In:
// moves that are not allowed. Out: rustc's words; what one pattern takes from one place is told once (rustc: `move_errors`).
import type { Span } from "../../base/source.ts";
import { error, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { IllegalMove, Path } from "../flow/graph.ts";
import { isSamePlace } from "../flow/paths.ts";
import type { LocalId } from "../types/thir.ts";
import { isSameSpan } from "./body-source.ts";
import type { BorrowContext } from "./context.ts";
import { labelSpentCapture } from "./fn-closures.ts";
import { adviseBindings, adviseBorrowing, explainType, labelBindings } from "./illegal-move-advice.ts";
import { isRough } from "./inexact.ts";
import { explainMove } from "./move-reasons.ts";
import { describe, describeAny } from "./place-names.ts";
import { sourceOf } from "./pointers.ts";
import { pointAt, siteOfAccess } from "./use-sites.ts";

/** What is told at once. `from`: of parts of a value, the place that each is moved out of. */
interface Group {
  readonly kind: "place" | "value" | "other";
  readonly move: IllegalMove;
  readonly span: Span;
  readonly from: Path | undefined;
  readonly bound: Set<LocalId>;
}

const KIND_WORDS = { shared: "shared reference", mut: "mutable reference", "raw-const": "raw pointer", "raw-mut": "raw pointer" } as const;

export class IllegalMoveTeller {
  readonly #groups: Group[] = [];
  /** Methods whose `self` was pointed at. */
  readonly #shown = new Set<number>();

  constructor(readonly cx: BorrowContext) {}

  /** False if it may be allowed. */
  add(move: IllegalMove): boolean {
    if (move.why === "unknown" || isRough(this.cx, move) || !this.#isMoved(move)) return false;
    const { binding } = move;
    if (binding === undefined) this.#groups.push({ kind: "other", move, span: this.#useSpan(move), from: undefined, bound: new Set() });
    else this.#bind(move, binding);
    return true;
  }

  /** Nothing is left open that could make its type `Copy`. */
  #isMoved({ path }: IllegalMove): boolean {
    const type = this.cx.typeOf(path);
    if (type === undefined) return false;
    return type.kind === "ref" || this.cx.selector.traitHolds(this.cx.tcx.lang("copy"), [type]) === "no";
  }

  #useSpan({ span, closure, path }: IllegalMove): Span {
    return pointAt(siteOfAccess(this.cx, { kind: "move", span, closure, path, loan: undefined }));
  }

  #bind(move: IllegalMove, { local, matched }: NonNullable<IllegalMove["binding"]>): void {
    const { path, length, why } = move;
    const end = why === "borrowed" ? length : length + 1;
    const isPlace = matched.path === undefined || end <= matched.path.steps.length;
    const from = isPlace ? undefined : { root: path.root, steps: path.steps.slice(0, end - 1) };
    const known = this.#groups.find(
      (each) =>
        each.kind === (isPlace ? "place" : "value") &&
        isSameSpan(each.span, matched.span) &&
        (from === undefined || (each.from !== undefined && isSamePlace(each.from, from))),
    );
    if (known === undefined) {
      const bound = new Set(matched.path === undefined ? [] : [local]);
      this.#groups.push({ kind: isPlace ? "place" : "value", move, span: matched.span, from, bound });
    } else if (matched.path !== undefined) known.bound.add(local);
  }

  tell(): DiagnosticBuilder[] {
    return this.#groups.map((group) => {
      const said = this.#start(group);
      this.#advise(group, said);
      return said;
    });
  }

  // --- What is moved out of --------------------------------------------------------------------------------------

  #start({ move, span, kind }: Group): DiagnosticBuilder {
    const { cx } = this;
    const { path, length, why } = move;
    if (why === "borrowed") return this.#borrowed(move, span, kind === "other");
    const type = cx.typeOf({ root: path.root, steps: path.steps.slice(0, length) });
    if (why === "elements") return outOf("E0508", `type \`${type && cx.print(type)}\`, a non-copy ${type?.kind ?? ""}`, span);
    return outOf("E0509", `type \`${type && cx.print(type)}\`, which implements the \`Drop\` trait`, span);
  }

  #borrowed(move: IllegalMove, span: Span, isPlain: boolean): DiagnosticBuilder {
    const { cx } = this;
    const { path, length } = move;
    if (move.isGuarded) {
      const said = outOf("E0507", `${describeAny(cx, { root: path.root, steps: [] })} in pattern guard`, span, false);
      return said.note("variables bound in patterns cannot be moved from until after the end of the pattern guard");
    }
    const { static: item } = cx.slot(path.root);
    if (item !== undefined && length === 1) {
      const name = describeAny(cx, path);
      const whole = path.steps.length === 1;
      return outOf("E0507", whole ? `static item ${name}` : `${name} as \`${cx.tcx.items.name(item)}\` is a static item`, span, false);
    }
    const said = this.#behind(move, span);
    if (isPlain) this.#explain(move, said);
    return said;
  }

  #behind(move: IllegalMove, span: Span): DiagnosticBuilder {
    const { cx } = this;
    const { path, length } = move;
    const target: Path = { root: path.root, steps: path.steps.slice(0, length) };
    const type = cx.typeOf(target);
    if (type?.kind === "array" || type?.kind === "slice")
      return outOf("E0508", `type \`${cx.print(type)}\`, a non-copy ${type.kind}`, span);
    const captured = cx.captured(path);
    if (captured !== undefined && length === 1 && cx.slot(path.root).environment !== undefined)
      return labelSpentCapture(cx, path, (what) => outOf("E0507", what, span, false));
    const source = sourceOf(cx, target);
    const name = describe(cx, path, "named");
    const variant = variantIn(cx, path);
    const step = target.steps.at(-1);
    if (name === undefined) return outOf("E0507", source ?? (step?.kind === "deref" ? `a ${KIND_WORDS[step.of]}` : ""), span, false);
    const behind = source !== undefined || step?.kind !== "deref" ? undefined : `which is behind a ${KIND_WORDS[step.of]}`;
    const whole = [`\`${name}\``, variant && `as enum variant \`${variant}\``, behind].filter((part) => part !== undefined);
    return outOf("E0507", variant === undefined && behind === undefined ? (source ?? "") : whole.join(" "), span, false);
  }

  #explain({ path, span, closure }: IllegalMove, said: DiagnosticBuilder): void {
    const access = { kind: "move", path, span, closure, loan: undefined } as const;
    const used = pointAt(siteOfAccess(this.cx, access));
    const move = { access, used, isPartial: false, isInLoop: false, isLoopMove: false, keeps: false, isReinitialized: false };
    explainMove(this.cx, move, said, this.#shown);
  }

  // --- What would do ---------------------------------------------------------------------------------------------

  #advise({ kind, move, span, bound }: Group, said: DiagnosticBuilder): void {
    const locals = [...bound].sort((a, b) => a - b);
    if (kind === "other") return explainType(this.cx, move, said);
    if (kind === "place") adviseBorrowing(this.cx, move, span, locals.length === 0, said);
    else adviseBindings((move.binding as NonNullable<IllegalMove["binding"]>).matched.pat, locals, said);
    labelBindings(this.cx, locals, said);
  }
}

function outOf(code: string, what: string, span: Span, labels = true): DiagnosticBuilder {
  const said = error(code, `cannot move out of ${what}`);
  return labels ? said.at(span, "cannot move out of here") : said.at(span);
}

/** The first variant that the way goes through. */
function variantIn(cx: BorrowContext, { root, steps }: Path): string | undefined {
  for (const [i, step] of steps.entries()) {
    if (step.kind !== "field") continue;
    const type = cx.typeOf({ root, steps: steps.slice(0, i) });
    const adt = type?.kind === "adt" ? cx.tcx.adt(type.def) : undefined;
    if (adt?.kind === "enum") return adt.variants[step.variant]?.name;
  }
  return undefined;
}
