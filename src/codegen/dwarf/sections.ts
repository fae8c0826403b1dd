// The debug sections of a crate: one compile unit with its functions, their variables and types, lines, address ranges and
// frames. Older releases also list public names and types.
import type { Release } from "../../target/release.ts";
import { atLeast, rustcVersionText } from "../../target/release.ts";
import type { Layouts } from "../../sema/types/layout.ts";
import type { Ty, TyOf } from "../../sema/types/ty.ts";
import { AT, Die, encodeUnit, Strings, TAG } from "./dies.ts";
import { frameTable } from "./frames.ts";
import type { FunctionFrame } from "./frames.ts";
import type { DebugMachine } from "./machine.ts";
import { Files, lineTable } from "./lines.ts";
import type { LineRow } from "./lines.ts";
import { FunctionEntries } from "./functions.ts";
import { RangeLists } from "./ranges.ts";
import type { CodeRange } from "./ranges.ts";
import { TypeNames } from "../type-names.ts";
import { TypeEntries } from "./types.ts";
import type { DebugGeneric } from "./types.ts";
import { DebugWriter, withLength } from "./writer.ts";

export interface DebugVariable {
  readonly name: string;
  readonly type: Ty;
  readonly line: number;
  readonly isParameter: boolean;
  /** Bytes from the stack pointer, as it is behind the prologue; debuggers find it by the frame base. undefined: it is nowhere. */
  readonly offset: number | undefined;
}

/** What is in sight in some of a function's code. */
export interface DebugBlock {
  /** Empty for the whole function. */
  readonly ranges: readonly CodeRange[];
  readonly variables: readonly DebugVariable[];
  readonly blocks: readonly DebugBlock[];
}

/** A variable of the function around a closure, which holds it. */
export interface DebugCapture {
  readonly name: string;
  readonly type: Ty;
  readonly line: number;
  /** Of the environment, or of the reference to it, as `DebugVariable` has it. */
  readonly offset: number;
  readonly environment: TyOf<"closure">;
  /** The function has a reference to the environment. */
  readonly isReference: boolean;
  /** In the environment. */
  readonly field: number;
  /** The field is a reference to the variable. */
  readonly isIndirect: boolean;
}

export interface DebugStatic {
  readonly symbol: string;
  /** Modules and what else it is in, the crate first; the last is its own name. */
  readonly path: readonly string[];
  readonly type: Ty;
  readonly file: string;
  readonly line: number;
  readonly isExternal: boolean;
}

export interface DebugFunction {
  readonly symbol: string;
  readonly size: number;
  /** Modules and what else it is in, the crate first; the last is its own name, or of a closure that of its function. */
  readonly path: readonly string[];
  /** Its number, if it is one. */
  readonly closure: number | undefined;
  /** Its arguments and those of what it is in. */
  readonly generics: readonly DebugGeneric[];
  /** The struct or enum whose own method it is. */
  readonly methodOf: TyOf<"adt"> | undefined;
  readonly file: string;
  readonly line: number;
  readonly isExternal: boolean;
  readonly isNoReturn: boolean;
  readonly returns: Ty;
  readonly rows: readonly LineRow[];
  /** The whole function. */
  readonly block: DebugBlock;
  readonly captures: readonly DebugCapture[];
}

export interface DebugUnit {
  readonly release: Release;
  readonly machine: DebugMachine;
  /** As rustc writes it: the root file, `/@/`, the codegen unit. */
  readonly name: string;
  /** Where relative paths begin; empty for nowhere. */
  readonly folder: string;
  readonly functions: readonly DebugFunction[];
  /** Of all functions, those that are not described, too. */
  readonly frames: readonly FunctionFrame[];
  readonly statics: readonly DebugStatic[];
  readonly layouts: Layouts;
  /** Line tables only: no functions. */
  readonly isSmall: boolean;
  /** Not even what says whose the lines are (`line-directives-only`). */
  readonly isLines: boolean;
  /** Types and variables, too. */
  readonly isFull: boolean;
  readonly pathOf: (def: number) => readonly string[];
}

export interface DebugSection {
  readonly name: string;
  readonly contents: DebugWriter;
  readonly alignment: number;
  /** Strings that the linker may merge. */
  readonly isStrings: boolean;
}

const LANGUAGE_RUST = 0x1c;

class Unit {
  readonly root = new Die(TAG.compile_unit);
  readonly files = new Files();
  readonly strings = new Strings();
  readonly types: TypeEntries;
  readonly ranges: RangeLists;
  readonly #namespaces = new Map<string, Die>();
  readonly #names: { readonly name: string; readonly die: Die }[] = [];

  constructor(readonly unit: DebugUnit) {
    const { root } = this;
    root.add(AT.producer, { form: "strp", text: `clang LLVM (rustc version ${rustcVersionText(unit.release)})` });
    root
      .add(AT.language, { form: "data2", value: LANGUAGE_RUST })
      .name(unit.name)
      .add(AT.stmt_list, { form: "sec_offset", section: ".debug_line" });
    if (unit.folder !== "") root.add(AT.comp_dir, { form: "strp", text: unit.folder });
    const names = new TypeNames(unit.layouts.tables, unit.pathOf);
    // Seen with 1.96, not with 1.63.
    this.types = new TypeEntries(unit.layouts, root, names, (path) => this.#namespace(path), atLeast(unit.release, 80));
    this.ranges = new RangeLists(unit.machine.addressSize);
    this.ranges.addWhole(unit.functions);
  }

  #namespace(path: readonly string[]): Die {
    if (path.length === 0) return this.root;
    const key = path.join("::");
    let die = this.#namespaces.get(key);
    if (die === undefined) {
      const name = path.at(-1) as string;
      die = this.#namespace(path.slice(0, -1)).child(new Die(TAG.namespace)).name(name);
      this.#namespaces.set(key, die);
      this.#names.push({ name, die });
    }
    return die;
  }

  #entries(): void {
    const { unit, root, files, types, ranges } = this;
    const { machine, layouts, isFull, pathOf } = unit;
    const namespace = (path: readonly string[]) => this.#namespace(path);
    const { names } = types;
    const entries = new FunctionEntries({ root, machine, layouts, files, types, names, ranges, isFull, namespace, pathOf });
    for (const one of unit.statics) {
      const die = entries.static(one);
      if (die !== undefined) this.#names.push({ name: one.path.at(-1) as string, die });
    }
    for (const one of unit.functions) this.#names.push({ name: entries.nameOf(one), die: entries.add(one) });
  }

  #addressRanges(): DebugWriter {
    const { addressSize } = this.unit.machine;
    return withLength((out) => {
      out.out.u16(2);
      out.reference(4, ".debug_info", 0);
      // Pairs stand at multiples of their size.
      out.out.u8(addressSize).u8(0).u32(0xffff_ffff);
      for (const { symbol, size } of this.unit.functions) {
        out.reference(addressSize, symbol, 0, true);
        out.word(addressSize, size);
      }
      for (let i = 0; i < 2; i++) out.word(addressSize, 0);
    });
  }

  #published(names: readonly { readonly name: string; readonly die: Die }[], size: number): DebugWriter {
    return withLength((out) => {
      out.out.u16(2);
      out.reference(4, ".debug_info", 0);
      out.out.u32(size);
      for (const { name, die } of names) {
        out.out.u32(die.offset);
        out.text(name);
      }
      out.out.u32(0);
    });
  }

  #publicTypes(): { name: string; die: Die }[] {
    const found: { name: string; die: Die }[] = [];
    const visit = (die: Die): void => {
      const name = die.attributes.find(({ at }) => at === AT.name)?.value;
      if (PUBLIC_TYPES.has(die.tag) && name?.form === "strp") found.push({ name: name.text, die });
      if (die.tag === TAG.namespace || die.tag === TAG.compile_unit) die.children.forEach(visit);
    };
    visit(this.root);
    return found;
  }

  run(): DebugSection[] {
    const { functions, isSmall, isLines, release, machine } = this.unit;
    this.root
      .add(AT.low_pc, { form: "addr", symbol: undefined, addend: 0 })
      .add(AT.ranges, { form: "sec_offset", section: ".debug_ranges" });
    if (!isSmall) this.#entries();
    this.types.finish();
    const lines = lineTable(functions, this.files, machine.addressSize);
    const { info, abbreviations } = encodeUnit(this.root, this.strings, machine.addressSize);
    const section = (name: string, contents: DebugWriter, alignment = 1): DebugSection => ({
      name,
      contents,
      alignment,
      isStrings: name === ".debug_str",
    });
    const published =
      release.minor < 70 && !isSmall
        ? [
            section(".debug_pubnames", this.#published(this.#names, info.length)),
            section(".debug_pubtypes", this.#published(this.#publicTypes(), info.length)),
          ]
        : [];
    const frames = frameTable(machine, this.unit.frames);
    const described = [
      section(".debug_abbrev", abbreviations),
      section(".debug_info", info),
      section(".debug_aranges", this.#addressRanges()),
      section(".debug_ranges", this.ranges.writer),
      section(".debug_str", this.strings.writer),
      ...published,
    ];
    return [...(isLines ? [] : described), section(".debug_frame", frames, machine.addressSize), section(".debug_line", lines)];
  }
}

const PUBLIC_TYPES: ReadonlySet<number> = new Set([TAG.base_type, TAG.structure_type, TAG.enumeration_type, TAG.pointer_type]);

export function debugSections(unit: DebugUnit): DebugSection[] {
  return new Unit(unit).run();
}
