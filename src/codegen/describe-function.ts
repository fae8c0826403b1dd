// Compiled functions and statics as debuggers see them: their place in the crate, lines, variables. Core's functions are not
// described, as in the installed core, nor are shims; what a closure does is a function of its own.
import { exportedName } from "../mir/exports.ts";
import type { Body } from "../mir/mir.ts";
import type { Closure } from "../sema/types/thir.ts";
import type { DefId } from "../sema/types/def-id.ts";
import type { Ty, TyOf } from "../sema/types/ty.ts";
import type { DebugNotes } from "./debug-notes.ts";
import { blocksOf } from "./debug-scopes.ts";
import type { ScopedVariable } from "./debug-scopes.ts";
import type { DebugCapture, DebugFunction, DebugStatic } from "./dwarf/sections.ts";
import { implSelf } from "./impl-paths.ts";
import type { FunctionInstance, ModuleContext } from "./module.ts";

function describeVariables(context: ModuleContext, body: Body, { variables }: DebugNotes): ScopedVariable[] {
  return variables.flatMap(({ local, offset }) => {
    const { name, type, span, visibleIn } = body.locals[local] as Body["locals"][number];
    const place = context.place(span);
    if (name === undefined || place === undefined) return [];
    const isParameter = local <= body.argumentCount;
    return [{ scope: isParameter ? 0 : visibleIn, variable: { name, type, line: place.line, isParameter, offset } }];
  });
}

/** Whole variables that a closure holds; its environment is the body's first argument. */
function describeCaptures(context: ModuleContext, closure: Closure, body: Body, { variables }: DebugNotes): DebugCapture[] {
  const environment = body.locals[1]?.type;
  const offset = variables.find(({ local }) => local === 1)?.offset;
  const owner = context.tables.body(closure.owner);
  const isReference = environment?.kind === "ref";
  const type = isReference ? environment.target : environment;
  if (offset === undefined || owner === undefined || type?.kind !== "closure") return [];
  return closure.captures.flatMap(({ place, local, mode }, field) => {
    const variable = owner.locals[local];
    const at = variable === undefined ? undefined : context.place(variable.span);
    const isWhole = place.kind === "local" || place.kind === "upvar";
    const held = context.tables.captureTypes(type)[field];
    if (variable === undefined || at === undefined || !isWhole || held === undefined) return [];
    const isIndirect = mode !== "value";
    return [
      {
        name: variable.name,
        type: isIndirect && held.kind === "ref" ? held.target : held,
        line: at.line,
        offset,
        environment: type,
        isReference,
        field,
        isIndirect,
      },
    ];
  });
}

interface Named {
  readonly path: readonly string[];
  readonly span: { readonly lo: number; readonly hi: number };
  readonly closure: Closure | undefined;
}

/** What is written is called as it is, a closure after the function that it is in. */
function namedOf(context: ModuleContext, { def, shim }: FunctionInstance): Named | undefined {
  const path = context.pathOf(def);
  if (shim === undefined) return { path, span: context.program.definitions.span(def), closure: undefined };
  if (shim.kind !== "closure-call") return undefined;
  const closure = context.tables.closure(shim.closure);
  return { path, span: closure.headSpan, closure };
}

/** The struct or enum whose own method it is, as this instance has it. */
function methodOf({ program, tables }: ModuleContext, { def, args, shim }: FunctionInstance): TyOf<"adt"> | undefined {
  const { parent } = program.definitions.get(def);
  if (shim !== undefined || parent === undefined || program.definitions.get(parent).kind !== "impl") return undefined;
  const type = implSelf(tables, parent);
  if (type === undefined) return undefined;
  const whole = tables.instantiate(type, args);
  return whole.kind === "adt" && program.definitions.isLocal(whole.def) ? whole : undefined;
}

/** `size`: bytes of code. Undefined for what is not described. */
export function describeFunction(
  context: ModuleContext,
  instance: FunctionInstance,
  body: Body,
  size: number,
  notes: DebugNotes,
): DebugFunction | undefined {
  const { def, args, symbol } = instance;
  const named = context.program.definitions.isLocal(def) ? namedOf(context, instance) : undefined;
  const own = named === undefined ? undefined : context.place(named.span);
  if (named === undefined || own === undefined) return undefined;
  const { type: returns } = body.locals[0] as Body["locals"][number];
  const lines = notes.rows.flatMap(({ offset, span }) => {
    const place = context.place(span);
    return place === undefined ? [] : [{ offset, isPrologueEnd: false, file: place.file, line: place.line, column: place.column }];
  });
  const [first, ...rest] = lines;
  const { params } = context.tables.generics(def);
  return {
    symbol,
    size,
    path: named.path,
    closure: named.closure?.id,
    generics: args.flatMap((type, i) => ({ name: params[i]?.name ?? "", type })),
    methodOf: methodOf(context, instance),
    file: own.file,
    line: own.line,
    isExternal: named.closure === undefined && exportedName(context.program, def) !== undefined,
    isNoReturn: returns.kind === "never",
    returns,
    rows: [
      { offset: 0, ...own, column: 0, isPrologueEnd: false },
      ...(first === undefined ? [] : [{ ...first, isPrologueEnd: true }, ...rest]),
    ],
    block: blocksOf(body, notes, size, describeVariables(context, body, notes)),
    captures: named.closure === undefined ? [] : describeCaptures(context, named.closure, body, notes),
  };
}

/** A static of the crate; undefined for those of others. */
export function describeStatic(context: ModuleContext, def: DefId, symbol: string): DebugStatic | undefined {
  const { definitions } = context.program;
  const own = definitions.isLocal(def) ? context.place(definitions.span(def)) : undefined;
  if (own === undefined) return undefined;
  const type: Ty = context.tables.typeOf(def);
  return {
    symbol,
    path: context.pathOf(def),
    type,
    file: own.file,
    line: own.line,
    isExternal: exportedName(context.program, def) !== undefined,
  };
}
