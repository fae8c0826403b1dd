// Trait objects as written: with `dyn` from edition 2021 on (E0782), at most one lifetime bound (E0226), no argument left to a
// default that speaks of `Self` (E0393), of one trait that can be an object (E0038, E0191, E0224, E0225), each associated type fixed once (E0719).
import type { Span } from "../../../base/source.ts";
import { error, warning, type DiagnosticBuilder } from "../../../diag/diagnostic.ts";
import type { Bound, GenericArg, Path, Tree, TypeId } from "../../../syntax/ast.ts";
import type { SyntaxTree } from "../../../syntax/tree.ts";
import type { TypeContext } from "../context.ts";
import { allSuperTraits } from "../collect-predicates.ts";
import type { DefId } from "../def-id.ts";
import { isRelaxing } from "../../../syntax/validate-bounds.ts";
import { adviseImpl, type BarePlace } from "./bare-traits.ts";
import { dynViolations, isDynCompatible, selfInSuperTraits } from "./dyn-compatible.ts";
import { placeOfType, reportIncompatible, SAYS_DYN, type TypePlace } from "./report-incompatible.ts";
import { partsOf, type Ty } from "../ty.ts";

/** From here on a trait alone is no type. */
export const DYN_EDITION = 2021;

/** Of older releases nobody has looked. */
const BRACKETS_GLOBAL = 90;

/** In older editions it is an object. */
export function warnOfBareTrait(tcx: TypeContext, span: Span, place?: BarePlace): void {
  const said = warning("trait objects without an explicit `dyn` are deprecated").at(span);
  const { edition, release } = tcx.session;
  const message = `this is accepted in the current edition (Rust ${edition}) but is a hard error in Rust 2021!`;
  said.children.push({ level: "warning", message, spans: [] });
  const guide = `https://doc.rust-lang.org/${release.minor >= 75 ? "" : "nightly/"}edition-guide`;
  said.note(`for more information, see <${guide}/rust-2021/warnings-promoted-to-error.html>`);
  said.lint = "bare_trait_objects";
  const at = (place: number, text: string) => ({ span: { ...span, lo: place, hi: place }, text });
  const isReferred = /[&*]\s*(?:mut|const|'\w+)?\s*$/.test(tcx.items.snippet({ lo: Math.max(1, span.lo - 40), hi: span.lo }));
  const text = tcx.items.snippet(span);
  const isBracketed = release.minor >= BRACKETS_GLOBAL && text.startsWith("::");
  const edits = isBracketed
    ? [at(span.lo, "dyn ("), at(span.hi, ")")]
    : text.includes("+") && isReferred
      ? [at(span.lo, "(dyn "), at(span.hi, ")")]
      : [at(span.lo, "dyn ")];
  const words = `${release.minor >= 77 ? "if this is a dyn-compatible trait, use" : "use"} \`dyn\``;
  said.suggest(words, edits, "MachineApplicable", "verbose");
  if (place?.kind === "implemented" && release.minor >= BRACKETS_GLOBAL) adviseImpl(tcx, said, span, place);
  tcx.report(said);
}

/** E0226 */
export function checkLifetimeBounds(tcx: TypeContext, bounds: readonly Bound[]): void {
  const [, second] = bounds.flatMap((bound) => (bound.kind === "lifetime" ? [bound.lifetime.ident.span] : []));
  if (second !== undefined) tcx.report(error("E0226", "only a single explicit lifetime bound is permitted").at(second));
}

/** E0393: of an object's trait. */
export function checkSelfDefaults(tcx: TypeContext, trait: DefId, path: Path): void {
  const args = path.segments.at(-1)?.args;
  const given = args?.kind === "angle" ? args.args.filter(({ kind }) => kind === "type" || kind === "const").length : 0;
  const self = tcx.types.param(0, "Self");
  const missing = tcx
    .generics(trait)
    .params.slice(1 + given)
    .filter((param) => param.default !== undefined && mentions(param.default, self));
  if (args?.kind === "parenthesized" || missing.length === 0) return;
  const names = missing.map(({ name }) => `\`${name}\``);
  const list = names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")}${names.length > 2 ? "," : ""} and ${names.at(-1)}`;
  const word = names.length === 1 ? "parameter" : "parameters";
  const said = error("E0393", `the type ${word} ${list} must be explicitly specified`).at(path.span);
  said.note(
    `because the parameter ${names.length === 1 ? "default references" : "defaults reference"} \`Self\`, the ${word} must be specified on the trait object type`,
  );
  tcx.report(said);
}

interface Principal {
  readonly trait: DefId;
  readonly path: Path;
  readonly span: Span;
}

/** E0224, E0225, E0038 and E0191, of a `dyn` type; false if it is none. */
export function checkObject(tcx: TypeContext, tree: SyntaxTree, bounds: readonly Bound[], type: TypeId, told: Set<string>): boolean {
  const named = bounds.flatMap((bound): Principal[] => {
    const res = bound.kind === "trait" ? tcx.items.resolution(tree, bound.pathId) : undefined;
    if (bound.kind !== "trait" || isRelaxing(bound) || res?.base.kind !== "def" || tcx.items.kind(res.base.def) !== "trait") return [];
    return [{ trait: res.base.def, path: bound.path, span: bound.span }];
  });
  if (bounds.every(({ kind }) => kind === "lifetime")) {
    tcx.report(error("E0224", "at least one trait is required for an object type").at(tree.type(type).span));
    return false;
  }
  const [principal, second] = named.filter(({ trait }) => !tcx.isAuto(trait));
  if (principal === undefined) return true;
  if (second !== undefined) {
    const said = error("E0225", "only auto traits can be used as additional traits in a trait object");
    said.at(second.span, "additional non-auto trait").label(principal.span, "first non-auto trait");
    tcx.report(said);
    return false;
  }
  return checkPrincipal(tcx, tree, principal, type, told);
}

/** Each trait is told of once in an item. */
function wasTold(told: Set<string>, { item }: TypePlace, trait: DefId): boolean {
  const key = `${item}:${trait}`;
  const isOld = told.has(key);
  told.add(key);
  return isOld;
}

/** E0038 and E0191. What is wrong with the trait's own items is told where types are looked at: not of aliases. */
function checkPrincipal(tcx: TypeContext, tree: SyntaxTree, principal: Principal, type: TypeId, told: Set<string>): boolean {
  const { trait } = principal;
  const violations = dynViolations(tcx, trait);
  if (violations.length === 0) return checkFixed(tcx, principal);
  const { span } = tree.type(type);
  const place = placeOfType(tree, type);
  if (place.kind === "item" && wasTold(told, place, trait)) return false;
  const isModern = tcx.session.release.minor >= SAYS_DYN;
  const inSuperTraits = selfInSuperTraits(tcx, trait);
  if (isModern && place.kind === "body") reportIncompatible(tcx, trait, violations, principal.span);
  else if (inSuperTraits.length > 0) reportIncompatible(tcx, trait, inSuperTraits, isModern ? principal.span : span);
  else if (checkFixed(tcx, principal) && place.kind !== "alias") reportIncompatible(tcx, trait, violations, span, place.isMember);
  return false;
}

/** E0038: of an alias, where it is used. */
export function checkAliased(tcx: TypeContext, tree: SyntaxTree, alias: DefId, type: TypeId, told: Set<string>): void {
  const trait = incompatibleIn(tcx, tcx.typeOf(alias));
  if (trait === undefined) return;
  const place = placeOfType(tree, type);
  if (place.kind === "alias" || (place.kind === "item" && wasTold(told, place, trait))) return;
  reportIncompatible(tcx, trait, dynViolations(tcx, trait), tree.type(type).span);
}

/** `seen`: types are looked at once, however often they are parts of others. */
function incompatibleIn(tcx: TypeContext, type: Ty, seen = new Set<Ty>()): DefId | undefined {
  if (seen.has(type)) return undefined;
  seen.add(type);
  const trait = type.kind === "dynamic" ? type.principal?.trait : undefined;
  if (trait !== undefined && !isDynCompatible(tcx, trait) && selfInSuperTraits(tcx, trait).length === 0) return trait;
  for (const part of partsOf(type)) {
    const found = incompatibleIn(tcx, part, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Each associated type must be said, if no supertrait says it. */
function checkFixed(tcx: TypeContext, { trait, path }: Principal): boolean {
  const args = path.segments.at(-1)?.args;
  const written = args?.kind === "angle" ? args.args.flatMap((arg) => (arg.kind === "constraint" ? [arg.ident.name] : [])) : [];
  const all = allSuperTraits(tcx, { trait, args: tcx.identityArgs(trait) });
  const stated = all.flatMap((each) => tcx.predicates(each.trait)).flatMap((each) => (each.kind === "projection" ? [each.item] : []));
  const missing = all.flatMap((each) =>
    tcx.items.children(each.trait).filter((item) => {
      const kind = tcx.items.item(item)?.kind;
      const isOwn = kind?.kind === "type-alias" && kind.generics.params.length === 0;
      if (!isOwn || stated.includes(item) || (tcx.isFnTrait(trait) && args?.kind === "parenthesized")) return false;
      return !written.includes(tcx.items.name(item));
    }),
  );
  if (missing.length === 0) return true;
  const owners = [...new Set(missing.map((item) => tcx.items.parent(item) as DefId))];
  const groups = owners.map((owner) => {
    const names = missing.filter((item) => tcx.items.parent(item) === owner).map((item) => `\`${tcx.items.name(item)}\``);
    return `${listed(tcx, names)} in \`${owner === trait ? asWritten(tcx, path) : tcx.items.name(owner)}\``;
  });
  const words = missing.length === 1 ? "type" : "types";
  const said = error("E0191", `the value of the associated ${words} ${groups.join(", ")} must be specified`).at(path.span);
  for (const item of missing) if (tcx.items.isLocal(item)) said.label(tcx.headSpan(item), `\`${tcx.items.name(item)}\` defined here`);
  suggestFixed(tcx, said, path, missing);
  tcx.report(said);
  return false;
}

function listed(tcx: TypeContext, names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  if (tcx.session.release.minor < 90 || names.length < 2) return names.join(", ");
  return `${names.slice(0, -1).join(", ")} and ${last}`;
}

/** The trait with its arguments. */
function asWritten(tcx: TypeContext, { segments }: Path): string {
  const last = segments.at(-1);
  if (last === undefined) return "";
  if (tcx.session.release.minor < 90 || last.args?.kind !== "angle" || last.args.args.some(({ kind }) => kind === "constraint"))
    return last.ident.name;
  return tcx.items.snippet({ ...last.ident.span, hi: last.args.span.hi });
}

function suggestFixed(tcx: TypeContext, said: DiagnosticBuilder, { segments }: Path, missing: readonly DefId[]): void {
  const last = segments.at(-1);
  if (tcx.session.release.minor < 90 || last === undefined || (last.args !== undefined && last.args.kind !== "angle")) return;
  const list = missing.map((item) => `${tcx.items.name(item)} = /* Type */`).join(", ");
  const at = last.args === undefined ? last.ident.span.hi : last.args.span.hi - 1;
  const edit = { span: { ...last.ident.span, lo: at, hi: at }, text: last.args === undefined ? `<${list}>` : `, ${list}` };
  said.suggest(`specify the associated type${missing.length === 1 ? "" : "s"}`, [edit], "HasPlaceholders", "verbose");
}

function mentions(type: Ty, wanted: Ty): boolean {
  return type === wanted || partsOf(type).some((part) => mentions(part, wanted));
}

/** E0719 */
export function checkFixedOnce(tcx: TypeContext, tree: Tree, trait: DefId, args: readonly GenericArg[]): void {
  const seen = new Map<string, Span>();
  for (const arg of args) {
    if (arg.kind !== "constraint") continue;
    const span = { ...arg.ident.span, hi: constraintEnd(tree, arg) };
    const first = seen.get(arg.ident.name);
    if (first === undefined) seen.set(arg.ident.name, span);
    else {
      const message = `the value of the associated type \`${arg.ident.name}\` in trait \`${tcx.items.path(trait).split("::").at(-1)}\` is already specified`;
      tcx.report(error("E0719", message).at(span, "re-bound here").label(first, `\`${arg.ident.name}\` bound here first`));
    }
  }
}

function constraintEnd(tree: Tree, arg: GenericArg & { kind: "constraint" }): number {
  if (arg.equals !== undefined) return tree.span(arg.equals).hi;
  if (arg.equalsConst !== undefined) return tree.span(arg.equalsConst).hi;
  const last = arg.bounds?.at(-1);
  if (last === undefined) return arg.ident.span.hi;
  return last.kind === "lifetime" ? last.lifetime.ident.span.hi : last.span.hi;
}
