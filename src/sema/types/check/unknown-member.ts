// A method, associated function, constant or variant that does not exist (E0599): which type has none of that name, and what may
// have been meant. What rustc would say of things in core whose places or signatures kbuild does not know makes it a refusal.
import type { Span } from "../../../base/source.ts";
import { type DiagnosticBuilder, error, unsupported } from "../../../diag/diagnostic.ts";
import type { ExprId, Ident } from "../../../syntax/ast.ts";
import { syntheticNodes } from "../collect-items.ts";
import type { DefId } from "../def-id.ts";
import type { Expr } from "../thir.ts";
import type { Ty } from "../ty.ts";
import { functionSite } from "../core-sites.ts";
import type { BodyContext } from "./context.ts";
import { ownWords, tellUnmet, unmetAtTypes } from "./blocked-member.ts";
import { unmetBounds, type Blocked } from "./member-bounds.ts";
import { adviseCall } from "./member-calls.ts";
import { adviseField } from "./member-fields.ts";
import { adviseBuilders, adviseFunction } from "./member-functions.ts";
import { adviseInner } from "./member-inside.ts";
import { adviseTraits } from "./member-traits.ts";
import { adviseVariant } from "./member-variants.ts";
import { holderWord, printHolder } from "./member-holder.ts";
import { reportNotIterator } from "./not-iterators.ts";
import { nearMember, type Wanted } from "./near-members.ts";

export interface UnknownMember extends Wanted {
  readonly ident: Ident;
  /** Of a method call. */
  readonly receiver: Expr | undefined;
  readonly receiverId: ExprId | undefined;
  /** Of the call, without the receiver; undefined where nothing is called. */
  readonly args: readonly ExprId[] | undefined;
  /** The call, or the path if nothing is called. */
  readonly whole: Span;
}

/** What is said so far; `isUnknown` once rustc would say something that kbuild cannot. */
export interface Telling {
  readonly said: DiagnosticBuilder;
  readonly noun: string;
  isUnknown: boolean;
}

export function reportUnknownMember(cx: BodyContext, member: UnknownMember): void {
  const { name, ident, isMethod, type } = member;
  if (reportNotIterator(cx, member, printReceiver(cx, member), ({ said }) => markLines(cx, member, said))) return;
  const noun = nounOf(cx, member);
  const message = `no ${noun} named \`${name}\` found for ${holderWord(cx, type)} \`${printHolder(cx, member)}\` in the current scope`;
  const blocked = unmetBounds(cx, member);
  const tellsUnmet = tellsBounds(cx, member, blocked);
  const exists = `the ${noun} \`${name}\` exists for ${holderWord(cx, type)} \`${cx.print(type)}\`, but its trait bounds were not satisfied`;
  const writer = missingWriter(cx, member);
  const plain = writer ?? error("E0599", message).at(ident.span);
  const own = tellsUnmet ? ownWords(cx, member, blocked) : undefined;
  const said = tellsUnmet ? plain.reworded(own?.message ?? exists) : plain;
  const telling: Telling = { said, noun, isUnknown: false };
  adviseAll(cx, member, telling, blocked);
  if (telling.isUnknown) {
    const what = isMethod ? `the method \`${name}\` of \`${cx.print(type)}\`` : `\`${cx.print(type)}::${name}\``;
    return cx.report(unsupported("KB0223", what, ident.span));
  }
  cx.reportUnlessError(telling.said, type);
}

/** Of older releases nobody has looked. */
const TELLS_UNMET = 90;

/** Of a parameter it is told what bound it lacks itself. */
function tellsBounds(cx: BodyContext, { type }: UnknownMember, { bounds }: Blocked): boolean {
  return bounds.length > 0 && type.kind !== "param" && cx.tcx.session.release.minor >= TELLS_UNMET;
}

/** Since then what `write!` is given is told of, not what the macro calls. */
const KNOWS_WRITERS = 80;

function missingWriter(cx: BodyContext, { name, ident, type, receiver, isMethod }: UnknownMember): DiagnosticBuilder | undefined {
  if (!isMethod || name !== "write_fmt" || receiver === undefined || cx.tcx.session.release.minor < KNOWS_WRITERS) return undefined;
  const macro = cx.tcx.items.macroOfCore(ident.span);
  if (macro !== "write" && macro !== "writeln") return undefined;
  const said = error("E0599", `cannot write into \`${cx.print(type)}\``).at(receiver.span);
  said.noteAt(receiver.span, "must implement `io::Write`, `fmt::Write`, or have a `write_fmt` method");
  const isLiteral = ["str", "int", "float", "bool", "char", "bytes"].includes(receiver.kind);
  return isLiteral ? said.helpAt({ ...receiver.span, hi: receiver.span.lo }, "a writer is needed before this format string") : said;
}

/** In the place itself, or beside it where that is the receiver's. */
function labelPlace({ ident }: UnknownMember, said: DiagnosticBuilder, label: string): void {
  if (said.spans[0]?.span.lo === ident.span.lo) relabel(said, label);
  else said.label(ident.span, label);
}

function adviseAll(cx: BodyContext, member: UnknownMember, telling: Telling, blocked: Blocked): void {
  const { said, noun } = telling;
  markLines(cx, member, said);
  if (!member.isMethod && member.args !== undefined) adviseBuilders(cx, member, telling);
  if (member.isMethod) adviseCall(cx, member, telling);
  const isFunction = adviseFunction(cx, member, telling);
  const isBlocked = blocked.bounds.length > 0;
  const tellsUnmet = tellsBounds(cx, member, blocked);
  const near = nearMember(cx, member);
  const isField = adviseField(cx, member, said);
  if (!isFunction && !isField && (!member.isMethod || near === undefined || (isBlocked && !tellsUnmet))) {
    const printed = printReceiver(cx, member);
    const own = tellsUnmet ? ownWords(cx, member, blocked)?.label : undefined;
    labelPlace(
      member,
      said,
      own ??
        (isBlocked ? `${noun} cannot be called on \`${printed}\` due to unsatisfied trait bounds` : `${noun} not found in \`${printed}\``),
    );
  }
  if (!isBlocked && !isFunction) noteOtherImpls(cx, member, telling);
  const isAdvised = tellsUnmet && tellUnmet(cx, member, blocked, telling);
  // What older releases say of the bounds is not known, but for a parameter nothing is.
  if (isBlocked && !tellsUnmet && member.type.kind !== "param") telling.isUnknown = true;
  adviseInner(cx, member, telling, isBlocked);
  if (member.type.kind !== "infer" && !isAdvised) adviseTraits(cx, member, telling);
  if (!isBlocked) {
    adviseVariant(cx, member, said);
    if (near === "unknown") telling.isUnknown = true;
    else if (near !== undefined && (member.ident.span.ctxt ?? 0) === 0) adviseNear(cx, member, near, telling);
  }
  labelTypes(cx, member, telling, tellsUnmet ? unmetAtTypes(cx, blocked.bounds) : new Map());
}

/** A label of the place itself. */
export function relabel(said: DiagnosticBuilder, label: string): void {
  const [first] = said.spans;
  if (first === undefined) return;
  if (first.label === undefined) said.spans[0] = { ...first, label };
  else said.spans.push({ span: first.span, primary: false, label });
}

/** Since then there is one word for all that is associated. */
const ONE_WORD = 89;

function nounOf(cx: BodyContext, { isMethod, type, name }: UnknownMember): string {
  if (isMethod) return "method";
  const isEnum = type.kind === "adt" && cx.tcx.adt(type.def).kind === "enum";
  if (cx.tcx.session.release.minor >= ONE_WORD)
    return isEnum ? "variant, associated function, or constant" : "associated function or constant";
  if (isEnum) return "variant or associated item";
  return /^\p{Ll}/u.test(name) ? "function or associated item" : "associated item";
}

/** A call over several lines is shown from its beginning. */
function markLines(cx: BodyContext, { whole, ident: { span } }: UnknownMember, said: DiagnosticBuilder): void {
  if (cx.tcx.session.release.minor < 70 || !cx.snippet(whole).includes("\n")) return;
  said.label({ ...whole, hi: span.lo }, "");
}

/** A literal's reference lives as long as the program. */
function printReceiver(cx: BodyContext, { type, receiver }: UnknownMember): string {
  const printed = cx.print(type);
  return isStatic(receiver) && type.kind === "ref" ? printed.replace(/^&/, "&'static ") : printed;
}

function isStatic(receiver: Expr | undefined): boolean {
  return receiver !== undefined && (receiver.kind === "str" || receiver.kind === "bytes");
}

// --- Names like it -----------------------------------------------------------------------------------------------

const ARTICLED: Readonly<Record<string, string>> = {
  method: "a method",
  function: "an associated function",
  constant: "an associated constant",
};

function adviseNear(cx: BodyContext, member: UnknownMember, near: DefId, telling: Telling): void {
  const { items } = cx.tcx;
  const { said } = telling;
  const { args, isMethod } = member;
  const name = items.name(near);
  const edits = [{ span: member.ident.span, text: name }];
  const sort = items.kind(near) === "assoc-const" ? "constant" : cx.tcx.isMethod(near) ? "method" : "function";
  if (cx.tcx.session.release.minor < 70) {
    const old = sort === "constant" ? "an associated constant" : "an associated function";
    return void said.suggest(`there is ${old} with a similar name`, edits, "MaybeIncorrect");
  }
  const message = `there is ${ARTICLED[sort]} \`${name}\` with a similar name`;
  const count = sort === "constant" ? 0 : cx.tcx.signature(near).params.length - (sort === "method" ? 1 : 0);
  const fits = sort === "constant" ? !isMethod && (args ?? []).length === 0 : args?.length === count;
  if (fits) return void said.suggest(message, edits, "MaybeIncorrect", "verbose");
  const place = placeOf(cx, near);
  if (place === undefined) telling.isUnknown = true;
  else said.helpAt(place, sort === "method" && args !== undefined ? `${message}, but with different arguments` : message);
}

/** Where the head of a function or constant is written, if that is known. */
export function placeOf(cx: BodyContext, item: DefId): Span | undefined {
  return cx.tcx.items.isCore(item) ? functionSite(cx.tcx, item) : cx.tcx.headSpan(item);
}

/** Where the name of a function is written. */
export function namePlace(cx: BodyContext, item: DefId): Span | undefined {
  return cx.tcx.items.isCore(item) ? functionSite(cx.tcx, item, true) : cx.tcx.items.identSpan(item);
}

// --- The type ----------------------------------------------------------------------------------------------------

/** `unmet`: what is said of types that lack a trait. */
function labelTypes(cx: BodyContext, { type, name }: UnknownMember, { said, noun }: Telling, unmet: ReadonlyMap<DefId, string>): void {
  const span = typePlace(cx, type);
  const own = type.kind === "adt" ? unmet.get(type.def) : undefined;
  const because = own === undefined ? "" : ` because it ${own}`;
  if (span !== undefined) said.label(span, `${noun} \`${name}\` not found for this ${holderWord(cx, type)}${because}`);
  for (const [def, words] of unmet) if (type.kind !== "adt" || def !== type.def) said.label(cx.tcx.headSpan(def), words);
}

/** Since then type parameters are shown. */
const SHOWS_PARAMETERS = 80;

function typePlace(cx: BodyContext, type: Ty): Span | undefined {
  const { items } = cx.tcx;
  if (type.kind === "adt") return items.isLocal(type.def) ? cx.tcx.headSpan(type.def) : undefined;
  if (type.kind !== "param" || cx.tcx.session.release.minor < SHOWS_PARAMETERS) return undefined;
  for (let owner: DefId | undefined = cx.owner; owner !== undefined; owner = items.parent(owner)) {
    const found = items.astGenerics(owner)?.params.find(({ kind, ident: { name } }) => kind === "type" && name === type.name);
    if (found !== undefined) return found.ident.span;
    const written = syntheticNodes(cx.tcx, owner).find((each) => each.name === type.name);
    if (written !== undefined) return items.tree(owner).span(written.node);
  }
  return undefined;
}

/** More are only counted. */
const SHOWN_IMPLS = 4;

/** Impls of the same struct, enum or union for other arguments have it. */
function noteOtherImpls(cx: BodyContext, { type, name, isMethod }: UnknownMember, { said, noun: written }: Telling): void {
  const { tcx } = cx;
  if (type.kind !== "adt" || tcx.items.isCore(type.def)) return;
  const has = (item: DefId): boolean => {
    const kind = tcx.items.kind(item);
    return isMethod ? kind === "assoc-fn" && tcx.isMethod(item) : kind === "assoc-const" || (kind === "assoc-fn" && !tcx.isMethod(item));
  };
  const impls = tcx.inherentImpls(type).filter((impl) => tcx.items.named(impl, name).some(has));
  const isModern = tcx.session.release.minor >= TELLS_UNMET;
  const unsorted = [...new Set(impls.map((impl) => tcx.print(tcx.implHeader(impl).self)))];
  const types = isModern ? unsorted.sort() : unsorted;
  const [only] = types;
  if (only === undefined) return;
  const noun = isMethod || !isModern ? written : "associated function or constant";
  if (types.length === 1 && isModern) return void said.note(`the ${noun} was found for \`${only}\``);
  const shown = types.length === SHOWN_IMPLS + 1 ? types : types.slice(0, SHOWN_IMPLS);
  const more = types.length > shown.length ? `\nand ${types.length - shown.length} more types` : "";
  said.note(`the ${noun} was found for${shown.map((each) => `\n- \`${each}\``).join("")}${more}`);
}
