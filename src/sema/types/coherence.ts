// Impls must not overlap: for no type may two impls of a trait hold, or two inherent impls give one name. Two heads overlap
// if they unify with fresh parameters, unless a condition of one of them can be denied for good: by this crate, because
// the trait or the type is its own (Reference: "Overlapping impls"; rustc calls it coherence).
import { error, unsupported } from "../../diag/diagnostic.ts";
import { DUMMY_SPAN, type Span } from "../../base/source.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import { InferenceTable } from "./infer.ts";
import { isLocalType, withoutFundamental } from "./orphan-rule.ts";
import type { Predicate, TraitRef } from "./predicates.ts";
import { Selector } from "./select.ts";
import { HAS_ERROR, type Ty } from "./ty.ts";

/** `args`: what both are for. `unsure`: denied by what another crate may change. */
type Overlap = { readonly kind: "none" | "unsure" } | { readonly kind: "overlap"; readonly args: readonly Ty[] };

const NONE: Overlap = { kind: "none" };

/** E0119: told at the later one of two impls of this crate. */
export function checkOverlaps(tcx: TypeContext, impl: DefId): void {
  const { ref, self, negative } = tcx.implHeader(impl);
  if (ref === undefined || tcx.hasAttribute(ref.trait, "marker")) return;
  for (const other of tcx.traitImpls(ref.trait, self)) {
    if (other === impl || (tcx.items.isLocal(other) && isLater(tcx, other, impl))) continue;
    const theirs = tcx.implHeader(other);
    if (theirs.ref === undefined) continue;
    const found = overlap(tcx, [impl, ref.args], [other, theirs.ref.args]);
    if (found.kind === "none") continue;
    if (found.kind !== "overlap" || negative !== theirs.negative) {
      return tcx.report(unsupported("KB0235", "an impl that another one may overlap", tcx.implHead(impl)));
    }
    return reportConflict(tcx, impl, other, { trait: ref.trait, args: found.args });
  }
}

/** What `#[derive]` makes comes behind what is written. */
function isLater(tcx: TypeContext, other: DefId, impl: DefId): boolean {
  const [isOtherDerived, isDerived] = [tcx.items.isDerived(other), tcx.items.isDerived(impl)];
  return isOtherDerived === isDerived ? other > impl : isOtherDerived;
}

function reportConflict(tcx: TypeContext, impl: DefId, other: DefId, ref: TraitRef): void {
  const [self] = ref.args as readonly [Ty];
  const place = self.kind === "infer" ? "" : ` for type \`${tcx.print(self)}\``;
  const said = error("E0119", `conflicting implementations of trait \`${tcx.printer.trait(ref.trait, ref.args)}\`${place}`);
  if (tcx.items.isLocal(other)) {
    const what = self.kind === "infer" ? "" : ` for \`${tcx.print(self)}\``;
    said.at(headOf(tcx, impl), `conflicting implementation${what}`).label(headOf(tcx, other), "first implementation here");
  } else {
    const crate = tcx.items.path(other).split("::")[0] ?? "";
    said.at(tcx.implHead(impl)).note(`conflicting implementation in crate \`${crate}\`:\n- ${printedHead(tcx, other)};`);
  }
  tcx.report(said);
}

/** What `#[derive]` made is shown where it is asked for. */
function headOf(tcx: TypeContext, impl: DefId): Span {
  const head = tcx.implHead(impl);
  return tcx.items.isDerived(impl) ? tcx.items.callSite(head) : head;
}

/** `impl<T, U> TryFrom<U> for T`, and its conditions on a line of their own. */
function printedHead(tcx: TypeContext, impl: DefId): string {
  const { ref, self } = tcx.implHeader(impl);
  const names = tcx.generics(impl).params.map(({ name }) => name);
  const trait = ref === undefined ? "" : `${tcx.printer.trait(ref.trait, ref.args)} for `;
  const traits = tcx.predicates(impl).flatMap((each) => (each.kind === "trait" ? [each.ref] : []));
  const isSized = (ref: TraitRef): boolean => tcx.isLang(ref.trait, "sized");
  const sized = new Set(traits.filter(isSized).map(({ args }) => tcx.print(args[0] as Ty)));
  const where = traits
    .filter((each) => !isSized(each))
    .map(({ trait, args }) => `${tcx.print(args[0] as Ty)}: ${tcx.printer.trait(trait, args)}`);
  for (const { name, constType } of tcx.generics(impl).params) {
    if (constType === undefined && !sized.has(name)) where.push(`${name}: ?Sized`);
  }
  const generics = names.length === 0 ? "" : `<${names.join(", ")}>`;
  return `impl${generics} ${trait}${tcx.print(self)}${where.length === 0 ? "" : `\n  where ${where.join(", ")}`}`;
}

/** E0592: items of one name in inherent impls that overlap. */
export function checkInherentOverlaps(tcx: TypeContext, impl: DefId): void {
  const { ref, self } = tcx.implHeader(impl);
  if (ref !== undefined || (self.flags & HAS_ERROR) !== 0) return;
  const own = tcx.items.children(impl).filter((item) => isAssociated(tcx, item));
  own.forEach((item, i) => {
    const before = own.slice(0, i).find((each) => tcx.items.name(each) === tcx.items.name(item));
    if (before !== undefined) reportTwins(tcx, item, before);
  });
  for (const other of tcx.inherentImpls(self)) {
    if (other <= impl || !tcx.items.isLocal(other)) continue;
    const pairs = own.flatMap((item) => sameName(tcx, item, other).map((twin) => [item, twin] as const));
    if (pairs.length === 0) continue;
    const found = overlap(tcx, [impl, [self]], [other, [tcx.implHeader(other).self]]);
    if (found.kind === "unsure") tcx.report(unsupported("KB0235", "an impl that another one may overlap", tcx.implHead(other)));
    if (found.kind === "overlap") for (const [item, twin] of pairs) reportTwins(tcx, item, twin);
  }
}

function isAssociated(tcx: TypeContext, item: DefId): boolean {
  const kind = tcx.items.kind(item);
  return kind === "assoc-fn" || kind === "assoc-const";
}

function sameName(tcx: TypeContext, item: DefId, impl: DefId): DefId[] {
  return tcx.items.named(impl, tcx.items.name(item)).filter((each) => isAssociated(tcx, each));
}

function reportTwins(tcx: TypeContext, item: DefId, twin: DefId): void {
  const name = tcx.items.name(item);
  const said = error("E0592", `duplicate definitions with name \`${name}\``).at(
    tcx.headSpan(item),
    `duplicate definitions for \`${name}\``,
  );
  tcx.report(said.label(tcx.headSpan(twin), `other definition for \`${name}\``));
}

type Head = readonly [impl: DefId, args: readonly Ty[]];

function overlap(tcx: TypeContext, ...heads: readonly [Head, Head]): Overlap {
  if (heads.some(([, args]) => args.some((arg) => (arg.flags & HAS_ERROR) !== 0))) return NONE;
  const infer = new InferenceTable(tcx.types);
  const selector = new Selector(tcx, infer, []);
  const conditions: Predicate[] = [];
  const [left, right] = heads.map(([impl, args]) => {
    const fresh = selector.freshArgs(impl, DUMMY_SPAN);
    conditions.push(...selector.predicatesOf(impl, fresh));
    return args.map((arg) => selector.normalize(tcx.types.substitute(arg, fresh), conditions));
  }) as [Ty[], Ty[]];
  if (!infer.unifyAll(left, right)) return NONE;
  const denied = conditions.filter((each) => selector.holds(each) === "no");
  if (denied.some((each) => isDeniedForGood(tcx, infer, each))) return NONE;
  if (conditions.some((each) => each.kind === "trait" && mayRestOnError(tcx, each.ref.trait))) return NONE;
  return denied.length > 0 ? { kind: "unsure" } : { kind: "overlap", args: left.map((arg) => infer.resolve(arg)) };
}

/** An impl for what is no type holds for every type: of what it says, nothing is to be told. */
function mayRestOnError(tcx: TypeContext, trait: DefId, seen = new Set<DefId>()): boolean {
  if (seen.has(trait) || !tcx.items.isLocal(trait)) return false;
  seen.add(trait);
  return tcx.traitImpls(trait).some((impl) => {
    const { self } = tcx.implHeader(impl);
    if ((self.flags & HAS_ERROR) !== 0) return true;
    if (self.kind !== "param") return false;
    return tcx.predicates(impl).some((each) => each.kind === "trait" && mayRestOnError(tcx, each.ref.trait, seen));
  });
}

/** No other crate can make it true: a part of it is this crate's, and nothing open stands where another crate's type may. */
function isDeniedForGood(tcx: TypeContext, infer: InferenceTable, predicate: Predicate): boolean {
  if (predicate.kind !== "trait") return false;
  const { trait } = predicate.ref;
  const args = predicate.ref.args.map((arg) => infer.resolve(arg));
  if (tcx.isLang(trait, "sized")) return true;
  const isOpen = args.some((arg) => withoutFundamental(tcx, arg).kind === "infer");
  return !isOpen && (tcx.items.isLocal(trait) || args.some((arg) => isLocalType(tcx, arg)));
}
