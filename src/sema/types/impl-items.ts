// Items of an impl against those of its trait: the same receiver, generics and types, and no conditions but the trait's own
// (Reference: "Trait implementations"; rustc: `compare_impl_item`). In: an item of an impl, and the trait as implemented.
import { checkElision, lacksLifetime } from "./elision.ts";
import type { Span } from "../../base/source.ts";
import { error, unsupported } from "../../diag/diagnostic.ts";
import { atLeast } from "../../target/release.ts";
import { paramSpan } from "./argument-count.ts";
import { noteBound } from "./bound-note.ts";
import type { TypeContext } from "./context.ts";
import { opaqueNodes } from "./collect-items.ts";
import { assumptions, opaqueBounds } from "./collect-predicates.ts";
import type { DefId } from "./def-id.ts";
import { lateBoundLifetimes } from "./forms/late-bound.ts";
import { headerMismatch, typeMismatch, type MethodSignature } from "./incompatible-method.ts";
import { InferenceTable } from "./infer.ts";
import { mismatchedProjection } from "./mismatched-projection.ts";
import { normalizeIn } from "./normalize.ts";
import { substitutePredicate, type Predicate, type TraitRef } from "./predicates.ts";
import { Selector } from "./select.ts";
import type { GenericParamDef } from "./tables.ts";
import { HAS_ERROR, HAS_PARAM, partsOf, type Ty } from "./ty.ts";
import { unsatisfied } from "./unsatisfied.ts";
import { adviseBound } from "./unsatisfied-advice.ts";

/** An item, the trait's of the same name, and the trait's arguments. */
interface Pair {
  readonly item: DefId;
  readonly wanted: DefId;
  readonly ref: TraitRef;
}

export function checkImplItem(tcx: TypeContext, item: DefId, ref: TraitRef): void {
  const wanted = tcx.items.named(ref.trait, tcx.items.name(item)).find((each) => tcx.items.kind(each) === tcx.items.kind(item));
  if (wanted === undefined) return; // the resolver reports it
  const pair = { item, wanted, ref };
  switch (tcx.items.kind(item)) {
    case "assoc-fn":
      if (!hasSameShape(tcx, pair)) return;
      return hasStricterBounds(tcx, pair) ? undefined : checkTypes(tcx, pair);
    case "assoc-const":
      return checkConstant(tcx, pair);
    case "assoc-type":
      if (!hasSameGenerics(tcx, pair) || !hasSameLifetimes(tcx, pair) || hasStricterBounds(tcx, pair)) return;
      checkPrivacy(tcx, pair);
      return checkBounds(tcx, pair);
    default:
  }
}

function hasSameShape(tcx: TypeContext, pair: Pair): boolean {
  return (
    hasSameReceiver(tcx, pair) &&
    hasSameGenerics(tcx, pair) &&
    hasSameCount(tcx, pair) &&
    hasSameHeader(tcx, pair) &&
    hasSameLifetimes(tcx, pair)
  );
}

/** E0185 and E0186 */
function hasSameReceiver(tcx: TypeContext, { item, wanted }: Pair): boolean {
  const [given, asked] = [tcx.isMethod(item), tcx.isMethod(wanted)];
  if (given === asked) return true;
  const text = receiverText(tcx, given ? item : wanted);
  const [has, lacks] = given ? ["impl", "trait"] : ["trait", "impl"];
  const name = tcx.items.name(item);
  const said = error(given ? "E0185" : "E0186", `method \`${name}\` has a \`${text}\` declaration in the ${has}, but not in the ${lacks}`);
  said.at(tcx.headSpan(item), given ? `\`${text}\` used in impl` : `expected \`${text}\` in impl`);
  if (tcx.items.isLocal(wanted)) {
    said.label(tcx.headSpan(wanted), given ? `trait method declared without \`${text}\`` : `\`${text}\` used in trait`);
  }
  tcx.report(said);
  return false;
}

function receiverText(tcx: TypeContext, def: DefId): string {
  const kind = tcx.items.item(def)?.kind;
  const receiver = tcx.signature(def).params[0];
  if (kind?.kind !== "fn" || receiver === undefined) return "self";
  const own = kind.params[0]?.self;
  if (own === "value") return "self";
  if (own === "reference") return receiver.kind === "ref" && receiver.mutable ? "&mut self" : "&self";
  return `self: ${tcx.print(receiver)}`;
}

// --- Generics --------------------------------------------------------------------------------------------------------

function ownParams(tcx: TypeContext, def: DefId): readonly GenericParamDef[] {
  const { params, parentCount } = tcx.generics(def);
  return params.slice(parentCount);
}

/** E0049, E0053 and E0643: as many parameters of each kind, in the same order. */
function hasSameGenerics(tcx: TypeContext, pair: Pair): boolean {
  const [given, asked] = [ownParams(tcx, pair.item), ownParams(tcx, pair.wanted)];
  for (const kind of ["type", "const"] as const) {
    const counts = [given, asked].map((params) => params.filter((param) => param.kind === kind).length) as [number, number];
    if (given.length !== asked.length && counts[0] !== counts[1]) return reportGenericCount(tcx, pair, kind, counts);
  }
  const wrong = given.findIndex((param, i) => param.kind !== asked[i]?.kind || param.constType !== asked[i]?.constType);
  if (wrong >= 0) return reportGenericKind(tcx, pair, paramSpan(tcx, pair.item, wrong));
  const mixed = given.findIndex((param, i) => param.synthetic !== asked[i]?.synthetic);
  if (mixed < 0) return true;
  const said = error("E0643", `method \`${tcx.items.name(pair.item)}\` has incompatible signature for trait`);
  const isWritten = asked[mixed]?.synthetic === true;
  tcx.report(
    said.at(
      (isWritten ? genericName(tcx, pair.item, mixed) : hiddenType(tcx, pair.item)) ?? paramSpan(tcx, pair.item, mixed),
      isWritten ? "expected `impl Trait`, found generic parameter" : "expected generic parameter, found `impl Trait`",
    ),
  );
  return false;
}

function genericName(tcx: TypeContext, def: DefId, index: number): Span | undefined {
  const params = tcx.items.astGenerics(def)?.params.filter(({ kind }) => kind !== "lifetime");
  return params?.[index]?.ident.span;
}

/** The first parameter's type that is an `impl Trait`. */
function hiddenType(tcx: TypeContext, def: DefId): Span | undefined {
  const kind = tcx.items.item(def)?.kind;
  const tree = tcx.items.tree(def);
  const types = kind?.kind === "fn" ? kind.params.map((param) => param.type) : [];
  const found = types.find((type) => tree.type(type).kind.kind === "impl-trait");
  return found === undefined ? undefined : tree.span(found);
}

function itemWord(tcx: TypeContext, def: DefId): string {
  if (tcx.items.kind(def) === "assoc-type") return "associated type";
  return tcx.isMethod(def) ? "method" : "associated function";
}

/** Of all that is written between `<` and `>`, lifetimes too; where nothing is, the place for it. */
function genericSpans(tcx: TypeContext, def: DefId): readonly Span[] {
  const generics = tcx.items.astGenerics(def);
  if (generics === undefined) return [];
  return generics.params.length === 0 ? [generics.span] : generics.params.map(({ id }) => tcx.items.tree(def).span(id));
}

function reportGenericCount(
  tcx: TypeContext,
  { item, wanted }: Pair,
  kind: "type" | "const",
  [given, asked]: readonly [number, number],
): false {
  const plural = (n: number): string => `${n} ${kind} parameter${n === 1 ? "" : "s"}`;
  const word = itemWord(tcx, item);
  const said = error("E0049", `${word} \`${tcx.items.name(item)}\` has ${plural(given)} but its trait declaration has ${plural(asked)}`);
  for (const [i, span] of genericSpans(tcx, item).entries()) said.at(span, i === 0 ? `found ${plural(given)}` : undefined);
  if (tcx.items.isLocal(wanted))
    for (const [i, span] of genericSpans(tcx, wanted).entries()) said.label(span, i === 0 ? `expected ${plural(asked)}` : "");
  tcx.report(said);
  return false;
}

function reportGenericKind(tcx: TypeContext, { item, ref }: Pair, span: Span): false {
  const trait = tcx.items.name(ref.trait);
  const said = error(
    "E0053",
    `${itemWord(tcx, item)} \`${tcx.items.name(item)}\` has an incompatible generic parameter for trait \`${trait}\``,
  );
  tcx.report(said.at(span));
  return false;
}

/** E0195: as many lifetimes that are chosen once for the item, not by each call. */
function hasSameLifetimes(tcx: TypeContext, { item, wanted }: Pair): boolean {
  const early = (def: DefId): string[] => {
    const late = new Set(lateBoundLifetimes(tcx, def).map(({ name }) => name));
    return lifetimes(tcx, def).flatMap(({ ident }) => (late.has(ident.name) ? [] : [ident.name]));
  };
  const [given, asked] = [early(item), early(wanted)];
  if (given.length === asked.length) return true;
  const own = lifetimes(tcx, item);
  const theirs = lifetimes(tcx, wanted);
  const mixed = own.filter(({ ident }, i) => given.includes(ident.name) !== asked.includes(theirs[i]?.ident.name ?? ""));
  const isMixed = tcx.items.kind(item) === "assoc-fn" && own.length === theirs.length && mixed.length > 0;
  const message = isMixed
    ? "lifetime parameters do not match the trait definition"
    : `lifetime parameters or bounds on ${itemWord(tcx, item)} \`${tcx.items.name(item)}\` do not match the trait declaration`;
  const said = error("E0195", message);
  if (isMixed) for (const { ident } of mixed) said.at(ident.span);
  else said.at(tcx.items.astGenerics(item)?.span ?? tcx.items.identSpan(item), `lifetimes do not match ${itemWord(tcx, item)} in trait`);
  tcx.report(said);
  return false;
}

function lifetimes(tcx: TypeContext, def: DefId) {
  return tcx.items.preparedGenerics(def)?.params.filter(({ kind }) => kind === "lifetime") ?? [];
}

/** The trait's item with the impl's arguments: its own parameters become the impl item's. */
function argumentsFor(tcx: TypeContext, { item, ref }: Pair): readonly Ty[] {
  return [...ref.args, ...ownParams(tcx, item).map((param) => tcx.types.param(param.index, param.name, param.constType))];
}

/** E0276: what the item asks of its parameters follows from what the trait's asks. */
function hasStricterBounds(tcx: TypeContext, pair: Pair): boolean {
  const { item, wanted, ref } = pair;
  const impl = tcx.items.parent(item) as DefId;
  const inherited = new Set(tcx.predicates(impl));
  const args = argumentsFor(tcx, pair);
  const traits = new Set(tcx.predicates(ref.trait));
  const asked = tcx.predicates(wanted).filter((each) => !traits.has(each));
  const environment = assumptions(tcx, [...tcx.predicates(impl), ...asked.map((each) => substitutePredicate(tcx.types, each, args))]);
  const selector = new Selector(tcx, new InferenceTable(tcx.types), environment);
  const extra = tcx.predicates(item).find((each) => each.kind === "trait" && !inherited.has(each) && selector.holds(each) === "no");
  if (extra?.kind !== "trait") return false;
  const [self, ...others] = extra.ref.args;
  const text = `${tcx.print(self as Ty)}: ${tcx.printer.trait(extra.ref.trait, [self as Ty, ...others])}`;
  const said = error("E0276", "impl has stricter requirements than trait").at(extra.span, `impl has extra requirement \`${text}\``);
  if (tcx.items.isLocal(wanted)) said.label(tcx.headSpan(wanted), `definition of \`${tcx.items.name(item)}\` from trait`);
  tcx.report(said);
  return true;
}

// --- Types -----------------------------------------------------------------------------------------------------------

/** E0050 */
function hasSameCount(tcx: TypeContext, { item, wanted, ref }: Pair): boolean {
  const [given, asked] = [item, wanted].map((def) => tcx.signature(def).params.length) as [number, number];
  if (given === asked) return true;
  const plural = (n: number): string => `${n} parameter${n === 1 ? "" : "s"}`;
  const name = tcx.items.name(item);
  const trait = tcx.items.name(ref.trait);
  const said = error("E0050", `method \`${name}\` has ${plural(given)} but the declaration in trait \`${trait}::${name}\` has ${asked}`);
  said.at(inputsSpan(tcx, item) ?? tcx.headSpan(item), `expected ${plural(asked)}, found ${given}`);
  if (tcx.items.isLocal(wanted)) said.label(inputsSpan(tcx, wanted) ?? tcx.items.span(wanted), `trait requires ${plural(asked)}`);
  tcx.report(said);
  return false;
}

/** From the first parameter's type to the last one's; undefined without any. */
function inputsSpan(tcx: TypeContext, def: DefId): Span | undefined {
  const kind = tcx.items.item(def)?.kind;
  const params = kind?.kind === "fn" ? kind.params : [];
  const spans = params.map((param) => (param.self === undefined ? tcx.items.tree(def).span(param.type) : param.span));
  const [first, last] = [spans[0], spans.at(-1)];
  return first === undefined || last === undefined ? undefined : { ...first, hi: last.hi };
}

/** What needs features of the processor is not safe to call (and an error of its own where it says that it is). */
function signatureOf(tcx: TypeContext, def: DefId): MethodSignature {
  const signature = tcx.signature(def);
  const needsFeatures = !signature.unsafe && tcx.items.isLocal(def) && tcx.hasAttribute(def, "target_feature");
  return needsFeatures ? { ...signature, unsafe: true, needsFeatures } : signature;
}

/** E0053 for `unsafe` and the calling convention. */
function hasSameHeader(tcx: TypeContext, pair: Pair): boolean {
  const { item, wanted } = pair;
  const [given, asked] = [signatureOf(tcx, item), signatureOf(tcx, wanted)];
  const safety = (unsafe: boolean): string => (unsafe ? "unsafe" : "safe");
  const words =
    given.unsafe !== asked.unsafe
      ? `expected ${safety(asked.unsafe)} fn, found ${safety(given.unsafe)} fn`
      : given.abi !== asked.abi
        ? `expected "${asked.abi}" fn, found "${given.abi}" fn`
        : undefined;
  if (words === undefined) return true;
  tcx.report(headerMismatch(tcx, sidesOf(tcx, pair), words));
  return false;
}

/** Both signatures, the trait's as implemented. */
function sidesOf(tcx: TypeContext, pair: Pair): Parameters<typeof typeMismatch>[1] {
  const { item, wanted } = pair;
  const given = signatureOf(tcx, item);
  const asked = signatureOf(tcx, wanted);
  const args = argumentsFor(tcx, pair);
  const put = (type: Ty): Ty => normalizeIn(tcx, item, tcx.types.substitute(type, args));
  const own = (type: Ty): Ty => normalizeIn(tcx, item, type);
  return {
    item,
    wanted,
    expected: { ...asked, params: asked.params.map(put), output: put(asked.output) },
    found: { ...given, params: given.params.map(own), output: own(given.output) },
  };
}

/** E0053 */
function checkTypes(tcx: TypeContext, pair: Pair): void {
  const sides = sidesOf(tcx, pair);
  const { expected, found } = sides;
  const infer = new InferenceTable(tcx.types);
  const wrong = found.params.findIndex((param, i) => !infer.unify(param, expected.params[i] as Ty));
  const shows = isOpaque(tcx.signature(pair.wanted).output);
  const outputs = infer.unify(found.output, expected.output);
  if (wrong < 0 && shows && (found.output.flags & HAS_ERROR) === 0) checkShown(tcx, pair, outputs);
  if (wrong < 0 && (outputs || shows)) return;
  if ([...expected.params, expected.output].some((type) => (type.flags & HAS_ERROR) !== 0)) return;
  const item = tcx.items.item(pair.item)?.kind;
  checkElision(tcx, pair.item);
  if (item?.kind === "fn" && lacksLifetime(tcx, item.signatureSpan)) return;
  tcx.report(typeMismatch(tcx, sides, wrong >= 0 ? wrong : found.params.length));
}

/** What stands for `impl Trait` of the trait's method does what that says. */
function checkShown(tcx: TypeContext, pair: Pair, isAtPlace: boolean): void {
  const args = argumentsFor(tcx, pair);
  const bounds = opaqueNodes(tcx, pair.wanted).flatMap((_, i) => opaqueBounds(tcx, pair.wanted, i));
  const selector = new Selector(tcx, new InferenceTable(tcx.types), tcx.environment(pair.item));
  const holds = (bound: Predicate) => selector.holds(substitutePredicate(tcx.types, bound, args)) !== "no";
  if (isAtPlace && bounds.every(holds)) return;
  const item = tcx.items.item(pair.item)?.kind;
  if (item?.kind !== "fn") return;
  const span = item.output === undefined ? item.signatureSpan : tcx.items.tree(pair.item).span(item.output);
  tcx.report(unsupported("KB0201", "a result that is not the trait's `impl Trait`", span));
}

function isOpaque(type: Ty): boolean {
  return type.kind === "opaque" || partsOf(type).some(isOpaque);
}

/** E0326 */
function checkConstant(tcx: TypeContext, pair: Pair): void {
  const { item, wanted } = pair;
  const found = normalizeIn(tcx, item, tcx.typeOf(item));
  const expected = normalizeIn(tcx, item, tcx.types.substitute(tcx.typeOf(wanted), argumentsFor(tcx, pair)));
  if (new InferenceTable(tcx.types).unify(found, expected)) return;
  const kind = tcx.items.item(item)?.kind;
  const at = kind?.kind === "const" ? tcx.items.tree(item).span(kind.type) : tcx.items.identSpan(item);
  const said = error("E0326", `implemented const \`${tcx.items.name(item)}\` has an incompatible type for trait`);
  said.at(at, `expected \`${tcx.print(expected)}\`, found \`${tcx.print(found)}\``);
  const theirs = tcx.items.isLocal(wanted) && atLeast(tcx.session.release, 90) ? tcx.items.item(wanted)?.kind : undefined;
  if (theirs?.kind === "const") said.noteAt(tcx.items.tree(wanted).span(theirs.type), "type in trait");
  tcx.report(said);
}

/** E0277 and E0271: what the trait promises of its associated type holds for the type given. */
function checkBounds(tcx: TypeContext, pair: Pair): void {
  const { item, wanted } = pair;
  const kind = tcx.items.item(item)?.kind;
  const type = tcx.typeOf(item);
  if (kind?.kind !== "type-alias" || kind.type === undefined || (type.flags & HAS_ERROR) !== 0) return;
  const span = tcx.items.tree(item).span(kind.type);
  const selector = new Selector(tcx, new InferenceTable(tcx.types), tcx.environment(item));
  const args = argumentsFor(tcx, pair);
  checkConditions(tcx, pair, selector, span);
  const projection = tcx.types.projection(wanted, tcx.identityArgs(wanted));
  for (const bound of tcx.itemBounds(wanted)) {
    const about = replaceSelf(tcx, bound, projection, type, args);
    if (selector.holds(about) !== "no") continue;
    if (about.kind === "projection") {
      const found = normalizeIn(tcx, item, tcx.types.projection(about.item, about.args));
      if (found.kind === "projection" || (found.flags & HAS_ERROR) !== 0) continue;
      const unequal = mismatchedProjection(tcx, selector, { ...about, type: normalizeIn(tcx, item, about.type) }, found, span);
      noteBound(tcx, { def: wanted, boundSpan: bound.span }, unequal);
      tcx.report(unequal);
      continue;
    }
    const { ref } = selector.culprit(about);
    const said = unsatisfied(tcx, { trait: ref.trait, args: ref.args.map((arg) => normalizeIn(tcx, item, arg)) }, span);
    noteBound(tcx, { def: wanted, boundSpan: bound.span }, said);
    tcx.report(said);
  }
}

/** What the trait asks before there is such a type, as far as no parameter of the impl decides it. */
function checkConditions(tcx: TypeContext, pair: Pair, selector: Selector, span: Span): void {
  const args = argumentsFor(tcx, pair);
  const asked = tcx.predicates(pair.wanted).slice(tcx.predicates(pair.ref.trait).length);
  for (const condition of asked) {
    const about = substitutePredicate(tcx.types, condition, args);
    if (about.kind !== "trait" || about.ref.args.some((arg) => (arg.flags & (HAS_ERROR | HAS_PARAM)) !== 0)) continue;
    if (selector.holds(about) !== "no") continue;
    const said = unsatisfied(tcx, about.ref, span);
    adviseBound(tcx, pair.item, about.ref, said);
    tcx.report(said);
  }
}

/** E0446: whoever can name the trait and the types it is implemented for must be able to name the associated type. */
function checkPrivacy(tcx: TypeContext, { item, ref }: Pair): void {
  let needed = tcx.items.visibility(ref.trait);
  for (const def of ref.args.flatMap((arg) => namedIn(arg))) {
    const own = tcx.items.visibility(def);
    if (tcx.items.isWider(needed, own)) needed = own;
  }
  const hidden = namedIn(tcx.typeOf(item)).find((def) => tcx.items.isLocal(def) && tcx.items.isWider(needed, tcx.items.visibility(def)));
  if (hidden === undefined) return;
  const what = tcx.items.kind(hidden) === "trait" ? "trait" : "type";
  const name = tcx.items.name(hidden);
  const said = error("E0446", `private ${what} \`${name}\` in public interface`).at(tcx.headSpan(item), `can't leak private ${what}`);
  tcx.leakedTypes.push(said.label(tcx.headSpan(hidden), `\`${name}\` declared as private`));
}

function namedIn(type: Ty): DefId[] {
  const own = type.kind === "adt" ? [type.def] : type.kind === "dynamic" && type.principal !== undefined ? [type.principal.trait] : [];
  return [...own, ...partsOf(type).flatMap(namedIn)];
}

/** A bound on the associated type, said of what the impl gives for it. */
function replaceSelf(tcx: TypeContext, bound: Predicate, projection: Ty, type: Ty, args: readonly Ty[]): Predicate {
  const put = (each: Ty): Ty => (each === projection ? type : tcx.types.substitute(each, args));
  if (bound.kind === "trait") return { ...bound, ref: { trait: bound.ref.trait, args: bound.ref.args.map(put) } };
  return { ...bound, args: bound.args.map(put), type: put(bound.type) };
}
