// What rustc says besides of a trait that a type does not have: which types have it, that it can be derived, and which bound
// a parameter lacks. Of core's traits, the impls are not all known here, but where core leaves them to
// others.
import type { Span } from "../../base/source.ts";
import type { DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { Bound, GenericParam, Generics, Tree } from "../../syntax/ast.ts";
import { isRelaxing } from "../../syntax/validate-bounds.ts";
import type { TypeContext } from "./context.ts";
import type { DefId } from "./def-id.ts";
import { InferenceTable } from "./infer.ts";
import type { TraitRef } from "./predicates.ts";
import { Selector } from "./select.ts";
import { INTEGERS } from "./simplify.ts";
import type { Ty } from "./ty.ts";

// --- Impls ---------------------------------------------------------------------------------------------------------

/** From this release on impls are shown where they stand. */
const SHOWS_IMPLS = 90;
/** More impls than `MANY` are cut to one less. */
const MANY = 9;

export function adviseImpls(tcx: TypeContext, ref: TraitRef, said: DiagnosticBuilder): void {
  const { trait } = ref;
  const areKnown = tcx.items.isLocal(trait) || tcx.hasAttribute(trait, "kbuild_left_to_users");
  if (!areKnown || tcx.isAuto(trait)) return;
  const impls = tcx.traitImpls(trait).filter((impl) => !tcx.implHeader(impl).negative);
  const name = tcx.printer.trait(trait, tcx.identityArgs(trait));
  if (impls.length === 0) {
    if (tcx.items.isLocal(trait) && tcx.session.release.minor >= SHOWS_IMPLS)
      said.helpAt(tcx.headSpan(trait), "this trait has no implementations, consider adding one");
    return;
  }
  if (ref.args.length > 1) return;
  const alike = impls.filter((impl) => isAlike(tcx.implHeader(impl).self, ref.args[0] as Ty));
  const shown = alike.length > 0 ? alike : impls;
  const types = shown.map((impl) => tcx.print(tcx.implHeader(impl).self));
  const isModern = tcx.session.release.minor >= SHOWS_IMPLS;
  if (shown.length === 1) {
    const words = `the trait \`${name}\` is implemented for \`${types[0]}\``;
    if (isModern) said.helpAt(tcx.implHead(shown[0] as DefId), words);
    else said.help(words);
  } else if (isModern && shown.length < MANY) {
    const spans = shown.map((impl, i) => ({ span: tcx.implHead(impl), primary: true, label: `\`${types[i]}\`` }));
    said.help(`the following other types implement trait \`${name}\``, ...spans);
  } else {
    listTypes(said, name, types);
  }
}

/** As many as rustc shows. */
function listTypes(said: DiagnosticBuilder, trait: string, types: readonly string[]): void {
  const listed = types.slice(0, types.length > MANY ? MANY - 1 : MANY).map((type) => `\n  ${type}`);
  const more = types.length > MANY ? `\nand ${types.length - MANY + 1} others` : "";
  said.help(`the following other types implement trait \`${trait}\`:${listed.join("")}${more}`);
}

/** Of a number that is none of them. */
export function adviseIntegers(said: DiagnosticBuilder, trait: string): void {
  listTypes(said, trait, INTEGERS.toSorted());
}

/** Of a trait with one argument, for a type of the crate: which others it has. False if there are none. */
export function adviseConversions(tcx: TypeContext, { trait, args }: TraitRef, said: DiagnosticBuilder): boolean {
  const [self, other] = args;
  if (tcx.session.release.minor < SHOWS_IMPLS || self?.kind !== "adt" || !tcx.items.isLocal(self.def)) return false;
  if (other === undefined || other.kind === "param") return false;
  const name = tcx.items.name(trait);
  const impls = tcx.traitImpls(trait, self).filter((impl) => {
    const header = tcx.implHeader(impl);
    return tcx.items.isLocal(impl) && !header.negative && header.self.kind === "adt" && header.self.def === self.def;
  });
  const shown = impls.map((impl) => tcx.printer.trait(trait, tcx.implHeader(impl).ref?.args ?? []));
  const [only] = impls;
  if (only === undefined) return false;
  if (impls.length > 1) {
    const spans = impls.map((impl, i) => ({ span: tcx.implHead(impl), primary: true, label: `\`${shown[i]}\`` }));
    said.help(`\`${tcx.print(self)}\` implements trait \`${name}<T>\``, ...spans);
    return true;
  }
  const wanted = tcx.printer.trait(trait, args);
  const words = `the trait \`${wanted}\` is not implemented for \`${tcx.print(self)}\`\nbut trait \`${shown[0]}\` is implemented for it`;
  said.helpAt(tcx.implHead(only), words);
  const found = tcx.implHeader(only).ref?.args[1];
  if (found !== undefined) said.help(`for that trait implementation, expected \`${tcx.print(found)}\`, found \`${tcx.print(other)}\``);
  return true;
}

/** Of one sort, through references: numbers, arrays and slices, pointers to functions, the same struct (rustc: `fuzzy_match_tys`). */
function isAlike(first: Ty, second: Ty): boolean {
  const [a, b] = [first, second].map(pointedTo) as [Ty, Ty];
  if (a.kind === "adt" && b.kind === "adt") return a.def === b.def;
  return sortOf(a) === sortOf(b);
}

function pointedTo(type: Ty): Ty {
  return type.kind === "ref" || type.kind === "ptr" ? pointedTo(type.target) : type;
}

function sortOf({ kind }: Ty): string {
  if (kind === "int" || kind === "float" || kind === "infer") return "number";
  if (kind === "array" || kind === "slice") return "array";
  return kind === "fn-def" || kind === "fn-pointer" ? "fn" : kind;
}

// --- Deriving ------------------------------------------------------------------------------------------------------

export const DERIVABLE: ReadonlySet<string> = new Set([
  "Copy",
  "Clone",
  "PartialEq",
  "PartialOrd",
  "Eq",
  "Ord",
  "Hash",
  "Debug",
  "Default",
]);

/** The trait can be derived for this type of the crate: all its fields have it. */
export function canDerive(tcx: TypeContext, { trait, args }: TraitRef): boolean {
  const [self, other] = args;
  if (self?.kind !== "adt" || !tcx.items.isLocal(self.def) || tcx.items.isLocal(trait)) return false;
  const name = tcx.items.name(trait);
  const isCompared = name === "PartialEq" || name === "PartialOrd";
  const { kind, variants } = tcx.adt(self.def);
  if (!DERIVABLE.has(name) || (kind === "union" && name !== "Copy" && name !== "Clone") || (isCompared && other !== self)) return false;
  const selector = new Selector(tcx, new InferenceTable(tcx.types), []);
  return variants.every(({ fields }) =>
    fields.every((field) => {
      const type = selector.normalize(tcx.types.substitute(field.type, self.args), []);
      return selector.traitHolds(trait, isCompared ? [type, type] : [type]) === "yes";
    }),
  );
}

/** `alone`: what it asks for in turn has errors of its own. */
export function adviseDerive(tcx: TypeContext, ref: TraitRef, said: DiagnosticBuilder, alone = false): void {
  const self = ref.args[0] as Ty;
  if (self.kind !== "adt" || !canDerive(tcx, ref)) return;
  const names = [...(alone ? [] : lackingFirst(tcx, ref)), tcx.items.name(ref.trait)].join(", ");
  const { lo } = tcx.headSpan(self.def);
  const edit = { span: { lo, hi: lo }, text: `#[derive(${names})]\n` };
  said.suggest(`consider annotating \`${tcx.print(self)}\` with \`#[derive(${names})]\``, [edit], "MaybeIncorrect", "verbose");
}

/** `PartialOrd` asks for `PartialEq`. */
function lackingFirst(tcx: TypeContext, { trait, args }: TraitRef): string[] {
  const equal = tcx.lang("eq");
  if (tcx.items.name(trait) !== "PartialOrd" || equal === undefined) return [];
  const selector = new Selector(tcx, new InferenceTable(tcx.types), []);
  return selector.traitHolds(equal, args) === "yes" ? [] : ["PartialEq"];
}

// --- Bounds --------------------------------------------------------------------------------------------------------

/** The bound that a parameter of `owner`, or of what it lies in, lacks. */
/** `short`: the trait is written by its name alone. */
export function adviseBound(tcx: TypeContext, owner: DefId, ref: TraitRef, said: DiagnosticBuilder, how: Restriction = {}): void {
  const self = ref.args[0] as Ty;
  if (self.kind !== "param" || self.name === "Self") return;
  const declared = declarationOf(tcx, owner, self.name);
  if (declared !== undefined && tcx.isLang(ref.trait, "sized")) return suggestSize(tcx, declared.param, said);
  if (declared !== undefined) suggestBound(tcx, declared, ref, said, how);
}

/** Where a type parameter is declared. */
interface Declared {
  readonly param: GenericParam;
  readonly generics: Generics;
  readonly tree: Tree;
}

function declarationOf(tcx: TypeContext, owner: DefId, name: string): Declared | undefined {
  for (let at: DefId | undefined = owner; at !== undefined && at >= 0; at = tcx.items.parent(at)) {
    const generics = tcx.items.astGenerics(at);
    const param = generics?.params.find(({ kind, ident }) => kind === "type" && ident.name === name);
    if (generics !== undefined && param !== undefined) return { param, generics, tree: tcx.items.tree(at) };
  }
  return undefined;
}

/** The traits that are written as bounds of a type parameter. */
export function writtenBounds(tcx: TypeContext, owner: DefId, type: Ty): readonly DefId[] {
  const declared = type.kind === "param" ? declarationOf(tcx, owner, type.name) : undefined;
  if (declared === undefined) return [];
  return [...declared.param.bounds, ...boundsBehind(declared)].flatMap((bound) => {
    const base = bound.kind === "trait" ? tcx.items.resolution(declared.tree, bound.pathId)?.base : undefined;
    return base?.kind === "def" ? [base.def] : [];
  });
}

/** `T: ?Sized` */
function suggestSize(tcx: TypeContext, param: GenericParam, said: DiagnosticBuilder): void {
  const at = param.bounds.findIndex(isRelaxing);
  const [relaxed, next, before] = [param.bounds[at], param.bounds[at + 1], param.bounds[at - 1]];
  said.label(param.ident.span, "this type parameter needs to be `Sized`");
  if (relaxed?.kind !== "trait" || tcx.session.release.minor < SHOWS_IMPLS) return;
  const span =
    next !== undefined
      ? { lo: relaxed.span.lo, hi: boundSpan(next, param).lo }
      : { lo: before === undefined ? param.ident.span.hi : boundSpan(before, param).hi, hi: relaxed.span.hi };
  const words = "consider removing the `?Sized` bound to make the type parameter `Sized`";
  said.suggest(words, [{ span, text: "" }], "MachineApplicable", "verbose");
}

interface Restriction {
  /** The trait's name alone. */
  readonly short?: boolean;
  /** Of an operator: what its result must be. */
  readonly output?: Ty | undefined;
}

/** `<u32, Output = T>` */
const withOutput = (args: string, output: string): string =>
  args === "" ? `<Output = ${output}>` : `${args.slice(0, -1)}, Output = ${output}>`;

function suggestBound(
  tcx: TypeContext,
  declared: Declared,
  { trait, args }: TraitRef,
  said: DiagnosticBuilder,
  { short = false, output }: Restriction,
): void {
  const { param, generics } = declared;
  const last = param.bounds.at(-1);
  const behind = last === undefined ? boundsBehind(declared).at(-1) : undefined;
  if (last === undefined && behind === undefined && generics.where.length > 0) return;
  const whole = short || tcx.items.isLocal(trait) ? tcx.items.name(trait) : tcx.items.publicPath(trait);
  const given = tcx.printer.trait(trait, args).slice(tcx.items.name(trait).length);
  const path = whole + (output === undefined ? given : withOutput(given, tcx.print(output)));
  const isFirst = last === undefined && behind === undefined;
  const after: Span = behind !== undefined ? boundSpan(behind, param) : last === undefined ? param.ident.span : boundSpan(last, param);
  const at = { lo: after.hi, hi: after.hi };
  const how = isFirst ? "restricting" : "further restricting";
  const what = tcx.session.release.minor >= SHOWS_IMPLS ? ` with trait \`${tcx.items.name(trait)}\`` : "";
  const edit = { span: at, text: isFirst ? `: ${path}` : ` + ${path}` };
  said.suggest(`consider ${how} type parameter \`${param.ident.name}\`${what}`, [edit], "MachineApplicable", "verbose");
}

/** Bounds of a parameter that stand behind `where`. */
function boundsBehind({ generics, param: { ident }, tree }: Declared): readonly Bound[] {
  return generics.where.flatMap((one) => {
    if (one.kind !== "type") return [];
    const { kind } = tree.type(one.type);
    return kind.kind === "path" && kind.path.segments.length === 1 && kind.path.segments[0]?.ident.name === ident.name ? one.bounds : [];
  });
}

function boundSpan(bound: GenericParam["bounds"][number], param: GenericParam): Span {
  return bound.kind === "lifetime" ? bound.lifetime.ident.span : bound.kind === "trait" ? bound.span : param.ident.span;
}
