// Calls in constants and `const fn`s: only of what is `const` itself (E0015).
import type { Span } from "../../base/source.ts";
import { constFunctions, constTraits } from "../../corelib/const-names.ts";
import { error, unsupported, type DiagnosticBuilder } from "../../diag/diagnostic.ts";
import type { TypeContext } from "./context.ts";
import type { ConstPlace } from "./const-operations.ts";
import type { DefId } from "./def-id.ts";
import type { Expr } from "./thir.ts";
import type { Ty } from "./ty.ts";

/** Since then what is called is shown with its arguments, and of a method from its name on. */
const SHOWS_CALLEE = 90;

export function checkConstCall(tcx: TypeContext, expr: Expr & { kind: "call" }, place: ConstPlace): void {
  const { type } = expr.callee;
  if (type.kind === "fn-pointer") return tcx.report(error(`function pointer calls are not allowed in ${place}`).at(expr.span));
  if (expr.by === "formatting") return tcx.report(nonConst("formatting macro", expr, place));
  if (isNonStringPanic(tcx, expr))
    return tcx.report(error("argument to `panic!()` in a const context must have type `&str`").at(expr.span));
  if (type.kind !== "fn-def" || tcx.items.kind(type.def) === "constructor" || reportUnstable(tcx, expr, type, place)) return;
  if (tcx.signature(type.def).const && !isConstLater(tcx, type.def)) return;
  const said = nonConstCall(tcx, expr, type, place);
  if (said === undefined) return tcx.report(unsupported("KB0232", `a call of \`${tcx.items.path(type.def)}\` in ${place}`, expr.span));
  if (said === "told") return;
  if (place === "statics" && tcx.session.release.minor >= 80)
    said.note("consider wrapping this expression in `std::sync::LazyLock::new(|| ...)`");
  tcx.report(said);
}

/** Functions of core that became `const` between 1.68 and 1.87, and when. */
const LATER: Readonly<Record<string, readonly [since: number, names: string]>> = {
  Option: [83, "unwrap expect as_mut take replace copied unwrap_unchecked get_or_insert insert as_pin_ref as_pin_mut as_slice"],
  Result: [83, "as_mut ok err unwrap expect copied"],
  mem: [83, "replace swap take"],
  ptr: [83, "write write_unaligned write_bytes replace swap"],
};

function isConstLater(tcx: TypeContext, def: DefId): boolean {
  const { items, session } = tcx;
  const owner = items.parent(def);
  if (items.isLocal(def) || owner === undefined || session.release.minor >= 90) return false;
  const self = items.kind(owner) === "impl" ? tcx.implHeader(owner).self : undefined;
  const holder = self?.kind === "adt" ? items.name(self.def) : items.name(owner);
  const row = Object.hasOwn(LATER, holder) ? LATER[holder] : undefined;
  return row !== undefined && session.release.minor < row[0] && row[1].split(" ").includes(items.name(def));
}

type FnDef = Ty & { kind: "fn-def" };

/** Methods of core that a feature makes `const` (`rustc_const_unstable` in the library of 1.96.0): always, or for functions that are. */
const OPENED: Readonly<Record<string, { readonly always: string; readonly sometimes: string }>> = {
  Option: {
    always: "",
    sometimes:
      "is_some_and is_none_or unwrap_or unwrap_or_else unwrap_or_default map inspect map_or map_or_else map_or_default ok_or ok_or_else " +
      "as_deref as_deref_mut and and_then filter or or_else xor insert get_or_insert_default get_or_insert_with take_if zip",
  },
  Result: {
    always: "iter iter_mut unwrap_unchecked",
    sometimes:
      "is_ok_and is_err_and ok err map map_or map_or_else map_or_default map_err inspect inspect_err as_deref as_deref_mut " +
      "unwrap_or_default and and_then or or_else unwrap_or unwrap_or_else",
  },
  slice: {
    always:
      "iter iter_mut windows chunks chunks_mut chunks_exact chunks_exact_mut array_windows rchunks rchunks_mut rchunks_exact " +
      "rchunks_exact_mut chunk_by chunk_by_mut swap_with_slice split_off_first split_off_first_mut split_off_last split_off_last_mut",
    sometimes: "get get_mut get_unchecked get_unchecked_mut clone_from_slice",
  },
  array: { always: "", sometimes: "map" },
  str: { always: "", sometimes: "get get_mut" },
};
const OPENED_BY = 96;

/** What only features make `const`: told as such, and where that depends on a function or a trait, as E0658 before. */
function reportUnstable(tcx: TypeContext, expr: Expr & { kind: "call" }, type: FnDef, place: ConstPlace): boolean {
  const { items } = tcx;
  const impl = items.parent(type.def);
  if (tcx.session.release.minor !== OPENED_BY || items.isLocal(type.def) || impl === undefined || items.kind(impl) !== "impl") return false;
  const { self, ref } = tcx.implHeader(impl);
  const those = ref === undefined ? OPENED[self.kind === "adt" ? items.name(self.def) : self.kind] : undefined;
  const [path, plain] = [calleePath(tcx, type), calleePath(tcx, { ...type, args: tcx.identityArgs(type.def) })];
  if (those === undefined || path === undefined || plain === undefined) return false;
  const isNamedIn = (names: string): boolean => names.split(" ").includes(items.name(type.def));
  const isSometimes = isNamedIn(those.sometimes);
  if (!isSometimes && !isNamedIn(those.always)) return false;
  if (isSometimes) {
    const said = error("E0658", `cannot call conditionally-const ${wordOf(tcx, type.def)} \`${path}\` in ${place}`);
    limited(said.at(calledAt(tcx, expr)), place);
    tcx.report(opened(said));
  }
  // Of its own parameters nothing is said there.
  const bare = plain.replace(/(::\w+)::<[^<>]*(?:<[^<>]*>)?[^<>]*>$/, "$1");
  tcx.report(error(`\`${bare}\` is not yet stable as a const fn`).at(expr.span));
  return true;
}

/** Undefined where core may have made it `const`, by a feature or for some types. */
function nonConstCall(
  tcx: TypeContext,
  expr: Expr & { kind: "call" },
  type: FnDef,
  place: ConstPlace,
): DiagnosticBuilder | "told" | undefined {
  const parent = tcx.items.parent(type.def);
  if (parent !== undefined && tcx.items.kind(parent) === "trait") return nonConstMember(tcx, expr, type, parent, place);
  const isModern = tcx.session.release.minor >= SHOWS_CALLEE;
  const isOpen = isNamed(constFunctions(), tcx.items.name(type.def)) && !isOfWhollyKnown(tcx, parent);
  if (!tcx.items.isLocal(type.def) && (!isModern || isOpen)) return undefined;
  const path = calleePath(tcx, type);
  if (path === undefined) return undefined;
  const what = wordOf(tcx, type.def);
  return nonConst(`${what} \`${path}\``, { span: calledAt(tcx, expr) }, place, (made) => {
    if (what === "function" && tcx.items.isLocal(type.def) && tcx.session.release.minor >= 86)
      made.noteAt(tcx.headSpan(type.def), `${what} \`${tcx.items.name(type.def)}\` is not const`);
  });
}

/** Of `Option` and `Result` it is known which methods are `const`. */
function isOfWhollyKnown(tcx: TypeContext, impl: DefId | undefined): boolean {
  if (impl === undefined || tcx.items.kind(impl) !== "impl") return false;
  const { self } = tcx.implHeader(impl);
  return self.kind === "adt" && /^core::(?:option::Option|result::Result)$/.test(tcx.items.path(self.def));
}

const isNamed = (names: string, name: string): boolean => names.includes(` ${name} `) || names.includes(` ${name}\n`);

function wordOf(tcx: TypeContext, def: DefId): string {
  return tcx.isMethod(def) ? "method" : tcx.items.kind(def) === "assoc-fn" ? "associated function" : "function";
}

function calledAt(tcx: TypeContext, { by, span, callSpan }: Expr & { kind: "call" }): Span {
  return by === "method" && tcx.session.release.minor >= SHOWS_CALLEE ? callSpan : span;
}

/** A function of a trait: not `const` for what is the crate's, whoever's the trait is, and for core's where the trait is never. */
function nonConstMember(
  tcx: TypeContext,
  expr: Expr & { kind: "call" },
  type: FnDef,
  trait: DefId,
  place: ConstPlace,
): DiagnosticBuilder | "told" | undefined {
  const [self] = type.args;
  if (self === undefined || tcx.session.release.minor < SHOWS_CALLEE) return undefined;
  const name = tcx.items.name(trait);
  const isOurs = tcx.items.isLocal(trait);
  const impl = isOurs ? undefined : ownImpl(tcx, trait, self);
  if (!isOurs && impl === undefined && reportConditional(tcx, expr, type, name, place)) return "told";
  if (CALLS.has(name)) return nonConstClosure(expr, self, place);
  const isIteration = LOOPS.has(name) && self.kind !== "param" && !isOfOption(tcx, self);
  // Of a parameter, the bound says that the trait holds, not that its functions are `const`.
  const isBound = self.kind === "param";
  if (!isOurs && impl === undefined && !isIteration && !isBound && isNamed(constTraits(), name)) return undefined;
  if (expr.by === "desugaring") return isIteration || impl !== undefined ? nonConstLoop(tcx, expr, self, place) : undefined;
  if (expr.by === "operator") {
    if (impl === undefined) return isBound ? nonConst("operator", expr, place) : undefined;
    const head = tcx.implHead(impl);
    const at = tcx.items.isDerived(impl) ? tcx.items.callSite(head) : head;
    return nonConst("operator", expr, place, (made) => made.noteAt(at, "impl defined here, but it is not `const`"));
  }
  const path = calleePath(tcx, type);
  if (path === undefined) return undefined;
  const what = wordOf(tcx, type.def);
  return nonConst(`${what} \`${path}\``, { span: calledAt(tcx, expr) }, place, (made) => {
    if (!isOurs) return;
    const own = tcx.items.name(type.def);
    const message = `${what} \`${own}\` is not const because trait \`${name}\` is not const`;
    const member = { span: wholeHead(tcx, type.def), primary: false, label: `this ${what} is not const` };
    made.note(message, { span: tcx.headSpan(trait), primary: true, label: "this trait is not const" }, member);
    made.help("const traits are not yet supported on stable Rust");
  });
}

/** Whether core implements the trait for the types as a feature makes `const`. */
function isConditional(tcx: TypeContext, trait: string, [self, other]: readonly Ty[]): boolean {
  if (tcx.session.release.minor !== OPENED_BY || self === undefined) return false;
  const isPlain = ({ kind }: Ty): boolean => kind === "int" || kind === "bool" || kind === "char";
  switch (trait) {
    case "Index":
    case "IndexMut":
      return self.kind === "slice" || self.kind === "array" || self.kind === "str";
    case "From":
    case "Into":
      return isPlain(self) && other !== undefined && isPlain(other);
    case "Ord":
    case "Clone":
    case "Default":
      return isPlain(self);
    case "PartialEq":
      return (self.kind === "str" || (self.kind === "ref" && self.target.kind === "str")) && other === self;
    default:
      return false;
  }
}

function reportConditional(tcx: TypeContext, expr: Expr & { kind: "call" }, type: FnDef, trait: string, place: ConstPlace): boolean {
  if (expr.by === "desugaring") return reportQuestion(tcx, expr, type, trait, place);
  const path = isConditional(tcx, trait, type.args) ? calleePath(tcx, type) : undefined;
  if (path === undefined) return false;
  const isOperator = expr.by === "operator" || trait.startsWith("Index");
  const what = isOperator ? "operator" : `${wordOf(tcx, type.def)} \`${path}\``;
  const said = error("E0658", `cannot call conditionally-const ${what} in ${place}`);
  const whole = trait.startsWith("Index") ? { ...expr.span, lo: baseOf(expr).span.hi } : expr.span;
  tcx.report(opened(limited(said.at(isOperator ? whole : calledAt(tcx, expr)), place)));
  tcx.report(error(`\`${trait}\` is not yet stable as a const trait`).at(whole));
  return true;
}

/** What is indexed, as it is written. */
function baseOf({ args: [base], ...expr }: Expr & { kind: "call" }): Expr {
  let at = base ?? (expr as Expr);
  while (at.kind === "coerce" || at.kind === "borrow" || at.kind === "deref") at = at.operand;
  return at;
}

const opened = (said: DiagnosticBuilder): DiagnosticBuilder =>
  said.note("see issue #143874 <https://github.com/rust-lang/rust/issues/143874> for more information");

/** `?` of an `Option`, or of a `Result` whose error need not become another. */
function reportQuestion(tcx: TypeContext, expr: Expr, { args }: FnDef, trait: string, place: ConstPlace): boolean {
  const [self, residual] = args;
  if (tcx.session.release.minor !== OPENED_BY || self?.kind !== "adt") return false;
  const path = tcx.items.path(self.def);
  if (path !== "core::option::Option" && path !== "core::result::Result") return false;
  if (trait === "Try") {
    const said = error("E0658", `\`?\` is not allowed on \`${tcx.print(self)}\` in ${place}`).at(expr.span);
    tcx.report(opened(limited(said, place)));
  } else if (trait !== "FromResidual" || (path === "core::result::Result" && !isSameError(self, residual))) return false;
  tcx.report(error(`\`${trait}\` is not yet stable as a const trait`).at(expr.span));
  return true;
}

function isSameError(self: Ty & { kind: "adt" }, residual: Ty | undefined): boolean {
  return residual?.kind === "adt" && residual.args[1] === self.args[1];
}

const CALLS: ReadonlySet<string> = new Set(["Fn", "FnMut", "FnOnce"]);

function nonConstClosure(expr: Expr, { kind }: Ty, place: ConstPlace): DiagnosticBuilder | undefined {
  if (kind !== "closure" && kind !== "param") return undefined;
  return nonConst("closure", expr, place, (made) => {
    if (kind === "closure") made.note(`closures need an RFC before allowed to be called in ${place}`);
  });
}

const LOOPS: ReadonlySet<string> = new Set(["Iterator", "IntoIterator"]);

function isOfOption(tcx: TypeContext, type: Ty): boolean {
  return type.kind === "adt" && tcx.items.path(type.def).startsWith("core::option::");
}

/** The crate's own impl of core's trait. */
function ownImpl(tcx: TypeContext, trait: DefId, self: Ty): DefId | undefined {
  if (self.kind !== "adt" || !tcx.items.isLocal(self.def)) return undefined;
  return tcx.traitImpls(trait, self).find((impl) => {
    const header = tcx.implHeader(impl);
    return tcx.items.isLocal(impl) && header.self.kind === "adt" && header.self.def === self.def;
  });
}

/** Of both calls that a loop makes the same may be told. */
const toldLoops = new WeakMap<TypeContext, Set<string>>();

function nonConstLoop(tcx: TypeContext, expr: Expr, self: Ty, place: ConstPlace): DiagnosticBuilder | "told" {
  const message = `cannot use \`for\` loop on \`${tcx.print(self)}\` in ${place}`;
  const told = toldLoops.get(tcx) ?? new Set();
  const key = `${expr.span.lo} ${message}`;
  if (told.has(key)) return "told";
  toldLoops.set(tcx, told.add(key));
  return limited(error("E0015", message).at(expr.span), place);
}

/** Of a function without a body the semicolon is part of it. */
function wholeHead(tcx: TypeContext, def: DefId): Span {
  const head = tcx.headSpan(def);
  return tcx.items.snippet({ ...head, lo: head.hi, hi: head.hi + 1 }) === ";" ? { ...head, hi: head.hi + 1 } : head;
}

/** As a path with its arguments: `S::<u8>::new`, `<S as Clone>::clone`, `str::<impl str>::trim`. */
function calleePath(tcx: TypeContext, { def, args }: FnDef): string | undefined {
  const { items } = tcx;
  const parent = items.parent(def);
  const { parentCount } = tcx.generics(def);
  const isModern = tcx.session.release.minor >= SHOWS_CALLEE;
  const own = args.slice(parentCount).map((arg) => tcx.print(arg));
  const name = `${items.name(def)}${own.length === 0 || !isModern ? "" : `::<${own.join(", ")}>`}`;
  if (parent === undefined || items.kind(def) !== "assoc-fn") return items.isLocal(def) ? name : undefined;
  if (items.kind(parent) === "trait") {
    const [self, ...others] = args.slice(0, parentCount);
    return self === undefined ? undefined : `<${tcx.print(self)} as ${tcx.printer.trait(parent, [self, ...others])}>::${name}`;
  }
  const header = tcx.implHeader(parent);
  const self = isModern ? tcx.types.substitute(header.self, args.slice(0, parentCount)) : header.self;
  if (header.ref !== undefined) return `<${tcx.print(self)} as ${tcx.printer.trait(header.ref.trait, header.ref.args)}>::${name}`;
  if (self.kind === "adt") return `${isModern ? tcx.print(self).replace("<", "::<") : tcx.print(self)}::${name}`;
  const module = self.kind === "slice" || self.kind === "array" || self.kind === "str" ? self.kind : undefined;
  return module === undefined ? undefined : `${module}::<impl ${tcx.print(self)}>::${name}`;
}

/** `before`: notes that stand before the common one. */
export function nonConst(
  what: string,
  { span }: { readonly span: Span },
  place: ConstPlace,
  before?: (said: DiagnosticBuilder) => void,
): DiagnosticBuilder {
  const said = error("E0015", `cannot call non-const ${what} in ${place}`).at(span);
  before?.(said);
  return limited(said, place);
}

function limited(said: DiagnosticBuilder, place: ConstPlace): DiagnosticBuilder {
  return said.note(`calls in ${place} are limited to constant functions, tuple structs and tuple variants`);
}

/** `panic!("{}", value)`: the value must be the text, as nothing is formatted. */
function isNonStringPanic(tcx: TypeContext, { callee, args }: Expr & { kind: "call" }): boolean {
  const { type } = callee;
  if (type.kind !== "fn-def" || tcx.items.path(type.def) !== "core::panicking::panic_display") return false;
  const shown = args[0]?.type;
  return shown?.kind === "ref" && !(shown.target.kind === "ref" && shown.target.target.kind === "str");
}
