// Functions and statics as debugging entries. A method of a struct or enum itself is declared there and defined beside all
// others, as rustc has it; everything else stands in the namespaces of its path.
import type { Layouts } from "../../sema/types/layout.ts";
import { fieldOffset } from "../../sema/types/layout.ts";
import type { Ty } from "../../sema/types/ty.ts";
import { AT, Die, TAG } from "./dies.ts";
import type { Files } from "./lines.ts";
import type { DebugMachine } from "./machine.ts";
import type { RangeLists } from "./ranges.ts";
import type { DebugBlock, DebugCapture, DebugFunction, DebugStatic, DebugVariable } from "./sections.ts";
import type { TypeNames } from "../type-names.ts";
import type { TypeEntries } from "./types.ts";
import { DebugWriter } from "./writer.ts";

const OP = { deref: 0x06, plus_uconst: 0x23, reg0: 0x50, fbreg: 0x91 } as const;

/** A place that counts from the frame base. */
function inFrame(offset: number): number[] {
  const location = new DebugWriter();
  location.out.u8(OP.fbreg);
  location.sleb(offset);
  return [...location.out.bytes];
}

function further(offset: number): number[] {
  if (offset === 0) return [];
  const location = new DebugWriter();
  location.out.u8(OP.plus_uconst);
  location.uleb(offset);
  return [...location.out.bytes];
}

const isUnit = (type: Ty): boolean => type.kind === "tuple" && type.elements.length === 0;

/** What entries of functions are made with. */
export interface FunctionSurroundings {
  readonly root: Die;
  readonly machine: DebugMachine;
  readonly layouts: Layouts;
  readonly files: Files;
  readonly types: TypeEntries;
  readonly names: TypeNames;
  readonly ranges: RangeLists;
  /** Types and variables are told of, not only functions. */
  readonly isFull: boolean;
  readonly namespace: (path: readonly string[]) => Die;
  readonly pathOf: (def: number) => readonly string[];
}

export class FunctionEntries {
  constructor(readonly around: FunctionSurroundings) {}

  /** The entry that has the function's code. */
  add(one: DebugFunction): Die {
    const { root, isFull } = this.around;
    const { path, methodOf } = one;
    const whole = isFull && methodOf !== undefined ? this.around.types.of(methodOf) : undefined;
    const die = new Die(TAG.subprogram);
    die.add(AT.low_pc, { form: "addr", symbol: one.symbol, addend: 0 }).add(AT.high_pc, { form: "data4", value: one.size });
    die.add(AT.frame_base, { form: "exprloc", bytes: [OP.reg0 + this.around.machine.stackPointer] });
    if (whole === undefined) {
      const outer = methodOf === undefined ? path.slice(0, one.closure === undefined ? -1 : undefined) : this.around.pathOf(methodOf.def);
      this.#describe(this.around.namespace(outer).child(die), one);
    } else {
      const declaration = this.#describe(whole.child(new Die(TAG.subprogram)), one).add(AT.declaration, { form: "flag_present" });
      this.#generics(declaration, one);
      for (const { type } of one.block.variables.filter(({ isParameter }) => isParameter))
        this.#typed(declaration, TAG.formal_parameter, type);
      root.child(die).add(AT.specification, { form: "ref4", die: declaration });
    }
    if (isFull) this.#contents(die, one);
    return die;
  }

  /** As it is shown: `push<u32, 3>`, `{closure#0}`. */
  nameOf({ path, closure, generics }: DebugFunction): string {
    const { names } = this.around;
    const name = closure === undefined ? (path.at(-1) as string) : names.closure(closure, "closure");
    return name + names.arguments(generics.map(({ type }) => type));
  }

  #describe(die: Die, one: DebugFunction): Die {
    const { files, types, isFull } = this.around;
    const name = this.nameOf(one);
    if (one.symbol !== name) die.add(AT.linkage_name, { form: "strp", text: one.symbol });
    die.name(name).number(AT.decl_file, files.number(one.file)).number(AT.decl_line, one.line);
    const returned = !isFull || one.isNoReturn || isUnit(one.returns) ? undefined : types.of(one.returns);
    if (returned !== undefined) die.add(AT.type, { form: "ref4", die: returned });
    if (one.isExternal) die.add(AT.external, { form: "flag_present" });
    if (one.isNoReturn) die.add(AT.noreturn, { form: "flag_present" });
    return die;
  }

  #contents(die: Die, one: DebugFunction): void {
    this.#block(die, one.block, one);
    for (const capture of one.captures) this.#capture(die, capture, one);
    this.#generics(die, one);
  }

  #block(parent: Die, { variables, blocks }: DebugBlock, one: DebugFunction): void {
    for (const variable of variables) this.#variable(parent, variable, one);
    for (const inner of blocks) {
      const die = parent.child(new Die(TAG.lexical_block));
      const [first, ...rest] = inner.ranges;
      if (first !== undefined && rest.length === 0)
        die
          .add(AT.low_pc, { form: "addr", symbol: one.symbol, addend: first.from })
          .add(AT.high_pc, { form: "data4", value: first.to - first.from });
      else die.add(AT.ranges, { form: "sec_offset", section: ".debug_ranges", offset: this.around.ranges.add(one.symbol, inner.ranges) });
      this.#block(die, inner, one);
    }
  }

  #variable(parent: Die, { name, type, line, isParameter, offset }: DebugVariable, { file }: DebugFunction): void {
    this.#place(parent, isParameter ? TAG.formal_parameter : TAG.variable, offset === undefined ? undefined : inFrame(offset), {
      name,
      type,
      line,
      file,
    });
  }

  /** A variable of the function around a closure. */
  #capture(parent: Die, capture: DebugCapture, { file }: DebugFunction): void {
    const { name, type, line, offset, environment, isReference, field, isIndirect } = capture;
    const layout = this.around.layouts.of(environment);
    const bytes = [
      ...inFrame(offset),
      ...(isReference ? [OP.deref] : []),
      ...further(fieldOffset(layout, -1, field)),
      ...(isIndirect ? [OP.deref] : []),
    ];
    this.#place(parent, TAG.variable, bytes, { name, type, line, file });
  }

  #place(
    parent: Die,
    tag: number,
    location: readonly number[] | undefined,
    { name, type, line, file }: { readonly name: string; readonly type: Ty; readonly line: number; readonly file: string },
  ): void {
    const described = this.around.types.of(type);
    if (described === undefined) return;
    const die = parent.child(new Die(tag));
    if (location !== undefined) die.add(AT.location, { form: "exprloc", bytes: location });
    die.name(name).number(AT.decl_file, this.around.files.number(file)).number(AT.decl_line, line);
    die.add(AT.type, { form: "ref4", die: described });
  }

  #typed(parent: Die, tag: number, type: Ty): void {
    const described = this.around.types.of(type);
    if (described !== undefined) parent.child(new Die(tag)).add(AT.type, { form: "ref4", die: described });
  }

  #generics(die: Die, { generics }: DebugFunction): void {
    this.around.types.addGenerics(die, generics);
  }

  static({ symbol, path, type, file, line, isExternal }: DebugStatic): Die | undefined {
    const { types, files, layouts } = this.around;
    const described = types.of(type);
    if (described === undefined) return undefined;
    const name = path.at(-1) as string;
    const die = this.around.namespace(path.slice(0, -1)).child(new Die(TAG.variable));
    die.name(name).add(AT.type, { form: "ref4", die: described });
    if (isExternal) die.add(AT.external, { form: "flag_present" });
    die.number(AT.decl_file, files.number(file)).number(AT.decl_line, line);
    die.add(AT.alignment, { form: "udata", value: layouts.of(type).alignment }).add(AT.location, { form: "address expression", symbol });
    if (symbol !== name) die.add(AT.linkage_name, { form: "strp", text: symbol });
    return die;
  }
}
