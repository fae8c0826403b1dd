// Why a value was moved: by a call of it, an operator, a loop over it, a method that takes `self`, or where it stands (rustc:
// `explain_captures`).
import type { Span } from "../../base/source.ts";
import type { DiagnosticBuilder, Edit } from "../../diag/diagnostic.ts";
import type { Access, Path } from "../flow/graph.ts";
import type { Generics } from "../../syntax/ast.ts";
import { OF_ALLOC } from "../../corelib/places.ts";
import type { DefId } from "../types/def-id.ts";
import type { Ty } from "../types/ty.ts";
import { adviseDerive } from "../types/unsatisfied-advice.ts";
import { endOf, isSameSpan, startOf } from "./body-source.ts";
import type { BorrowContext } from "./context.ts";
import { siteOfAccess, pointAt, type UseSite } from "./use-sites.ts";
import { describe, describeAny } from "./place-names.ts";
import { methodPath } from "./calls.ts";

export interface Move {
  readonly access: Access;
  /** Where the message points. */
  readonly used: Span | undefined;
  readonly isPartial: boolean;
  readonly isInLoop: boolean;
  readonly isLoopMove: boolean;
  /** A reborrow was suggested already. */
  readonly keeps: boolean;
  readonly isReinitialized: boolean;
}

type SelfUse = UseSite & { kind: "self" };

const UNARY: readonly string[] = ["Not", "Neg", "Deref"];

export function explainMove(cx: BorrowContext, move: Move, said: DiagnosticBuilder, shown: Set<number>): void {
  const site = siteOfAccess(cx, move.access);
  if (site.kind === "self") return new SelfMove(cx, move, site, said, shown).explain();
  const span = pointAt(site);
  const partially = move.isPartial ? "partially " : "";
  if (move.used === undefined || !isSameSpan(move.used, span) || move.isInLoop) {
    const into = site.kind === "closure" ? " into closure" : "";
    said.label(span, `value ${partially}moved${into} here${move.isInLoop ? ", in previous iteration of loop" : ""}`);
  }
  if (!move.isInLoop && site.kind === "closure") said.label(site.span, `variable ${partially}moved due to use in closure`);
}

class SelfMove {
  readonly #trait: DefId | undefined;

  constructor(
    readonly cx: BorrowContext,
    readonly move: Move,
    readonly site: SelfUse,
    readonly said: DiagnosticBuilder,
    readonly shown: Set<number>,
  ) {
    const parent = cx.tcx.items.parent(site.method);
    this.#trait = parent !== undefined && cx.tcx.items.kind(parent) === "trait" ? parent : undefined;
  }

  get #path(): Path {
    return this.move.access.path;
  }

  #label(span: Span, due: string): void {
    const { isPartial, isInLoop } = this.move;
    const loop = isInLoop ? ", in previous iteration of loop" : "";
    this.said.label(span, `${describeAny(this.cx, this.#path)} ${isPartial ? "partially " : ""}moved due to ${due}${loop}`);
  }

  explain(): void {
    const { call } = this.site;
    if (this.#trait !== undefined && this.cx.tcx.isLang(this.#trait, "fn_once")) return this.#called();
    if (call.by === "operator" && this.#trait !== undefined) return this.#operator();
    if (this.#isFor()) return this.#forLoop();
    this.#takesSelf();
    this.#optionContents();
    this.#label(call.callSpan, "this method call");
    this.#cloning();
  }

  // --- Calls of closures -----------------------------------------------------------------------------------------

  #called(): void {
    const { call, span } = this.site;
    this.#label(call.callSpan, "this call");
    const self = this.cx.typeOf(this.#path);
    const bounds = self?.kind === "param" ? this.#onceBounds(self) : [];
    const words = "this value implements `FnOnce`, which causes it to be moved when called";
    if (self === undefined || bounds.length === 0) {
      this.said.noteAt(span, words);
      return;
    }
    const made = `\`${this.cx.print(self)}\` is made to be an \`FnOnce\` closure here`;
    const marks = bounds.map((bound) => ({ span: bound, primary: true, label: made }));
    this.said.note("`FnOnce` closures can only be called once", ...marks, { span: call.callSpan, primary: false, label: words });
  }

  /** Where the parameter is said to be `FnOnce`. */
  #onceBounds(self: Ty & { kind: "param" }): Span[] {
    const { items } = this.cx.tcx;
    for (let at: DefId | undefined = this.cx.body.owner; at !== undefined; at = items.parent(at)) {
      const found = boundsOf(this.cx, items.astGenerics(at), at, self.name, ["FnOnce"]);
      if (found.length > 0) return found;
    }
    return [];
  }

  // --- Operators and loops ---------------------------------------------------------------------------------------

  #operator(): void {
    const { call, method } = this.site;
    this.#label(call.callSpan, "usage in operator");
    if (this.shown.has(method)) return;
    this.shown.add(method);
    const isUnary = UNARY.includes(this.cx.tcx.items.name(this.#trait as DefId));
    this.#atSelf(`calling this operator moves the ${isUnary ? "value" : "left-hand side"}`);
  }

  /** Core's own text is not that of the release: where its place is not known, the note has none. */
  #atSelf(words: string): void {
    const { items } = this.cx.tcx;
    const { method } = this.site;
    const kind = items.item(method)?.kind;
    const self = kind?.kind === "fn" ? kind.params[0] : undefined;
    const span = !items.isLocal(method) ? this.#selfInCore(method) : self === undefined ? undefined : items.tree(method).span(self.pat);
    if (span === undefined) this.said.note(words);
    else this.said.noteAt(span, words);
  }

  #selfInCore(method: DefId): Span | undefined {
    const { items } = this.cx.tcx;
    const owner = items.parent(method);
    if (owner === undefined) return undefined;
    const self = items.kind(owner) === "impl" ? this.cx.tcx.implHeader(owner).self : undefined;
    const holder = self === undefined ? owner : self.kind === "adt" ? self.def : undefined;
    return holder === undefined
      ? undefined
      : items.placeInCore(`${items.path(holder).startsWith("alloc::") ? OF_ALLOC : ""}${items.name(holder)}::${items.name(method)}`);
  }

  #isFor(): boolean {
    const { call } = this.site;
    const parent = this.cx.typed.parent(call);
    return call.by === "desugaring" && parent?.kind === "match" && parent.source === "for" && parent.scrutinee === call;
  }

  #takesSelf(): void {
    const { method } = this.site;
    if (this.shown.has(method)) return;
    this.shown.add(method);
    this.#atSelf(
      `\`${methodPath(this.cx, method)}\` takes ownership of the receiver \`self\`, which moves ${describeAny(this.cx, this.#path)}`,
    );
  }

  #forLoop(): void {
    const { span } = this.site;
    const type = this.cx.typeOf(this.#path);
    this.#takesSelf();
    if (type !== undefined && this.cx.implementsTrait(this.cx.tcx.core.trait("IntoIterator"), this.cx.tcx.types.ref(type, false))) {
      const words = `consider iterating over a slice of the \`${this.cx.print(type)}\`'s content to avoid moving into the \`for\` loop`;
      this.said.suggest(words, [{ span: startOf(span), text: "&" }], "MaybeIncorrect", "verbose");
    }
    this.#label(span, "this implicit call to `.into_iter()`");
    if (type?.kind === "ref" && type.mutable && !this.move.isLoopMove && !this.move.keeps)
      suggestReborrow(this.cx, this.#path, span, this.said);
  }

  // --- Methods ---------------------------------------------------------------------------------------------------

  #optionContents(): void {
    const { items } = this.cx.tcx;
    const impl = items.parent(this.site.method) as DefId;
    if (items.kind(impl) !== "impl" || this.move.isReinitialized) return;
    const { self } = this.cx.tcx.implHeader(impl);
    if (self.kind !== "adt" || !["core::option::Option", "core::result::Result"].includes(items.path(self.def))) return;
    const at = endOf(this.site.span);
    this.said.suggest(
      "consider calling `.as_ref()` to borrow the value's contents",
      [{ span: at, text: ".as_ref()" }],
      "MaybeIncorrect",
      "verbose",
    );
    this.said.suggest(
      "consider calling `.as_mut()` to mutably borrow the value's contents",
      [{ span: at, text: ".as_mut()" }],
      "MaybeIncorrect",
      "verbose",
    );
  }

  #cloning(): void {
    const { cx } = this;
    const type = cx.typeOf(this.#path);
    const clone = cx.tcx.core.trait("clone");
    if (type === undefined) return;
    const { span } = this.site;
    const isBehind = this.#path.steps.some(({ kind }) => kind === "deref");
    const edits: Edit[] = isBehind
      ? [
          { span: startOf(span), text: `<${cx.print(type)} as Clone>::clone(&` },
          { span: endOf(span), text: ")" },
        ]
      : [{ span: endOf(span), text: ".clone()" }];
    if (cx.implementsClone(type)) {
      this.said.suggest(
        "you can `clone` the value and consume it, but this might not be your desired behavior",
        edits,
        "MaybeIncorrect",
        "verbose",
      );
      return;
    }
    // With an impl whose conditions fail, one may make them hold.
    const selection = cx.selector.select({ trait: clone, args: [type] });
    if (typeof selection !== "object") return;
    const failed = cx.failing({ trait: clone, args: [type] });
    if (failed === undefined) return;
    const bound = `\`${cx.print(failed.args[0] as Ty)}: ${cx.tcx.items.name(failed.trait)}\``;
    const words = `you could \`clone\` the value and consume it, if the ${bound} trait bound could be satisfied`;
    this.said.suggest(words, edits, "MaybeIncorrect", "verbose");
    adviseDerive(cx.tcx, failed, this.said);
  }
}

export function suggestReborrow(cx: BorrowContext, path: Path, span: Span, said: DiagnosticBuilder): void {
  const name = describe(cx, path);
  const what = name === undefined ? "the mutable reference" : `\`${name}\``;
  said.suggest(
    `consider creating a fresh reborrow of ${what} here`,
    [{ span: startOf(span), text: "&mut *" }],
    "MachineApplicable",
    "verbose",
  );
}

/** Where a parameter is said to be one of the traits. */
export function boundsOf(cx: BorrowContext, generics: Generics | undefined, owner: DefId, name: string, traits: readonly string[]): Span[] {
  if (generics === undefined) return [];
  const tree = cx.tcx.items.tree(owner);
  const own = generics.params.filter(({ kind, ident }) => kind === "type" && ident.name === name).flatMap(({ bounds }) => bounds);
  const where = generics.where.flatMap((each) => (each.kind === "type" && cx.snippet(tree.span(each.type)) === name ? each.bounds : []));
  return [...own, ...where].flatMap((bound) =>
    bound.kind === "trait" && traits.includes(bound.path.segments.at(-1)?.ident.name ?? "") ? [bound.span] : [],
  );
}
