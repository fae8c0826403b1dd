// A crate to an object: from what the linker can name, through every function and static that is reached, each to a
// section of its own. Functions are compiled in the order in which they are found, so the same input gives the same bytes.
import type { Diagnostic } from "../diag/diagnostic.ts";
import { error, unsupported } from "../diag/diagnostic.ts";
import * as elf from "../elf/constants.ts";
import type { ElfObject } from "../elf/object.ts";
import { LayoutProblem, OutOfReach } from "../isa/x86_64/code.ts";
import { Unsupported } from "../mir/build/builder.ts";
import { exportedName, findAttribute, placedIn } from "../mir/exports.ts";
import type { Body } from "../mir/mir.ts";
import type { DefId } from "../sema/types/def-id.ts";
import { LayoutError } from "../sema/types/layout.ts";
import { compilationFolder } from "../target/shown-path.ts";
import { assemblyText } from "./assembly-text.ts";
import { compileFunction } from "./compile-function.ts";
import type { DebugNotes } from "./debug-notes.ts";
import { describeFunction, describeStatic } from "./describe-function.ts";
import { X86_64_DEBUG } from "./dwarf/machine.ts";
import { debugSections } from "./dwarf/sections.ts";
import type { FunctionFrame } from "./dwarf/frames.ts";
import type { DebugFunction, DebugStatic } from "./dwarf/sections.ts";
import type { FunctionCode } from "./function-code.ts";
import type { FunctionInstance, ModuleContext, StaticData } from "./module.ts";
import { globalAsmSections, nakedCode } from "./module-assembly.ts";
import { ModuleHost, Refused } from "./module-host.ts";
import { identText, objectFile } from "./object-file.ts";
import { pendingDebugSections, sectionTypeOf } from "./pending-section.ts";
import type { StaticSection } from "./pending-section.ts";
import { staticData } from "./static-data.ts";

export interface CompiledModule {
  /** The text of `--emit=asm`. */
  assembly(): string;
  readonly object: ElfObject;
  readonly diagnostics: readonly Diagnostic[];
  /** Source lines of the crate's functions, where they are described for debuggers. */
  readonly functions: readonly DebugFunction[];
}

class ModuleCompiler {
  readonly host: ModuleHost;
  readonly diagnostics: Diagnostic[] = [];

  constructor(readonly context: ModuleContext) {
    this.host = new ModuleHost(context);
  }

  run(roots: readonly FunctionInstance[], staticRoots: readonly DefId[]): void {
    this.#checkTarget();
    for (const { def, args } of roots) this.host.functionNamed(def, args);
    for (const def of staticRoots) this.host.staticSymbol(def);
    for (const def of this.#globalAsms()) this.#guard(() => this.#compileGlobalAsm(def));
    while (this.#compileNext());
  }

  /** Functions come first. False if nothing is left. */
  #compileNext(): boolean {
    const instance = this.host.nextFunction();
    const data = instance === undefined ? this.host.nextStatic() : undefined;
    if (instance !== undefined) this.#guard(() => this.#compileFunction(instance));
    if (data !== undefined) this.#guard(() => this.#compileStatic(data));
    return instance !== undefined || data !== undefined;
  }

  #checkTarget(): void {
    const { host } = this;
    if (host.portable === undefined) return;
    const refuse = (what: string) =>
      this.#guard(() => host.refuse(`${what} for \`${this.context.session.target.triple}\``, { lo: 0, hi: 0 }));
    if (!host.isStatic) refuse("position-independent code");
    if (host.wantsText) refuse("assembly text");
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (error instanceof Unsupported) this.diagnostics.push(unsupported("KB0001", error.construct, error.span));
      else if (error instanceof Refused) this.diagnostics.push(...error.diagnostics);
      else if (error instanceof LayoutProblem)
        this.diagnostics.push(unsupported("KB0001", `this assembly (${error.message})`, this.host.span));
      else if (error instanceof OutOfReach) this.diagnostics.push(unsupported("KB0001", "values this large", this.host.span));
      else if (error instanceof LayoutError) this.diagnostics.push(unsupported("KB0002", error.message, this.host.span));
      else throw error;
    }
  }

  #globalAsms(): DefId[] {
    return [...this.context.program.definitions.own()].filter(({ kind }) => kind === "global-asm").map(({ id }) => id);
  }

  #compileFunction(instance: FunctionInstance): void {
    const { host } = this;
    const { definitions } = this.context.program;
    if (instance.shim === undefined && host.isNaked(instance.def)) {
      host.span = definitions.span(instance.def);
      return this.#addFunction(instance, nakedCode(host, instance, host.span));
    }
    const body = this.context.bodyOf(instance);
    host.span = body.span;
    const { code, notes } = compileFunction(host, instance, body);
    this.#addFunction(instance, code);
    this.#describe(instance, body, code.bytes.length, notes);
    this.context.forget(instance);
  }

  #addFunction(instance: FunctionInstance, { bytes, alignment, relocations, lines, inner }: FunctionCode): void {
    const isWritten = instance.shim === undefined;
    if (isWritten) this.#checkName(instance.def, instance.symbol);
    const exported = isWritten && exportedName(this.context.program, instance.def) !== undefined;
    this.host.sections.push({
      name: (isWritten ? placedIn(this.context.program, instance.def) : undefined) ?? `.text.${instance.symbol}`,
      type: elf.SHT_PROGBITS,
      flags: elf.SHF_ALLOC | elf.SHF_EXECINSTR,
      alignment,
      data: bytes,
      size: bytes.length,
      relocations,
      symbol: instance.symbol,
      ...(inner.length === 0 ? {} : { inner }),
      ...(lines === undefined ? {} : { lines }),
      symbolType: elf.STT_FUNC,
      binding: exported ? elf.STB_GLOBAL : elf.STB_LOCAL,
      visibility: elf.STV_DEFAULT,
    });
  }

  #compileGlobalAsm(def: DefId): void {
    this.host.span = this.context.program.definitions.span(def);
    const sections = globalAsmSections(this.host, def, this.host.span);
    for (const { name } of sections.flatMap(({ inner = [] }) => inner)) {
      if (this.#ofAsm.has(name) && this.#ofAsm.get(name) === this.#moduleOf(def))
        this.diagnostics.push(unsupported("KB0001", `assembly that defines \`${name}\` as another does`, this.host.span));
      this.#ofAsm.set(name, this.#moduleOf(def));
    }
    this.host.sections.push(...sections);
  }

  /** Names that assembly defines, and where it stands. */
  readonly #ofAsm = new Map<string, DefId | undefined>();

  #moduleOf(def: DefId): DefId | undefined {
    return this.context.program.definitions.get(def).parent;
  }

  /** What stands in one module LLVM sees in one; names of several are the linker's business. */
  #checkName(def: DefId, symbol: string): void {
    if (this.#ofAsm.has(symbol) && this.#ofAsm.get(symbol) === this.#moduleOf(def))
      this.diagnostics.push(error(`symbol '${symbol}' is already defined`));
  }

  #compileStatic(def: DefId): void {
    this.host.span = this.context.program.definitions.span(def);
    const allocation = this.context.allocationOf(def) ?? this.host.refuse("the value of this static", this.host.span);
    const data = staticData(this.host.layouts, this.host, allocation, this.context.isMutable(def));
    const symbol = this.host.staticSymbol(def);
    this.#checkName(def, symbol);
    const exported = exportedName(this.context.program, def) !== undefined;
    const described = this.context.session.debugInfo === "full" ? describeStatic(this.context, def, symbol) : undefined;
    if (described !== undefined) this.#statics.push(described);
    this.host.sections.push({
      symbol,
      symbolType: elf.STT_OBJECT,
      binding: exported ? elf.STB_GLOBAL : elf.STB_LOCAL,
      visibility: elf.STV_DEFAULT,
      ...this.#placed(def, this.host.sectionOf(data, symbol), data),
    });
  }

  /** The section of a static with `#[link_section]` or `#[used]` taken into account. */
  #placed(def: DefId, section: StaticSection, data: StaticData): StaticSection {
    const name = placedIn(this.context.program, def);
    const isUsed = findAttribute(this.context.program.definitions.get(def).attrs, "used") !== undefined;
    const flags = section.flags | (isUsed && this.context.session.release.minor >= 89 ? elf.SHF_GNU_RETAIN : 0);
    if (name === undefined) return { ...section, flags };
    const type = sectionTypeOf(name);
    return {
      ...section,
      name,
      flags,
      type,
      data: type === elf.SHT_NOBITS ? new Uint8Array() : data.zeros === undefined ? data.bytes : new Uint8Array(data.zeros),
    };
  }

  // --- What comes of it -------------------------------------------------------------------------------------------

  readonly #described: DebugFunction[] = [];
  readonly #frames: FunctionFrame[] = [];
  readonly #statics: DebugStatic[] = [];

  get functions(): readonly DebugFunction[] {
    return this.#described;
  }

  /** Functions of the crate, for debuggers; a backtrace goes through frames of core's, too. */
  #describe(instance: FunctionInstance, body: Body, size: number, notes: DebugNotes): void {
    if (this.context.session.debugInfo === "none") return;
    this.#frames.push({ symbol: instance.symbol, size, changes: notes.frame });
    const made = describeFunction(this.context, instance, body, size, notes);
    if (made !== undefined) this.#described.push(made);
  }

  /** The debug sections, once all code is made. */
  addDebugSections(unit: string): void {
    this.#guard(() => this.#debugSections(unit));
  }

  #debugSections(unit: string): void {
    const { session, pathOf, rootFile } = this.context;
    if (session.debugInfo === "none" || this.#described.length === 0) return;
    const machine = this.host.portable?.debug ?? X86_64_DEBUG;
    const made = debugSections({
      release: session.release,
      machine,
      name: `${rootFile}/@/${unit}`,
      folder: compilationFolder(session),
      functions: this.#described,
      frames: this.#frames,
      statics: this.#statics,
      layouts: this.host.layouts,
      isSmall: session.debugInfo === "line-tables-only" || session.debugInfo === "line-directives-only",
      isLines: session.debugInfo === "line-directives-only",
      isFull: session.debugInfo === "full",
      pathOf,
    });
    this.host.sections.push(...pendingDebugSections(made, machine, session.release));
  }

  assembly(unit: string): string {
    const { release } = this.context.session;
    return assemblyText(unit, this.host.sections, identText(release), this.host.llvm === 15);
  }

  object(fileName: string): ElfObject {
    const object = objectFile(fileName, this.host.sections, this.context.session.release, {
      is64: this.host.layouts.pointerSize === 8,
      machine: this.host.portable?.elfMachine ?? elf.EM_X86_64,
      flags: this.host.portable?.elfFlags ?? 0,
    });
    return this.host.portable?.finishObject(object, this.context.session) ?? object;
  }
}

/** Compiles the crate's exported functions and statics, and all they need. */
export function compileModule(
  context: ModuleContext,
  roots: readonly FunctionInstance[],
  staticRoots: readonly DefId[],
  fileName: string,
): CompiledModule {
  const compiler = new ModuleCompiler(context);
  compiler.run(roots, staticRoots);
  compiler.addDebugSections(fileName);
  const { diagnostics, functions } = compiler;
  return { object: compiler.object(fileName), diagnostics, functions, assembly: () => compiler.assembly(fileName) };
}
