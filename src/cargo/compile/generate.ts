// From the typed crate to its object: roots, MIR on demand, machine code.
import { clashingSymbol } from "../../codegen/distinct-symbols.ts";
import { compileModule } from "../../codegen/compile-module.ts";
import type { CompiledModule } from "../../codegen/compile-module.ts";
import type { FunctionInstance } from "../../codegen/module.ts";
import { pathSegments } from "../../codegen/symbol-names.ts";
import { Unsupported } from "../../mir/build/builder.ts";
import type { BuildContext } from "../../mir/build/builder.ts";
import { buildBody, buildClosure } from "../../mir/build/body.ts";
import { exportedItems, findAttribute, isMutableStatic } from "../../mir/exports.ts";
import { buildDropGlue } from "../../mir/build/drop-glue.ts";
import { buildAllocator, buildConstructor, buildFunctionCall, buildReified } from "../../mir/build/shims.ts";
import { lowerIntrinsics } from "../../mir/lower-intrinsics.ts";
import { lowerDrops } from "../../mir/lower-drops.ts";
import { lowerAsserts } from "../../mir/lower-asserts.ts";
import { conventionOfC, lowerCValues } from "../../mir/lower-c-values.ts";
import { layoutsFor } from "../../sema/types/layout.ts";
import { lowerSoft } from "../../mir/lower-soft.ts";
import type { CheckBody, SharedBody } from "../../mir/optimize.ts";
import type { Body } from "../../mir/mir.ts";
import { verifyBody } from "../../mir/verify.ts";
import { OptimizedBodies } from "../../mir/optimize.ts";
import type { Library } from "../../sema/names/library.ts";
import type { ResolvedProgram } from "../../sema/names/program.ts";
import type { TypedCrate } from "../../sema/types/check-crate.ts";
import { NoInstance } from "../../sema/types/instance.ts";
import type { Instance, Shim, TypeTables } from "../../sema/types/tables.ts";
import type { FieldsOf } from "../../mir/split-aggregates.ts";
import type { DefId } from "../../sema/types/def-id.ts";
import type { Expr } from "../../sema/types/thir.ts";
import type { Ty } from "../../sema/types/ty.ts";
import { atLeast } from "../../target/release.ts";
import type { Session } from "../../target/session.ts";
import type { Value } from "../../sema/constants/value.ts";
import type { SourceMap, Span } from "../../base/source.ts";
import { shownPath } from "../../target/shown-path.ts";
import { hostedRuntime } from "../rustc/hosted-runtime.ts";
import type { HostedRuntime } from "../rustc/hosted-runtime.ts";
import { debugPlaces, panicPlaces } from "./locations.ts";
import { isRlib } from "./metadata.ts";

/** Name of the one codegen unit, which the object's file symbol and the image's symbol table show. */
function codegenUnitName(session: Session): string {
  const hash = session.metadata[0] ?? "";
  const digits = BigInt(`0x${hash || "0"}`).toString(36);
  if (!session.incremental)
    return session.release.minor >= 96
      ? `${session.crateName}.${hash.replace(/^0+/, "")}-cgu.0`
      : `${session.crateName}.${hash.slice(-8)}-cgu.0`;
  return session.release.minor >= 96 ? digits.padStart(25, "0") : digits.padStart(16, "0");
}

function chosen(tables: TypedCrate["tables"], def: DefId, args: readonly Ty[]): Instance {
  try {
    return tables.resolveInstance(def, args);
  } catch (error) {
    if (error instanceof NoInstance) throw new Unsupported("a call whose implementation is not found", { lo: 0, hi: 0 });
    throw error;
  }
}

/** What lowering to MIR asks, answered for this session. */
export function buildContext(session: Session, { tables, evaluator }: TypedCrate): BuildContext {
  const evaluateValue = (expr: Expr, args: readonly Ty[]): Value | undefined =>
    expr.kind === "constant"
      ? evaluator.constant(
          expr.def,
          expr.args.map((arg) => tables.instantiate(arg, args)),
        )
      : evaluator.expression(expr, args, 0);
  const evaluate = (expr: Expr, args: readonly Ty[]): bigint | undefined => {
    const value = evaluateValue(expr, args);
    return value?.kind === "scalar" ? value.value : undefined;
  };
  return {
    tables,
    resolve: (def, args) => chosen(tables, def, args),
    isCopy: tables.isCopy,
    overflowChecks: session.overflowChecks,
    shortTails: session.edition >= 2024,
    unsafeScopes: !atLeast(session.release, 77),
    dropsRunsOfArrays: atLeast(session.release, 70),
    evaluate,
    evaluateValue,
    promote: (expr, args) => evaluator.promoted(expr, args),
  };
}

/** For bodies as they are written: a call names the function, not yet the impl's. */
export function genericContext(session: Session, program: ResolvedProgram, typed: TypedCrate, owner: DefId): BuildContext {
  const resolve = (def: DefId, args: readonly Ty[]) => {
    const { kind } = program.definitions.get(def);
    return kind === "fn" || kind === "assoc-fn" ? ({ kind: "item", def, args } as const) : typed.tables.resolveInstance(def, args);
  };
  return { ...buildContext(session, typed), resolve, isCopy: (type) => typed.tables.isCopyIn(owner, type) };
}

/** What a struct, tuple or closure is made of; not of what is dropped, which may be there only in part. */
function fieldsOf(type: Ty, program: ResolvedProgram, tables: TypeTables): ReturnType<FieldsOf> {
  if (tables.needsDrop(type)) return undefined;
  if (type.kind === "tuple") return { types: type.elements, isOwn: false };
  if (type.kind === "closure") return { types: tables.captureTypes(type), isOwn: true };
  if (type.kind !== "adt" || tables.adt(type.def).kind !== "struct") return undefined;
  const fields = tables.adt(type.def).variants[0]?.fields ?? [];
  return { types: fields.map((field) => tables.instantiate(field.type, type.args)), isOwn: program.definitions.isCore(type.def) };
}

/** Those of core's functions, which live as long as core does. */
const sharedBodies = new WeakMap<Library, Map<string, SharedBody>>();

function bodiesOf(library: Library): Map<string, SharedBody> {
  let known = sharedBodies.get(library);
  if (known === undefined) sharedBodies.set(library, (known = new Map()));
  return known;
}

/** A crate's object, and what its code wants of a system's runtime. */
export interface GeneratedCode extends CompiledModule {
  readonly runtime: HostedRuntime | undefined;
}

export function generateCode(
  session: Session,
  sources: SourceMap,
  program: ResolvedProgram,
  typed: TypedCrate,
  wantsText: boolean,
): GeneratedCode {
  const { tables, evaluator } = typed;
  const runtime = hostedRuntime(session, program, tables);
  const context = buildContext(session, typed);
  const langInstances = new Map<string, Instance>();
  const langInstance = (name: string): Instance => {
    const known = langInstances.get(name);
    if (known !== undefined) return known;
    const def = program.lang(name) ?? program.find(`core::panicking::panic_const::${name}`);
    if (def === undefined) throw new Unsupported(`a check that calls \`${name}\``, { lo: 0, hi: 0 });
    const found = tables.resolveInstance(def, []);
    langInstances.set(name, found);
    return found;
  };
  const unchecked = { ...context, overflowChecks: false };
  // Core's functions wrap around, but for those that say that they do as the crate does.
  const contextOf = (def: DefId) =>
    !program.definitions.isCore(def) || findAttribute(program.definitions.get(def).attrs, "rustc_inherit_overflow_checks") !== undefined
      ? context
      : unchecked;
  const softFunction = (name: string) => {
    const def =
      program.find(`core::soft::${session.target.arch}::${name}`) ??
      program.find(`core::soft::${name}`) ??
      (session.target.softFloat ? undefined : program.find(`core::soft::float::sse2::${name}`)) ??
      program.find(`core::soft::float::${name}`);
    if (def === undefined) throw new Unsupported(`an operation that calls \`${name}\``, { lo: 0, hi: 0 });
    return def;
  };
  const verified = new WeakSet<Body>();
  const check: CheckBody = (body, after) => {
    // Most passes leave most bodies as they were.
    if (session.verifies?.mir !== true || verified.has(body)) return body;
    verifyBody(body, tables, after);
    verified.add(body);
    return body;
  };
  const layouts = layoutsFor(tables, session);
  const passing = {
    types: tables.types,
    layoutOf: (type: Ty) => layouts.of(type),
    isSoft: session.target.softFloat,
    conventionOf: (abi: string) => conventionOfC(session.target, abi),
    signatureOf: (def: DefId) => tables.signature(def),
    tables,
  };
  const isNaked = (def: DefId) => findAttribute(program.definitions.get(def).attrs, "naked") !== undefined;
  const build = (def: DefId, args: readonly Ty[], shim?: Shim) => {
    const built = buildPlain(def, args, shim);
    if (isNaked(def)) return built;
    return check(lowerCValues(built, passing, shim === undefined ? tables.signature(def).abi : "Rust"), "lowering values of C");
  };
  const buildPlain = (def: DefId, args: readonly Ty[], shim?: Shim) => {
    if (shim?.kind === "constructor") return buildConstructor(context, shim, program.definitions.span(def));
    if (shim?.kind === "fn-call") return buildFunctionCall(context, shim, program.definitions.span(def));
    if (shim?.kind === "reified") return buildReified(context, shim, tables.headSpan(shim.def));
    if (shim?.kind === "allocator") return buildAllocator(context, shim, program.definitions.span(def));
    if (shim?.kind === "drop-glue") return lowerDrops(buildDropGlue(context, shim.type, program.definitions.span(def)), tables);
    const body = tables.body(def);
    if (body === undefined || body.tainted) throw new Unsupported("this function of core", program.definitions.span(def));
    const name = pathSegments(program, def).join("::");
    const built =
      shim?.kind === "closure-call" ? buildClosure(contextOf(def), name, body, shim) : buildBody(contextOf(def), name, body, args);
    const dropped = check(lowerDrops(check(built, "building"), tables), "lowering drops");
    const asserted = check(lowerAsserts(dropped, langInstance), "lowering assertions");
    const called = check(lowerIntrinsics(asserted), "lowering intrinsics");
    return check(lowerSoft(called, softFunction, session.target.pointerWidth), "lowering wide arithmetic");
  };
  const discriminantOf = (type: Ty, variant: number) =>
    type.kind === "adt" ? tables.adt(type.def).variants[variant]?.discriminant : undefined;
  const ownerOf = (closure: number) => tables.closure(closure).owner;
  const isFunction = (shim: Shim | undefined) => shim === undefined || shim.kind === "closure-call";
  const bodies = new OptimizedBodies({
    program,
    optimizes: session.optLevel !== "0",
    tracksCaller: tables.tracksCaller,
    discriminantOf,
    build,
    look: ({ def, args, shim }, built) => {
      if (runtime?.looksAt === "built" && isFunction(shim)) runtime.look(def, args, built);
    },
    check,
    ownerOf,
    fieldsOf: (type) => fieldsOf(type, program, tables),
    shared: program.library === undefined ? undefined : bodiesOf(program.library),
  });
  if (!isRlib(session)) program.loadDependencies();
  const roots = exportedItems(program);
  const rootFile = sources.fileAt(program.definitions.span(program.definitions.crates[program.local]?.root ?? 0).lo)?.name ?? "";
  // Of a library for other crates, what these export is theirs.
  const isOurs = (def: DefId) => !isRlib(session) || program.definitions.isLocal(def);
  const plain = roots.functions.filter(isOurs).filter((def) => tables.generics(def).params.length === 0);
  const clash = clashingSymbol(program, tables, [...plain, ...roots.statics]);
  const isMade = (def: DefId) => {
    const span = program.definitions.span(def);
    return program.compilation.hygiene.sourceCallSite(span) !== span;
  };
  const panicPlace = panicPlaces(session, sources);
  const debugPlace = debugPlaces(session, sources);
  const module = {
    wantsText,
    session,
    program,
    tables,
    bodyOf: (instance: FunctionInstance) => {
      const body = bodies.bodyOf(instance);
      if (runtime?.looksAt === "compiled") runtime.look(instance.def, instance.args, body);
      return body;
    },
    forget: (instance: FunctionInstance) => {
      bodies.forget(instance);
      if (typed.isOnDemand) tables.forget(instance.def);
    },
    trimmed: bodies.trimmed,
    ignoresPlace: bodies.ignoresPlace,
    // Reading `core::ptr` takes a moment that most small kernels do without.
    get dropInPlace() {
      return program.find("core::ptr::drop_in_place") ?? 0;
    },
    allocationOf: (def: DefId) => evaluator.static(def),
    evaluate: (expr: Expr) => context.evaluate(expr, []),
    isMutable: (def: DefId) => isMutableStatic(program, def) || !tables.isFreeze(tables.typeOf(def)),
    asmSources: {
      snippet: (span: Span) => sources.snippet(span),
      addInlineAsm: (text: string) => sources.add("<inline asm>", text).start,
      minor: session.release.minor,
    },
    locate: (span: Span) => panicPlace(program.compilation.hygiene.sourceCallSite(span)),
    place: (span: Span) => {
      const site = program.compilation.hygiene.sourceCallSite(span);
      return sources.fileAt(site.lo)?.origin === "crate" ? debugPlace(site) : undefined;
    },
    pathOf: (def: DefId) => pathSegments(program, def, isMade),
    rootFile: shownPath(session, "debuginfo", rootFile),
  };
  const compiled = compileModule(
    module,
    clash === undefined ? plain.map((def) => ({ def, args: [], symbol: "" })) : [],
    clash === undefined ? roots.statics.filter(isOurs) : [],
    codegenUnitName(session),
  );
  return { ...compiled, ...(clash === undefined ? {} : { diagnostics: [clash] }), runtime };
}
