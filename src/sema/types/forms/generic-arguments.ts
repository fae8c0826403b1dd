// Generic arguments as written against the parameters they are for: how many (E0107), of what kind and in what order (E0747),
// and none where none may stand (E0109). Lifetimes of a function that are bound late, by each call anew, cannot be given
// (E0794; Reference: "Generic arguments", "Late-bound lifetimes").
import type { Span } from "../../../base/source.ts";
import { error, type DiagnosticBuilder, unsupported, warning } from "../../../diag/diagnostic.ts";
import type { GenericArg, GenericArgs, PathSegment, Tree, TypeId } from "../../../syntax/ast.ts";
import { nameOfKind, reportArgumentCount } from "../argument-count.ts";
import type { TypeContext } from "../context.ts";
import type { DefId } from "../def-id.ts";
import type { GenericParamDef } from "../tables.ts";
import { USIZE } from "../ty.ts";
import { lateBoundLifetimes } from "./late-bound.ts";

type Angle = GenericArgs & { readonly kind: "angle" };

/** `mayInfer`: all of them may be left out. `isMethodCall`: lifetimes that are bound late are a lint's matter. */
export function checkArguments(
  tcx: TypeContext,
  tree: Tree,
  bearer: DefId,
  segment: PathSegment,
  mayInfer: boolean,
  isMethodCall = false,
): void {
  const { args } = segment;
  if (args?.kind === "return-type-notation") return;
  const params = ownParams(tcx, bearer);
  if (args?.kind === "parenthesized") return checkParentheses(tcx, bearer, segment);
  if (args !== undefined && tcx.isFnTrait(bearer)) reportOpenForm(tcx, segment);
  const given: readonly GenericArg[] = args?.args.filter((arg) => arg.kind === "type" || arg.kind === "const") ?? [];
  if (args !== undefined) checkLifetimes(tcx, bearer, segment, args, isMethodCall);
  const required = params.filter((param) => param.default === undefined).length;
  const isShort = given.length < required && !(mayInfer && given.length === 0);
  if (isShort || given.length > params.length)
    return reportArgumentCount(
      tcx,
      bearer,
      segment,
      params,
      given.map((arg) => argumentSpan(tree, arg)),
    );
  if (args === undefined) return;
  const wrong = outOfOrder(tcx, bearer, args) ?? given.find((arg, i) => !fits(tcx, tree, arg, params[i] as GenericParamDef));
  if (wrong === undefined) return;
  const param = params[given.indexOf(wrong)] as GenericParamDef;
  const wanted = outOfOrder(tcx, bearer, args) !== undefined ? "lifetime" : param.constType === undefined ? "type" : "constant";
  const said = noteFunction(tcx, tree, wrong, provided(tcx, tree, wrong, wanted));
  if (wanted === "constant" && wrong.kind === "type") adviseConstant(tcx, tree, wrong.type, param, said);
  tcx.report(said);
}

/** What would make a constant of a type that stands where one is expected (rustc's `generic_arg_mismatch_err`). */
function adviseConstant(tcx: TypeContext, tree: Tree, type: TypeId, param: GenericParamDef, said: DiagnosticBuilder): void {
  const { kind, id } = tree.type(type);
  const span = tree.span(type);
  if (kind.kind === "array" && param.constType === USIZE) {
    const text = `{ ${tcx.items.snippet(tree.span(kind.length))} }`;
    said.suggest("array type provided where a `usize` was expected, try", [{ span, text }], "MaybeIncorrect");
  }
  if (kind.kind !== "path") return;
  const def = defOf(tcx, tree, id);
  if (def !== undefined && tcx.items.kind(def) === "type-param") {
    if (param.constType === undefined) return;
    const edit = { span: tcx.items.span(def), text: `const ${param.name}: ${tcx.print(param.constType)}` };
    const aim = tcx.session.release.minor < 90 ? "be a `const` generic" : "a const parameter";
    return void said.suggest(`consider changing this type parameter to ${aim}`, [edit], "MaybeIncorrect", "verbose");
  }
  const braces = [
    { span: { ...span, hi: span.lo }, text: "{ " },
    { span: { ...span, lo: span.hi }, text: " }" },
  ];
  const words = "if this generic argument was intended as a const parameter, surround it with braces";
  said.suggest(words, braces, "MaybeIncorrect", "verbose");
}

function defOf(tcx: TypeContext, tree: Tree, id: number): DefId | undefined {
  const res = tcx.items.resolution(tree, id);
  return res?.base.kind === "def" && res.unresolved === 0 && res.base.def >= 0 ? res.base.def : undefined;
}

/** A path whose error has been told. */
function isUnresolved(tcx: TypeContext, tree: Tree, type: TypeId): boolean {
  const { kind, id } = tree.type(type);
  return kind.kind === "path" && tcx.items.resolution(tree, id)?.base.kind === "error";
}

/** `Trait(A) -> B` is for the `Fn` family. */
function checkParentheses(tcx: TypeContext, bearer: DefId, { ident, args }: PathSegment): void {
  if (args === undefined || tcx.isFnTrait(bearer)) return;
  const span = { ...ident.span, hi: args.span.hi };
  if (tcx.items.kind(bearer) === "trait") {
    const said = error("E0658", "parenthetical notation is only stable when used with `Fn`-family traits").at(span);
    return tcx.report(said.note("see issue #29625 <https://github.com/rust-lang/rust/issues/29625> for more information"));
  }
  const said = error("E0214", "parenthesized type parameters may only be used with a `Fn` trait");
  tcx.report(said.at(span, "only `Fn` traits may use parentheses"));
}

function reportOpenForm(tcx: TypeContext, { ident, args }: PathSegment): void {
  const span = { ...ident.span, hi: args?.span.hi ?? ident.span.hi };
  const said = error("E0658", "the precise format of `Fn`-family traits' type parameters is subject to change").at(span);
  tcx.report(said.note("see issue #29625 <https://github.com/rust-lang/rust/issues/29625> for more information"));
}

/** Without `Self`, the parent's, and those that stand for `impl Trait`. */
function ownParams(tcx: TypeContext, def: DefId): readonly GenericParamDef[] {
  const { params, parentCount, hasSelf } = tcx.generics(def);
  const from = parentCount > 0 ? parentCount : hasSelf ? 1 : 0;
  return params.slice(from).filter(({ synthetic }) => !synthetic);
}

function lifetimeArguments(args: Angle) {
  return args.args.flatMap((arg) => (arg.kind === "lifetime" ? [arg.lifetime] : []));
}

function checkLifetimes(tcx: TypeContext, bearer: DefId, segment: PathSegment, args: Angle, isMethodCall: boolean): void {
  const given = lifetimeArguments(args);
  const params = tcx.items.astGenerics(bearer)?.params.filter(({ kind }) => kind === "lifetime") ?? [];
  const [first] = given;
  if (first === undefined) return;
  const late = lateBoundLifetimes(tcx, bearer);
  const [introduced] = late;
  if (introduced !== undefined) {
    if (isMethodCall || given.length === params.length - late.length) return lintLate(tcx, first.ident.span, introduced.span);
    const said = error("E0794", "cannot specify lifetime arguments explicitly if late bound lifetime parameters are present");
    said.at(first.ident.span);
    const note = "the late bound lifetime parameter is introduced here";
    return tcx.report(said.note(note, { span: introduced.span, primary: true }));
  }
  if (given.length === params.length) return refuseGiven(tcx, bearer, given);
  const plural = (n: number): string => `${n} lifetime argument${n === 1 ? "" : "s"}`;
  const message = `${nameOfKind(tcx, bearer)} takes ${plural(params.length)} but ${plural(given.length)} ${given.length === 1 ? "was" : "were"} supplied`;
  tcx.report(error("E0107", message).at(segment.ident.span, `expected ${plural(params.length)}`));
}

function lintLate(tcx: TypeContext, span: Span, introduced: Span): void {
  const said = warning("cannot specify lifetime arguments explicitly if late bound lifetime parameters are present").at(span);
  said.lint = "late_bound_lifetime_arguments";
  tcx.report(said.label(introduced, "the late bound lifetime parameter is introduced here").phasedOut(42868));
}

/** What they ask of a call is not judged yet. */
function refuseGiven(tcx: TypeContext, bearer: DefId, given: ReturnType<typeof lifetimeArguments>): void {
  const kind = tcx.items.kind(bearer);
  const [first] = given.filter(({ ident }) => ident.name !== "'_");
  if (first === undefined || (kind !== "fn" && kind !== "assoc-fn")) return;
  tcx.report(unsupported("KB0405", "lifetimes that are given to a function", first.ident.span));
}

/** Lifetimes come first: what stands before one of them. */
function outOfOrder(tcx: TypeContext, bearer: DefId, { args }: Angle): GenericArg | undefined {
  const expects = tcx.items.astGenerics(bearer)?.params.some(({ kind }) => kind === "lifetime") === true;
  const last = args.findLastIndex(({ kind }) => kind === "lifetime");
  return expects ? args.find((arg, i) => i < last && (arg.kind === "type" || arg.kind === "const")) : undefined;
}

function argumentSpan(tree: Tree, arg: GenericArg): Span {
  switch (arg.kind) {
    case "type":
      return tree.span(arg.type);
    case "const":
      return tree.span(arg.value);
    case "lifetime":
      return arg.lifetime.ident.span;
    case "constraint":
      return arg.ident.span;
  }
}

function provided(tcx: TypeContext, tree: Tree, arg: GenericArg, wanted: string) {
  if (arg.kind === "type" && wanted === "constant" && isUnresolved(tcx, tree, arg.type))
    return error("E0747", "unresolved item provided when a constant was expected").at(argumentSpan(tree, arg));
  const what = arg.kind === "const" || (arg.kind === "type" && wanted === "type") ? "constant" : arg.kind;
  return error("E0747", `${what} provided when a ${wanted} was expected`).at(argumentSpan(tree, arg));
}

function noteFunction(tcx: TypeContext, tree: Tree, arg: GenericArg, said: DiagnosticBuilder): DiagnosticBuilder {
  const res = arg.kind === "type" ? tcx.items.resolution(tree, tree.type(arg.type).id) : undefined;
  const def = res?.base.kind === "def" ? res.base.def : undefined;
  if (def === undefined || def < 0 || tcx.items.kind(def) !== "fn" || tcx.session.release.minor < 90) return said;
  said.help(`\`${tcx.items.name(def)}\` is a function item, not a type`);
  return said.help("function item types cannot be named directly");
}

function fits(tcx: TypeContext, tree: Tree, arg: GenericArg, param: GenericParamDef): boolean {
  if (arg.kind === "const") return param.constType !== undefined || tree.expr(arg.value).kind.kind === "underscore";
  if (arg.kind !== "type") return true;
  return param.constType === undefined ? !isConstant(tcx, tree, arg.type) : mayBeConstant(tcx, tree, arg.type);
}

const CONSTANTS: ReadonlySet<string> = new Set(["const", "assoc-const", "static", "const-param", "fn", "assoc-fn"]);

/** A path that names a value: there is no type of the name. */
function isConstant(tcx: TypeContext, tree: Tree, type: number): boolean {
  const { kind, id } = tree.type(type);
  const def = kind.kind === "path" ? defOf(tcx, tree, id) : undefined;
  return def !== undefined && CONSTANTS.has(tcx.items.kind(def));
}

/** A path to a constant looks like a type. */
export function mayBeConstant(tcx: TypeContext, tree: Tree, type: number): boolean {
  const { kind, id } = tree.type(type);
  if (kind.kind === "paren") return mayBeConstant(tcx, tree, kind.inner);
  if (kind.kind === "infer" || kind.kind === "error" || kind.kind === "macro-call") return true;
  if (kind.kind !== "path") return false;
  const res = tcx.items.resolution(tree, id);
  if (res === undefined) return true;
  if (res.base.kind !== "def" || res.unresolved > 0) return false;
  const what = tcx.items.kind(res.base.def);
  return what !== "struct" && what !== "enum" && what !== "union" && what !== "type-param" && what !== "trait" && what !== "type-alias";
}

/** E0109; `declared`: where the type parameter is. */
export function forbidArguments(tcx: TypeContext, tree: Tree, { ident, args }: PathSegment, what: string, declared?: Span): void {
  if (args === undefined || args.kind === "return-type-notation") return;
  if (args.kind === "parenthesized") {
    const said = error("E0214", "parenthesized type parameters may only be used with a `Fn` trait");
    return tcx.report(said.at({ ...ident.span, hi: args.span.hi }, "only `Fn` traits may use parentheses"));
  }
  const given = args.args.filter(({ kind }) => kind !== "constraint");
  if (given.length === 0) return;
  const names = { lifetime: "lifetime", type: "type", const: "const", constraint: "" };
  const kinds = [...new Set(given.map(({ kind }) => names[kind]))];
  const list = kinds.length < 3 ? kinds.join(" and ") : `${kinds.slice(0, -1).join(", ")} and ${kinds.at(-1)}`;
  const word = kinds.length === 1 ? "argument" : "arguments";
  const said = error("E0109", `${list} arguments are not allowed on ${what}`);
  given.forEach((arg, i) => said.at(argumentSpan(tree, arg), i === given.length - 1 ? `${list} ${word} not allowed` : undefined));
  said.label(ident.span, `not allowed on ${what}`);
  if (declared !== undefined) said.noteAt(declared, `type parameter \`${ident.name}\` defined here`);
  if (what.startsWith("builtin type")) {
    const edit = { span: { ...ident.span, lo: ident.span.hi, hi: args.span.hi }, text: "" };
    said.suggest(`primitive type \`${ident.name}\` doesn't have generic parameters`, [edit], "MaybeIncorrect", "verbose");
  }
  tcx.report(said);
}
