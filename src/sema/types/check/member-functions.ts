// Functions of a type that are no methods: one of the name that was called like a method, and those that make a value of the type,
// where none of the name exists.
import type { DefId } from "../def-id.ts";
import type { Ty } from "../ty.ts";
import type { BodyContext } from "./context.ts";
import { placeOf, relabel, type Telling, type UnknownMember } from "./unknown-member.ts";

/** A function without receiver, of an impl or a trait. */
interface Static {
  readonly item: DefId;
  readonly owner: DefId;
  readonly isOfTrait: boolean;
}

/** True if the name is of a function that is no method. */
export function adviseFunction(cx: BodyContext, member: UnknownMember, telling: Telling): boolean {
  const { said } = telling;
  if (!member.isMethod) return false;
  const found = statics(cx, member);
  const [only] = found;
  if (only === undefined) return false;
  said.note("found the following associated functions; to be used as methods, functions must have a `self` parameter");
  relabel(said, "this is an associated function, not a method");
  if (found.length > 1) {
    telling.isUnknown = true;
    return true;
  }
  suggestPath(cx, member, only, telling);
  noteCandidate(cx, only, telling);
  return true;
}

function noteCandidate(cx: BodyContext, { item, owner, isOfTrait }: Static, telling: Telling): void {
  const { tcx } = cx;
  const { said } = telling;
  if (isOfTrait) {
    const place = placeOf(cx, item);
    if (place === undefined) telling.isUnknown = true;
    else said.noteAt(place, `the candidate is defined in the trait \`${tcx.items.shownName(owner)}\``);
    return;
  }
  const words = `the candidate is defined in an impl for the type \`${cx.print(tcx.implHeader(owner).self)}\``;
  if (tcx.items.isCore(item)) said.note(words);
  else said.noteAt(tcx.session.release.minor < 70 ? tcx.headSpan(owner) : tcx.headSpan(item), words);
}

function statics(cx: BodyContext, { types, name, node }: UnknownMember): readonly Static[] {
  const { items } = cx.tcx;
  const isStatic = (item: DefId): boolean => items.kind(item) === "assoc-fn" && !cx.tcx.isMethod(item);
  const of = (owner: DefId, isOfTrait: boolean): Static[] =>
    items
      .named(owner, name)
      .filter(isStatic)
      .map((item) => ({ item, owner, isOfTrait }));
  const own = [...new Set(types.flatMap((type) => cx.tcx.inherentImpls(type)))].flatMap((impl) => of(impl, false));
  return [...own, ...items.traitsInScope(cx.tree, node, cx.module).flatMap((trait) => of(trait, true))];
}

/** `Type::name(..)`, with the receiver first if the function wants the type there. */
function suggestPath(
  cx: BodyContext,
  { receiverId, args, types, ident, whole, type }: UnknownMember,
  found: Static,
  { said }: Telling,
): void {
  const { tcx } = cx;
  const self = found.isOfTrait ? type : tcx.implHeader(found.owner).self;
  const holder = found.isOfTrait ? type : (types.find((each) => sameForm(each, self)) ?? self);
  const path = valuePath(cx, peeled(holder));
  if (tcx.session.release.minor < 70) {
    const span = { ...whole, hi: ident.span.hi };
    return void said.suggest("use associated function syntax instead", [{ span, text: `${path}::${ident.name}` }], "HasPlaceholders");
  }
  const first = tcx.signature(found.item).params[0];
  const takesSelf = first !== undefined && (peeled(first) === self || isSelf(peeled(first)));
  const written = (args ?? []).map((arg) => cx.snippet(cx.tree.span(arg)));
  const borrow = first?.kind === "ref" ? (first.mutable ? "&mut " : "&") : "";
  const list = takesSelf && receiverId !== undefined ? [borrow + cx.snippet(cx.tree.span(receiverId)), ...written] : written;
  const text = `${path}::${ident.name}(${list.join(", ")})`;
  said.suggest("use associated function syntax instead", [{ span: whole, text }], "MachineApplicable", "verbose");
}

function sameForm(type: Ty, self: Ty): boolean {
  return type.kind === self.kind && (type.kind !== "adt" || (self.kind === "adt" && type.def === self.def));
}

function peeled(type: Ty): Ty {
  return type.kind === "ref" ? peeled(type.target) : type;
}

function isSelf(type: Ty): boolean {
  return type.kind === "param" && type.name === "Self";
}

/** A type in front of `::`. */
export function valuePath(cx: BodyContext, type: Ty): string {
  if (type.kind !== "adt")
    return type.kind === "tuple" || type.kind === "array" || type.kind === "slice" ? `<${cx.print(type)}>` : cx.print(type);
  const args = type.args.map((arg) => (cx.shallow(arg).kind === "infer" ? "_" : cx.print(arg)));
  return cx.tcx.items.shownName(type.def) + (args.length === 0 ? "" : `::<${args.join(", ")}>`);
}

// --- Builders ----------------------------------------------------------------------------------------------------

/** More are counted. */
const MOST = 5;

/** Since then they are told. */
const TELLS_BUILDERS = 77;

/** The functions of the type's own impls that give a value of it. */
export function adviseBuilders(cx: BodyContext, { type }: UnknownMember, telling: Telling): void {
  if (type.kind !== "adt" || cx.tcx.session.release.minor < TELLS_BUILDERS) return;
  const { items } = cx.tcx;
  const found = cx.tcx.inherentImpls(type).flatMap((impl) =>
    items.children(impl).flatMap((item) => {
      if (items.kind(item) !== "assoc-fn" || cx.tcx.isMethod(item) || !items.isVisible(item, cx.module)) return [];
      const output = madeBy(cx, impl, item, type);
      return output === undefined ? [] : [{ item, output }];
    }),
  );
  if (items.isCore(type.def)) {
    // Where they stand in core is not known.
    telling.isUnknown ||= found.length > 0;
    return;
  }
  const [only] = found;
  if (only === undefined) return;
  const self = cx.print(type);
  const path = (item: DefId): string => `${items.shownPath(type.def)}${genericsOf(cx, type)}::${items.name(item)}`;
  if (found.length === 1) {
    const words = `if you're trying to build a new \`${self}\`, consider using \`${path(only.item)}\` which returns \`${only.output}\``;
    return void telling.said.noteAt(cx.tcx.headSpan(only.item), words);
  }
  const shown = found.length > MOST ? found.slice(0, MOST - 1) : found;
  const rest = found.length > MOST ? `\nand ${found.length - MOST + 1} others` : "";
  const list = shown.map(({ item }) => path(item)).join("\n");
  const words = `if you're trying to build a new \`${self}\` consider using one of the following associated functions:\n${list}${rest}`;
  telling.said.note(words, ...shown.map(({ item }) => ({ span: cx.tcx.headSpan(item), primary: true })));
}

function genericsOf(cx: BodyContext, type: Ty & { kind: "adt" }): string {
  const names = cx.tcx.generics(type.def).params.map(({ name }) => name);
  return names.length === 0 ? "" : `::<${names.join(", ")}>`;
}

/** What it gives, if that is the type, an `Option` of it, or a `Result` with it. */
function madeBy(cx: BodyContext, impl: DefId, item: DefId, type: Ty): string | undefined {
  return cx.infer.probe(() => {
    const args = cx.selector.freshArgs(item, cx.tcx.items.span(item));
    const self = cx.tcx.types.substitute(cx.tcx.implHeader(impl).self, args.slice(0, cx.tcx.generics(impl).params.length));
    const output = cx.resolve(cx.tcx.types.substitute(cx.tcx.signature(item).output, args));
    const printed = cx.print(output);
    if (!cx.unify(self, type) || cx.selector.predicatesOf(impl, args).some((each) => cx.selector.holds(each) === "no")) return undefined;
    if (cx.infer.probe(() => cx.unify(output, type))) return printed;
    if (output.kind !== "adt" || output.args[0] === undefined) return undefined;
    const isWrapper = ["core::option::Option", "core::result::Result"].includes(cx.tcx.items.publicPath(output.def));
    const [inner] = output.args;
    return isWrapper && cx.infer.probe(() => cx.unify(inner, type)) ? printed : undefined;
  });
}
