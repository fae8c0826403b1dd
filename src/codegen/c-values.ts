// Values of structs on their way to and from C (System V psABI AMD64, 3.2.3), which the code generators pass as Rust's own: what
// would go another way is refused where code of others is on the other side.
import { exportedName, panicHandler } from "../mir/exports.ts";
import { isOperand } from "../mir/mir.ts";
import type { Body, Terminator } from "../mir/mir.ts";
import { conventionOf, isConventionOfC, isSystemV } from "../mir/lower-c-values.ts";
import type { Layout } from "../sema/types/layout.ts";
import type { Ty } from "../sema/types/ty.ts";
import type { FunctionInstance } from "./module.ts";
import type { Instance, TypeTables } from "../sema/types/tables.ts";
import type { ModuleHost } from "./module-host.ts";

const WORD = 8;
const REGISTERS = 6;

type Call = Extract<Terminator, { kind: "call" }>;

/** Registers that a value takes; undefined where C passes it otherwise. */
function registersOf({ abi, size, alignment, wide }: Layout): number | undefined {
  if (abi.kind === "zero-sized") return 0;
  if (abi.kind === "scalar") return size <= WORD && alignment <= WORD ? 1 : undefined;
  if (abi.kind === "memory") return undefined;
  return wide !== undefined || abi.secondOffset === WORD ? 2 : undefined;
}

/** The same of a value that is not lowered to words yet, which a struct of two words at most travels as. */
function wordsOf(layout: Layout): number | undefined {
  const { size, alignment } = layout;
  if (layout.abi.kind !== "memory" && (layout.wide !== undefined || alignment > WORD)) return registersOf(layout);
  return size > 2 * WORD || alignment > WORD ? undefined : Math.ceil(size / WORD);
}

/** Both words of a value are in registers, or both on the stack, which 128-bit numbers are aligned on. */
function isPassedAsC(layouts: readonly Layout[], result: Layout): boolean {
  if (result.abi.kind === "memory" ? result.size <= 2 * WORD : registersOf(result) === undefined) return false;
  return fitRegisters(layouts, result.abi.kind === "memory" ? 1 : 0, registersOf);
}

function fitRegisters(layouts: readonly Layout[], taken: number, registers: (layout: Layout) => number | undefined): boolean {
  let used = taken;
  for (const layout of layouts) {
    const count = registers(layout);
    if (count === undefined) return false;
    const fits = used + count <= REGISTERS;
    if (count === 2 && !fits && (used < REGISTERS || layout.wide !== undefined)) return false;
    used += count;
  }
  return true;
}

/**
 * C passes these in registers of their own, alone or in a struct. Where there are none (`isSoft`) they travel as the integers of
 * their bytes, as all values do here.
 */
export function holdsFloats(tables: TypeTables, type: Ty, isSoft: boolean): boolean {
  if (type.kind === "float") return !isSoft || (type.name !== "f32" && type.name !== "f64");
  if (type.kind === "array") return holdsFloats(tables, type.element, isSoft);
  if (type.kind === "tuple") return type.elements.some((element) => holdsFloats(tables, element, isSoft));
  if (type.kind !== "adt") return false;
  const fields = tables.adt(type.def).variants.flatMap((variant) => variant.fields);
  return fields.some((field) => holdsFloats(tables, tables.instantiate(field.type, type.args), isSoft));
}

/** C passes structs with fields that are not aligned in memory. */
export function isPacked(tables: TypeTables, type: Ty): boolean {
  if (type.kind === "array") return isPacked(tables, type.element);
  if (type.kind === "tuple") return type.elements.some((element) => isPacked(tables, element));
  if (type.kind !== "adt") return false;
  const { repr, variants } = tables.adt(type.def);
  if (repr.packed !== undefined) return true;
  const fields = variants.flatMap((variant) => variant.fields);
  return fields.some((field) => isPacked(tables, tables.instantiate(field.type, type.args)));
}

const isRust = (abi: string): boolean => abi.startsWith("Rust") || abi === "rust-intrinsic";

/** Throws Unsupported. */
export function checkCValues(host: ModuleHost, instance: FunctionInstance, body: Body): void {
  const { tables } = host.layouts;
  const { program, session } = host.context;
  const isFloat = (type: Ty): boolean => holdsFloats(tables, type, session.target.softFloat);
  const check = (types: readonly Ty[], result: Ty, span: Body["span"]): void => {
    if ([result, ...types].some(isFloat)) host.refuse("a floating-point number by value from or to a function of C", span);
    if (
      [result, ...types].some((type) => isPacked(tables, type)) ||
      !isPassedAsC(
        types.map((type) => host.layouts.of(type)),
        host.layouts.of(result),
      )
    )
      host.refuse("a struct by value from or to a function of C", span);
  };
  // Of a function that assembly calls, before its small structs have become words.
  const checkWhole = (types: readonly Ty[], span: Body["span"]): void => {
    if (types.some(isFloat)) host.refuse("a floating-point number by value from or to a function of C", span);
    const isElsewhere = (type: Ty): boolean => isPacked(tables, type) || host.layouts.of(type).size > 2 * WORD;
    if (types.some(isElsewhere)) host.refuse("a struct by value from or to a function of C", span);
  };
  const isOutside = instance.shim === undefined && exportedName(program, instance.def) !== undefined;
  if (isOutside && !isRust(tables.signature(instance.def).abi)) {
    const [result, ...params] = body.locals.slice(0, body.argumentCount + 1).map(({ type }) => type) as [Ty, ...Ty[]];
    check(params, result, body.span);
  }
  for (const { terminator } of body.blocks)
    if (terminator.kind === "call" && (isCallOutside(host, terminator) || (isSystemV(session.target) && isCallOfC(terminator)))) {
      const args = terminator.args.map((arg) => (arg.kind === "constant" ? arg.type : arg.place.type));
      check(args, terminator.destination.type, terminator.span);
    } else if (terminator.kind === "asm")
      for (const operand of terminator.asm.operands) {
        if (operand.kind !== "sym" || operand.instance?.kind !== "item") continue;
        const { def, args } = operand.instance;
        const { abi, params, output } = tables.signature(def);
        const [result, ...types] = [output, ...params].map((type) => tables.instantiate(type, args)) as [Ty, ...Ty[]];
        if (!isRust(abi)) checkWhole([result, ...types], terminator.span);
      }
}

/** Through a pointer that others may have made. */
function isCallOfC({ callee }: Call): boolean {
  return isOperand(callee) && isConventionOfC(conventionOf(callee, () => ""));
}

/** A pointer to a function that others may call. Throws Unsupported. */
export function checkPointerOfC(host: ModuleHost, instance: Instance): void {
  const { context, layouts } = host;
  if (instance.kind !== "item") return;
  const { tables, session } = context;
  const { abi, params, output } = tables.signature(instance.def);
  if (!isConventionOfC(abi) || !isSystemV(session.target)) return;
  const [result, ...types] = [output, ...params].map((type) => tables.instantiate(type, instance.args)) as [Ty, ...Ty[]];
  const span = context.program.definitions.span(instance.def);
  if ([result, ...types].some((type) => holdsFloats(tables, type, session.target.softFloat)))
    host.refuse("a pointer to a function of C that takes or returns floating-point numbers", span);
  const isIndirect = layouts.of(result).size > 2 * WORD;
  const fits = fitRegisters(
    types.map((type) => layouts.of(type)),
    isIndirect ? 1 : 0,
    wordsOf,
  );
  if ([result, ...types].some((type) => isPacked(tables, type)) || (!isIndirect && wordsOf(layouts.of(result)) === undefined) || !fits)
    host.refuse("a pointer to a function of C that takes or returns a struct by value", span);
}

/** Of a function of others, or of assembly. */
function isCallOutside(host: ModuleHost, { callee }: Call): boolean {
  if (isOperand(callee) || (callee.kind !== "foreign" && (callee.kind !== "item" || !host.isNaked(callee.def)))) return false;
  return panicHandler(host.context.program, callee.def) === undefined && !isRust(host.layouts.tables.signature(callee.def).abi);
}
