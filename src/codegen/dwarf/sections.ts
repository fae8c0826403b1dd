// The debug sections of a crate: one compile unit with its functions, their variables and types, lines, address ranges and
// frames. Older releases also list public names and types.
import type { Release } from "../../target/release.ts";
import { rustcVersionText } from "../../target/release.ts";
import type { Layouts } from "../../sema/types/layout.ts";
import type { Ty } from "../../sema/types/ty.ts";
import { AT, Die, encodeUnit, Strings, TAG } from "./dies.ts";
import { frameTable } from "./frames.ts";
import type { FrameChange } from "./frames.ts";
import type { DebugMachine } from "./machine.ts";
import { Files, lineTable } from "./lines.ts";
import type { LineRow } from "./lines.ts";
import { TypeEntries } from "./types.ts";
import { DebugWriter, withLength } from "./writer.ts";

export interface DebugVariable {
  readonly name: string;
  readonly type: Ty;
  readonly line: number;
  readonly isParameter: boolean;
  /** Bytes from the stack pointer, as it is behind the prologue; debuggers find it by the frame base. undefined: it is nowhere. */
  readonly offset: number | undefined;
}

export interface DebugFunction {
  readonly symbol: string;
  readonly size: number;
  /** Modules and what else it is in, the crate first; the last is its own name. */
  readonly path: readonly string[];
  readonly file: string;
  readonly line: number;
  readonly isExternal: boolean;
  readonly isNoReturn: boolean;
  readonly returns: Ty;
  readonly rows: readonly LineRow[];
  readonly frame: readonly FrameChange[];
  readonly variables: readonly DebugVariable[];
}

export interface DebugUnit {
  readonly release: Release;
  readonly machine: DebugMachine;
  /** As rustc writes it: the root file, `/@/`, the codegen unit. */
  readonly name: string;
  /** Where relative paths begin; empty for nowhere. */
  readonly folder: string;
  readonly functions: readonly DebugFunction[];
  readonly layouts: Layouts;
  /** Line tables only: no types and variables. */
  readonly isSmall: boolean;
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
const OP = { reg0: 0x50, fbreg: 0x91 } as const;

/** A place that counts from the frame base. */
function inFrame(offset: number): number[] {
  const location = new DebugWriter();
  location.out.u8(OP.fbreg);
  location.sleb(offset);
  return [...location.out.bytes];
}

class Unit {
  readonly root = new Die(TAG.compile_unit);
  readonly files = new Files();
  readonly strings = new Strings();
  readonly types: TypeEntries;
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
    this.types = new TypeEntries(unit.layouts, root, (def) => this.#namespace(unit.pathOf(def).slice(0, -1)));
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

  #function(one: DebugFunction): void {
    const die = this.#namespace(one.path.slice(0, -1)).child(new Die(TAG.subprogram));
    const name = one.path.at(-1) as string;
    this.#names.push({ name, die });
    die.add(AT.low_pc, { form: "addr", symbol: one.symbol, addend: 0 }).add(AT.high_pc, { form: "data4", value: one.size });
    die.add(AT.frame_base, { form: "exprloc", bytes: [OP.reg0 + this.unit.machine.stackPointer] });
    if (one.symbol !== name) die.add(AT.linkage_name, { form: "strp", text: one.symbol });
    die.name(name).number(AT.decl_file, this.files.number(one.file)).number(AT.decl_line, one.line);
    const returned = isUnit(one.returns) ? undefined : this.types.of(one.returns);
    if (returned !== undefined) die.add(AT.type, { form: "ref4", die: returned });
    if (one.isExternal) die.add(AT.external, { form: "flag_present" });
    if (one.isNoReturn) die.add(AT.noreturn, { form: "flag_present" });
    for (const variable of one.variables) this.#variable(die, variable, one);
  }

  #variable(parent: Die, { name, type, line, isParameter, offset }: DebugVariable, { file }: DebugFunction): void {
    const described = this.types.of(type);
    if (described === undefined) return;
    const die = parent.child(new Die(isParameter ? TAG.formal_parameter : TAG.variable));
    if (offset !== undefined) die.add(AT.location, { form: "exprloc", bytes: inFrame(offset) });
    die.name(name).number(AT.decl_file, this.files.number(file)).number(AT.decl_line, line).add(AT.type, { form: "ref4", die: described });
  }

  /** `.debug_ranges`: the functions, one by one. */
  #ranges(): DebugWriter {
    const out = new DebugWriter();
    const { addressSize } = this.unit.machine;
    for (const { symbol, size } of this.unit.functions) {
      out.reference(addressSize, symbol, 0, true);
      out.reference(addressSize, symbol, size, true);
    }
    for (let i = 0; i < 2; i++) out.word(addressSize, 0);
    return out;
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
    const { functions, isSmall, release, machine } = this.unit;
    this.root
      .add(AT.low_pc, { form: "addr", symbol: undefined, addend: 0 })
      .add(AT.ranges, { form: "sec_offset", section: ".debug_ranges" });
    if (!isSmall) functions.forEach((one) => this.#function(one));
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
    return [
      section(".debug_abbrev", abbreviations),
      section(".debug_info", info),
      section(".debug_aranges", this.#addressRanges()),
      section(".debug_ranges", this.#ranges()),
      section(".debug_str", this.strings.writer),
      ...published,
      section(
        ".debug_frame",
        frameTable(
          machine,
          functions.map(({ symbol, size, frame }) => ({ symbol, size, changes: frame })),
        ),
        machine.addressSize,
      ),
      section(".debug_line", lines),
    ];
  }
}

const isUnit = (type: Ty): boolean => type.kind === "tuple" && type.elements.length === 0;

const PUBLIC_TYPES: ReadonlySet<number> = new Set([TAG.base_type, TAG.structure_type, TAG.enumeration_type, TAG.pointer_type]);

export function debugSections(unit: DebugUnit): DebugSection[] {
  return new Unit(unit).run();
}
