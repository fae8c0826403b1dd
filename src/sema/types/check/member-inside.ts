// The value inside has the method: of an `Option` or `Result`, of any enum whose only such variant holds it, of a cell, or of a field.
import type { Span } from "../../../base/source.ts";
import type { Edit } from "../../../diag/diagnostic.ts";
import type { ExprId } from "../../../syntax/ast.ts";
import type { DefId } from "../def-id.ts";
import type { Ty } from "../ty.ts";
import { derefSteps } from "./autoderef.ts";
import type { BodyContext } from "./context.ts";
import { coreMayHave } from "./core-doubt.ts";
import { fieldOf } from "./field.ts";
import { isPick, probeMethod, receiverTypes, type Pick } from "./probe.ts";
import { placeOf, type Telling, type UnknownMember } from "./unknown-member.ts";

export function adviseInner(cx: BodyContext, member: UnknownMember, telling: Telling, isBlocked: boolean): void {
  const { type } = member;
  if (!member.isMethod || member.receiver === undefined) return;
  if (!isBlocked) adviseFields(cx, member, telling);
  if (type.kind !== "adt") return;
  if (cx.tcx.adt(type.def).kind === "enum") adviseVariants(cx, member, type, telling);
  else adviseCell(cx, member, type, telling);
}

/** The method of that name, with the traits in scope; "unknown" if it might be one of core's. */
function methodOf(cx: BodyContext, { name, node, span }: UnknownMember, type: Ty): Pick | "unknown" | undefined {
  const found = cx.infer.probe(() => probeMethod(cx, type, name, node, span));
  if (isPick(found)) return found;
  return coreMayHave(cx, receiverTypes(cx, type), name, node, true) ? "unknown" : undefined;
}

function adviseVariants(cx: BodyContext, member: UnknownMember, type: Ty & { kind: "adt" }, telling: Telling): void {
  const matching = cx.tcx.adt(type.def).variants.flatMap((variant) => {
    const [field] = variant.fields;
    if (field === undefined || variant.fields.length !== 1) return [];
    const held = cx.structurally(cx.instantiate(field.type, type.args, member.span));
    if (held.kind === "infer" && held.of === "type") return [];
    const method = methodOf(cx, member, held);
    return method === undefined ? [] : [{ held, method }];
  });
  const [only] = matching;
  if (only === undefined || matching.length > 1) return;
  if (only.method === "unknown") return void (telling.isUnknown = true);
  noteMethod(cx, member, only.method.candidate.method, only.held, telling);
  const path = cx.tcx.items.publicPath(type.def);
  if (path === "core::option::Option")
    unwrap(cx, member, { held: only.held, kind: "Option", variant: "`Option::None`", article: "an" }, type, telling);
  else if (path === "core::result::Result" && !cx.inConstant)
    unwrap(cx, member, { held: only.held, kind: "Result", variant: "`Result::Err`", article: "a" }, type, telling);
}

function noteMethod(cx: BodyContext, { name }: UnknownMember, method: DefId, held: Ty, telling: Telling): void {
  const place = placeOf(cx, method);
  if (place === undefined) telling.isUnknown = true;
  else telling.said.noteAt(place, `the method \`${name}\` exists on the type \`${cx.print(held)}\``);
}

interface Wrapper {
  readonly held: Ty;
  readonly kind: string;
  readonly variant: string;
  readonly article: string;
}

function unwrap(
  cx: BodyContext,
  { receiverId }: UnknownMember,
  { held, kind, variant, article }: Wrapper,
  type: Ty & { kind: "adt" },
  { said }: Telling,
): void {
  const value = cx.print(held);
  const returned = cx.returns.at(-1)?.type;
  const given = returned === undefined ? undefined : cx.structurally(returned);
  if (given?.kind === "adt" && given.def === type.def) {
    const words = `use the \`?\` operator to extract the \`${value}\` value, propagating ${article} ${variant} value to the caller`;
    return void said.suggest(words, behind(cx, receiverId, "?"), "MachineApplicable", "verbose");
  }
  const words = `consider using \`${kind}::expect\` to unwrap the \`${value}\` value, panicking if the value is ${article} ${variant}`;
  said.suggest(words, behind(cx, receiverId, '.expect("REASON")'), "HasPlaceholders", "verbose");
}

function behind(cx: BodyContext, receiver: ExprId | undefined, text: string): Edit[] {
  if (receiver === undefined) return [];
  const span = cx.tree.span(receiver);
  return [{ span: { ...span, lo: span.hi }, text }];
}

/** `RefCell` and `MaybeUninit`. */
function adviseCell(cx: BodyContext, member: UnknownMember, type: Ty & { kind: "adt" }, telling: Telling): void {
  const path = cx.tcx.items.publicPath(type.def);
  const [held] = type.args;
  if (held === undefined || !["core::cell::RefCell", "core::mem::MaybeUninit"].includes(path)) return;
  const method = methodOf(cx, member, cx.structurally(held));
  if (method === undefined) return;
  if (method === "unknown") return void (telling.isUnknown = true);
  const { said } = telling;
  if (path === "core::mem::MaybeUninit") {
    const printed = `MaybeUninit::<${cx.print(held)}>`;
    said.help(`if this \`${printed}\` has been initialized, use one of the \`assume_init\` methods to access the inner value`);
  } else {
    if (method.autoref !== "ref" && method.autoref !== "ref-mut") return;
    const isMut = method.autoref === "ref-mut";
    const [text, how, when] = isMut
      ? [".borrow_mut()", "mutably borrow", "any borrows exist"]
      : [".borrow()", "borrow", "a mutable borrow exists"];
    const words = `use \`${text}\` to ${how} the \`${cx.print(held)}\`, panicking if ${when}`;
    said.suggest(words, behind(cx, member.receiverId, text), "MaybeIncorrect", "verbose");
  }
  noteMethod(cx, member, method.candidate.method, cx.structurally(held), telling);
}

/** Traits whose methods are not told of fields. */
const UNTOLD: ReadonlySet<string> = new Set(["Clone", "Deref", "DerefMut", "AsRef", "AsMut", "Borrow", "BorrowMut"]);

/** Fields that have the method, of each type that the receiver is dereferenced to. */
function adviseFields(cx: BodyContext, member: UnknownMember, telling: Telling): void {
  const at = { ...member.ident.span, hi: member.ident.span.lo };
  for (const { type } of derefSteps(cx, member.type)) {
    const paths = fieldsOf(cx, type, member.span)
      .flatMap((field) => pathTo(cx, member, field, telling, 1) ?? [])
      .sort();
    const [some, have] = paths.length > 1 ? ["some", "have"] : ["one", "has"];
    const words = `${some} of the expressions' fields ${have} a method of the same name`;
    const edits = paths.map((path) => [{ span: at, text: `${path}.` }]);
    if (edits.length === 1) telling.said.suggest(words, edits[0] as Edit[], "MaybeIncorrect", "verbose");
    else if (edits.length > 1) telling.said.suggestOneOf(words, edits, "MaybeIncorrect");
  }
}

interface Field {
  readonly name: string;
  readonly type: Ty;
}

/** Those that may be named here, of a struct, union or tuple. */
function fieldsOf(cx: BodyContext, type: Ty, span: Span): Field[] {
  if (type.kind === "tuple") return type.elements.map((element, i) => ({ name: String(i), type: cx.structurally(element) }));
  if (type.kind !== "adt" || cx.tcx.adt(type.def).kind === "enum") return [];
  return (cx.tcx.adt(type.def).variants[0]?.fields ?? []).flatMap(({ name }) => {
    const field = fieldOf(cx, type, name, span);
    return field?.visible === true ? [{ name, type: cx.structurally(field.type) }] : [];
  });
}

/** How deep fields of fields are looked at. */
const DEEPEST = 4;

/** The way from a field to the first value with the method: the field itself, or one inside. */
function pathTo(cx: BodyContext, member: UnknownMember, { name, type }: Field, telling: Telling, depth: number): string | undefined {
  const method = type.kind === "infer" && type.of === "type" ? undefined : methodOf(cx, member, type);
  if (method === "unknown") telling.isUnknown = true;
  else if (method !== undefined && isTold(cx, method.candidate.method)) return name;
  if (depth === DEEPEST) return undefined;
  for (const step of derefSteps(cx, type)) {
    for (const field of fieldsOf(cx, step.type, member.span)) {
      const path = pathTo(cx, member, field, telling, depth + 1);
      if (path !== undefined) return `${name}.${path}`;
    }
  }
  return undefined;
}

function isTold(cx: BodyContext, method: DefId): boolean {
  const owner = cx.tcx.items.parent(method);
  return owner === undefined || !cx.tcx.items.isCore(owner) || !UNTOLD.has(cx.tcx.items.name(owner));
}
