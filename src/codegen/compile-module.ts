// A crate to an object: from what the linker can name, through every function and static that is reached, each to a
// section of its own. Functions are compiled in the order in which they are found, so the same input gives the same bytes.
import type { Diagnostic } from "../diag/diagnostic.ts";
import { unsupported } from "../diag/diagnostic.ts";
import type { Span } from "../base/source.ts";
import * as elf from "../elf/constants.ts";
import type { ElfObject } from "../elf/object.ts";
import type { Fixup } from "../isa/x86_64/encode.ts";
import { AsmError, AsmErrors, Assembler } from "../isa/x86_64/assemble.ts";
import { asmDiagnostics } from "./asm-report.ts";
import type { AsmText } from "./asm-report.ts";
import { LayoutProblem } from "../isa/x86_64/code.ts";
import type { Line } from "../isa/x86_64/code.ts";
import { assemblyText } from "./assembly-text.ts";
import type { AssembledSection, AssembledSymbol } from "../isa/x86_64/text/sections.ts";
import type { Code } from "../isa/x86_64/code.ts";
import { globalAsmText, nakedAsm } from "./global-asm.ts";
import { Unsupported } from "../mir/build/builder.ts";
import type { Value } from "../sema/constants/value.ts";
import type { DefId } from "../sema/types/def-id.ts";
import { shimKey } from "../sema/types/tables.ts";
import type { Instance, Shim } from "../sema/types/tables.ts";
import type { InlineAsm } from "../sema/types/thir.ts";
import type { Ty } from "../sema/types/ty.ts";
import { LayoutError, layoutsFor } from "../sema/types/layout.ts";
import type { FunctionInstance, ModuleContext, StaticData } from "./module.ts";
import { exportedName, findAttribute, panicHandler, placedIn } from "../mir/exports.ts";
import { mangle } from "./symbol-names.ts";
import { staticData } from "./static-data.ts";
import { firstMethod } from "./x86_64/call.ts";
import { isOperand } from "../mir/mir.ts";
import type { Body } from "../mir/mir.ts";
import type { DebugNotes } from "./debug-notes.ts";
import { describeFunction } from "./describe-function.ts";
import { X86_64_DEBUG } from "./dwarf/machine.ts";
import { debugSections } from "./dwarf/sections.ts";
import type { DebugFunction } from "./dwarf/sections.ts";
import { identText, objectFile } from "./object-file.ts";
import { pendingDebugSections, sectionTypeOf, staticSection } from "./pending-section.ts";
import type { PendingRelocation, PendingSection, StaticSection } from "./pending-section.ts";
import { NotOptimized } from "./ssa/places.ts";
import { EncodingError } from "../isa/fixed/code.ts";
import type { FixedCode } from "../isa/fixed/code.ts";
import { portableTarget } from "./machines.ts";
import type { PortableTarget } from "./machines.ts";
import { compilePortable } from "./portable/function.ts";
import { FunctionCompiler } from "./x86_64/function.ts";
import { compileOptimized } from "./x86_64/optimized/compile.ts";
import type { FunctionHost } from "./function-host.ts";
import type { CompiledFunction } from "./x86_64/function.ts";
import { compilationFolder } from "../target/shown-path.ts";

export interface CompiledModule {
  /** The text of `--emit=asm`. */
  assembly(): string;
  readonly object: ElfObject;
  readonly diagnostics: readonly Diagnostic[];
  /** Source lines of the crate's functions, where they are described for debuggers. */
  readonly functions: readonly DebugFunction[];
}

/** The relocation that fills a field of an instruction. */
function relocationType({ relative, width, signed, isCall, reference }: Fixup): number {
  if (reference.viaGot === true) return elf.R_X86_64_GOTPCREL;
  if (relative)
    return isCall && width === 4
      ? elf.R_X86_64_PLT32
      : ({ 1: elf.R_X86_64_PC8, 2: elf.R_X86_64_PC16, 4: elf.R_X86_64_PC32, 8: elf.R_X86_64_PC64 } as const)[width];
  if (width === 4 && signed) return elf.R_X86_64_32S;
  return ({ 1: elf.R_X86_64_8, 2: elf.R_X86_64_16, 4: elf.R_X86_64_32, 8: elf.R_X86_64_64 } as const)[width];
}

function pendingRelocations(code: Code): PendingRelocation[] {
  return code.fixups.map((fixup) => ({
    offset: fixup.offset,
    type: relocationType(fixup),
    symbol: fixup.reference.symbol,
    addend: BigInt(fixup.reference.addend),
  }));
}

/** The guard page of a stack grows by touching one page after the other. */
const WINDOWS_PAGE = 4096;

/** A function's bytes and what goes with them. */
interface FunctionCode {
  readonly bytes: Uint8Array;
  readonly alignment: number;
  readonly relocations: readonly PendingRelocation[];
  /** Names of places in it. */
  readonly inner: readonly AssembledSymbol[];
  readonly lines?: readonly Line[];
}

/** Labels that relocations name become symbols, with names of their own. */
function portableCode({ bytes, fixups, labels }: FixedCode, newName: () => string): Pick<FunctionCode, "bytes" | "relocations" | "inner"> {
  const names = new Map<string, string>();
  const relocations = fixups.map(({ offset, type, symbol, addend }) => {
    if (labels.has(symbol) && !names.has(symbol)) names.set(symbol, newName());
    return { offset, type, symbol: names.get(symbol) ?? symbol, addend: BigInt(addend) };
  });
  const inner = [...names].map(([label, name]) => ({
    name,
    offset: labels.get(label) as number,
    size: 0,
    type: elf.STT_NOTYPE,
    binding: elf.STB_LOCAL,
    visibility: elf.STV_DEFAULT,
  }));
  return { bytes, relocations, inner };
}

/** What the real tools refuse, too. */
class Refused extends Error {
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super();
  }
}

class ModuleCompiler implements FunctionHost {
  readonly layouts: ReturnType<typeof layoutsFor>;
  readonly diagnostics: Diagnostic[] = [];
  readonly #sections: PendingSection[] = [];
  readonly #symbols = new Map<string, string>();
  readonly #functions: FunctionInstance[] = [];
  readonly #statics = new Map<DefId, string>();
  readonly #staticQueue: DefId[] = [];
  readonly #bytes = new Map<string, string>();
  readonly isDev: boolean;
  readonly isStatic: boolean;
  readonly llvm: 15 | 22;
  readonly wantsText: boolean;
  readonly verifies: boolean;
  readonly portable: PortableTarget | undefined;
  readonly hasFramePointer: boolean;
  readonly longestNop: number;

  constructor(readonly context: ModuleContext) {
    this.layouts = layoutsFor(context.tables, context.session);
    this.isDev = context.session.optLevel === "0";
    this.wantsText = context.wantsText;
    this.verifies = context.session.verifies?.values === true;
    this.portable = portableTarget(context.session.target.arch);
    // Macs are compiled for as a Penryn, which is slow with more prefixes.
    this.longestNop = context.session.target.os === "macos" ? 10 : 15;
    this.hasFramePointer = context.session.target.framePointer;
    this.llvm = context.session.release.minor < 70 ? 15 : 22;
    this.isStatic = context.session.relocationModel === "static";
  }

  // --- What functions ask ---------------------------------------------------------------------------------------

  symbolOf(instance: Instance): string {
    const handler = instance.kind === "foreign" ? panicHandler(this.context.program, instance.def) : undefined;
    if (handler !== undefined) return this.#function(handler, []);
    if (instance.kind === "foreign")
      return exportedName(this.context.program, instance.def) ?? this.context.program.definitions.get(instance.def).name;
    if (instance.kind === "drop-glue") return this.#dropGlue(instance);
    if (instance.kind === "closure-call" || instance.kind === "constructor" || instance.kind === "fn-call")
      return this.#shimFunction(instance);
    if (instance.kind !== "item") return this.refuse(`a call through a ${instance.kind}`, this.#span);
    return this.#function(instance.def, instance.args);
  }

  #function(def: DefId, args: readonly Ty[]): string {
    const key = `${def} ${args.map(({ id }) => id).join()}`;
    const known = this.#symbols.get(key);
    if (known !== undefined) return known;
    // Types may be printed alike and differ (closures): their numbers tell them apart.
    const printed = args.map((arg) => `${this.context.tables.print(arg)} ${arg.id}`).join();
    const symbol = exportedName(this.context.program, def) ?? mangle(this.context.session, this.context.program, def, printed);
    this.#symbols.set(key, symbol);
    this.#functions.push({ def, args, symbol });
    return symbol;
  }

  /** `core::ptr::drop_in_place::<T>`. */
  #dropGlue(shim: Extract<Shim, { kind: "drop-glue" }>): string {
    const key = shimKey(shim);
    const known = this.#symbols.get(key);
    if (known !== undefined) return known;
    const def = this.context.dropInPlace;
    const printed = this.context.tables.print(shim.type);
    const symbol = mangle(this.context.session, this.context.program, def, `${printed} ${shim.type.id}`, [], `<${printed}>`);
    this.#symbols.set(key, symbol);
    this.#functions.push({ def, args: [], symbol, shim });
    return symbol;
  }

  /** A function that nobody wrote; it is named after what it is made for. */
  #shimFunction(shim: Shim): string {
    const args = "args" in shim ? shim.args : [];
    const key = `${shimKey(shim)} ${args.map(({ id }) => id).join()}`;
    const known = this.#symbols.get(key);
    if (known !== undefined) return known;
    const owner = this.#shimOwner(shim);
    const printed = `${key} ${args.map((arg) => this.context.tables.print(arg)).join()}`;
    const last = shim.kind === "closure-call" ? "{{closure}}" : "{{shim}}";
    const symbol = mangle(this.context.session, this.context.program, owner, printed, [last]);
    this.#symbols.set(key, symbol);
    this.#functions.push({ def: owner, args, symbol, shim });
    return symbol;
  }

  #shimOwner(shim: Shim): DefId {
    if (shim.kind === "closure-call") return this.context.tables.closure(shim.closure).owner;
    if (shim.kind === "constructor") return shim.adt;
    return shim.type.kind === "fn-def" ? shim.type.def : 0;
  }

  staticSymbol(def: DefId): string {
    const known = this.#statics.get(def);
    if (known !== undefined) return known;
    const foreign = this.#foreignStatic(def);
    if (foreign !== undefined) return foreign;
    const symbol = exportedName(this.context.program, def) ?? mangle(this.context.session, this.context.program, def, "");
    this.#statics.set(def, symbol);
    this.#staticQueue.push(def);
    return symbol;
  }

  /** Declared in an extern block: it is defined elsewhere. */
  #foreignStatic(def: DefId): string | undefined {
    const { definitions } = this.context.program;
    const { parent, name } = definitions.get(def);
    if (parent === undefined || definitions.get(parent).kind !== "extern-block") return undefined;
    return exportedName(this.context.program, def) ?? name;
  }

  bytesSymbol(bytes: Uint8Array): string {
    const key = bytes.join();
    const known = this.#bytes.get(key);
    if (known !== undefined) return known;
    const symbol = `anon.${this.#bytes.size}`;
    this.#bytes.set(key, symbol);
    this.#sections.push({
      name: `.rodata..L${symbol}`,
      type: elf.SHT_PROGBITS,
      flags: elf.SHF_ALLOC,
      alignment: 1,
      data: bytes,
      size: bytes.length,
      relocations: [],
      symbol: `.L${symbol}`,
      symbolType: elf.STT_OBJECT,
      binding: elf.STB_LOCAL,
      visibility: elf.STV_DEFAULT,
    });
    this.#bytes.set(key, `.L${symbol}`);
    return `.L${symbol}`;
  }

  readonly #data = new Map<string, string>();

  /** Data with addresses in it; plain bytes are shared with strings. */
  dataSymbol(data: StaticData): string {
    if (data.relocations.length === 0 && data.alignment === 1) return this.bytesSymbol(data.bytes);
    const addresses = data.relocations.map(({ offset, symbol, addend }) => `${offset}=${symbol}+${addend}`).join();
    const key = `${data.alignment} ${data.bytes.join()} ${addresses}`;
    const known = this.#data.get(key);
    if (known !== undefined) return known;
    const symbol = `.Ldata.${this.#data.size}`;
    this.#data.set(key, symbol);
    this.#sections.push({
      ...this.#dataSection(data, symbol),
      symbol,
      symbolType: elf.STT_OBJECT,
      binding: elf.STB_LOCAL,
      visibility: elf.STV_DEFAULT,
    });
    return symbol;
  }

  /** Drop glue (or null), size, alignment, then the methods. */
  vtableSymbol(type: Ty, dyn: Ty): string {
    const { tables } = this.context;
    const { size, alignment } = this.layouts.of(type);
    const entries = tables.vtable(type, dyn);
    const word = this.layouts.pointerSize;
    const bytes = new Uint8Array(firstMethod(word) + word * entries.length);
    const view = new DataView(bytes.buffer);
    view.setUint32(word, size, true);
    view.setUint32(2 * word, alignment, true);
    const relocations = entries.flatMap((entry, i) =>
      entry === undefined ? [] : [{ offset: firstMethod(word) + word * i, symbol: this.symbolOf(entry.instance), addend: 0n }],
    );
    if (tables.needsDrop(type)) relocations.unshift({ offset: 0, symbol: this.symbolOf({ kind: "drop-glue", type }), addend: 0n });
    return this.dataSymbol({ bytes, alignment: word, mutable: false, relocations });
  }

  #dataSection(data: StaticData, symbol: string): StaticSection {
    if (this.portable === undefined) return staticSection(data, symbol, elf.R_X86_64_64, ".data.rel.ro");
    return staticSection(data, symbol, this.portable.addressRelocation, ".rodata");
  }

  constantSymbol(type: Ty, value: Value): string {
    return this.dataSymbol(staticData(this.layouts, this, { type, value, static: undefined }, false));
  }

  #hasTrackCaller(def: DefId): boolean {
    return findAttribute(this.context.program.definitions.get(def).attrs, "track_caller") !== undefined;
  }

  tracksCaller(instance: Instance): boolean {
    return instance.kind === "item" && this.#hasTrackCaller(instance.def);
  }

  ignoresPlace(instance: Instance): boolean {
    return !this.isDev && this.context.ignoresPlace(instance);
  }

  readonly #locations = new Map<string, string>();

  /** `Location { file, line, col }` as corelib declares it. */
  locationSymbol(span: Span): string {
    const { file, line, column } = this.context.locate(span);
    const key = `${file}:${line}:${column}`;
    const known = this.#locations.get(key);
    if (known !== undefined) return known;
    const symbol = `.Lloc.${this.#locations.size}`;
    this.#locations.set(key, symbol);
    const text = new TextEncoder().encode(file);
    const word = this.layouts.pointerSize;
    const data = new Uint8Array(2 * word + 8);
    const view = new DataView(data.buffer);
    view.setUint32(word, text.length, true);
    view.setUint32(2 * word, line, true);
    view.setUint32(2 * word + 4, column, true);
    const section = this.#dataSection(
      { bytes: data, alignment: word, mutable: false, relocations: [{ offset: 0, symbol: this.bytesSymbol(text), addend: 0n }] },
      symbol,
    );
    this.#sections.push({ ...section, symbol, symbolType: elf.STT_OBJECT, binding: elf.STB_LOCAL, visibility: elf.STV_DEFAULT });
    return symbol;
  }

  functionSymbol(type: Ty): string {
    if (type.kind === "closure") return this.symbolOf({ kind: "closure-call", closure: type.closure, args: type.args, method: "pointer" });
    if (type.kind !== "fn-def") return this.refuse("this function in a constant", this.#span);
    return this.symbolOf(this.context.tables.resolveInstance(type.def, type.args));
  }

  refuse(construct: string, span: Span): never {
    throw new Unsupported(construct, span);
  }

  refuseAsm({ errors }: AsmErrors, asm: AsmText): never {
    throw new Refused(asmDiagnostics(errors, asm, this.context.asmSources));
  }

  // --- The work ---------------------------------------------------------------------------------------------------

  run(roots: readonly FunctionInstance[], staticRoots: readonly DefId[]): void {
    if (this.portable !== undefined && !this.isStatic)
      this.#guard(() => this.refuse(`position-independent code for \`${this.context.session.target.triple}\``, { lo: 0, hi: 0 }));
    if (this.portable !== undefined && this.wantsText)
      this.#guard(() => this.refuse(`assembly text for \`${this.context.session.target.triple}\``, { lo: 0, hi: 0 }));
    for (const { def, args } of roots) this.#function(def, args);
    for (const def of staticRoots) this.staticSymbol(def);
    for (const def of this.#globalAsms()) this.#guard(() => this.#compileGlobalAsm(def));
    for (
      let next = this.#functions.shift(), data = next === undefined ? this.#staticQueue.shift() : undefined;
      next !== undefined || data !== undefined;
    ) {
      if (next !== undefined) this.#guard(() => this.#compileFunction(next as FunctionInstance));
      else if (data !== undefined) this.#guard(() => this.#compileStatic(data as DefId));
      next = this.#functions.shift();
      data = next === undefined ? this.#staticQueue.shift() : undefined;
    }
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (error instanceof Unsupported) this.diagnostics.push(unsupported("KB0001", error.construct, error.span));
      else if (error instanceof Refused) this.diagnostics.push(...error.diagnostics);
      else if (error instanceof LayoutProblem) this.diagnostics.push(unsupported("KB0001", `this assembly (${error.message})`, this.#span));
      else if (error instanceof LayoutError) this.diagnostics.push(unsupported("KB0002", error.message, this.#span));
      else throw error;
    }
  }

  #globalAsms(): DefId[] {
    const { definitions } = this.context.program;
    const found: DefId[] = [];
    for (let def = 0; def < definitions.count; def++)
      if (!definitions.isCore(def) && definitions.get(def).kind === "global-asm") found.push(def);
    return found;
  }

  #span: Span = { lo: 0, hi: 0 };

  #compileFunction(instance: FunctionInstance): void {
    const { attrs } = this.context.program.definitions.get(instance.def);
    const own = this.context.program.definitions.span(instance.def);
    if (instance.shim === undefined && findAttribute(attrs, "naked") !== undefined) return this.#compileNaked(instance, own);
    const body = this.context.bodyOf(instance);
    this.#span = body.span;
    if (this.portable !== undefined) return this.#compilePortable(instance, body, this.portable);
    if (this.context.session.target.os === "windows") this.#checkWindows(instance, body);
    const compiled = this.#code(body, instance);
    const deepest = Math.max(0, ...compiled.frame.map(({ distance, base }) => (base === undefined ? distance : Infinity)));
    if (this.context.session.target.os === "windows" && deepest > WINDOWS_PAGE)
      this.refuse("a function with more than a page of variables for Windows", body.span);
    this.#addCode(instance, compiled.code);
    this.#describe(instance, body, compiled.code.bytes.length, compiled);
  }

  /** Functions of C take their arguments otherwise on Windows, and keep more registers. */
  #checkWindows({ def, shim }: FunctionInstance, body: Body): void {
    const isExported = shim === undefined && exportedName(this.context.program, def) !== undefined;
    const returns = body.locals[0]?.type.kind !== "never";
    if (isExported && (returns || body.argumentCount > 0))
      this.refuse("an exported function that takes or returns values for Windows", body.span);
    for (const { terminator } of body.blocks) {
      if (terminator.kind !== "call" || isOperand(terminator.callee) || terminator.callee.kind !== "foreign") continue;
      if (panicHandler(this.context.program, terminator.callee.def) === undefined)
        this.refuse("a call of a foreign function for Windows", terminator.span);
    }
  }

  #compilePortable(instance: FunctionInstance, body: Body, target: PortableTarget): void {
    const { session, program } = this.context;
    const tracksCaller = instance.shim === undefined && this.#hasTrackCaller(instance.def);
    const isOptimized = !this.isDev || program.definitions.isCore(instance.def);
    const isExported = instance.shim === undefined && exportedName(program, instance.def) !== undefined;
    const signature = body.locals.slice(0, 1 + body.argumentCount).map(({ type }) => this.layouts.of(type));
    if (isExported && signature.some(({ abi, size }) => abi.kind === "pair" || abi.kind === "memory" || size > this.layouts.pointerSize))
      this.refuse(`an exported function with more than words for \`${session.target.triple}\``, body.span);
    try {
      const trimmed = this.isDev ? body : this.context.trimmed(body);
      const wishes = { keepsVariables: !isOptimized, keepsSpans: session.debugInfo !== "none" };
      const made = compilePortable(trimmed, this, tracksCaller, { target, isOptimized, alwaysFrame: target.hasAllFrames(session), wishes });
      this.#addFunction(instance, { alignment: target.codeAlignment, ...portableCode(made.code, () => `.Lpcrel_hi${this.#anchors++}`) });
      this.#describe(instance, body, made.code.bytes.length, made);
    } catch (error) {
      if (error instanceof NotOptimized) this.refuse(`${error.message} for \`${session.target.triple}\``, body.span);
      if (error instanceof EncodingError) this.refuse(`${error.message} for \`${session.target.triple}\``, body.span);
      throw error;
    }
  }

  #anchors = 0;

  /** Core's functions are optimized in every profile, as those of the installed core are. */
  #code(body: Body, { def, shim }: FunctionInstance): CompiledFunction {
    const tracksCaller = shim === undefined && this.#hasTrackCaller(def);
    const isOptimized = !this.isDev || this.context.program.definitions.isCore(def);
    try {
      if (isOptimized) return compileOptimized(this.isDev ? body : this.context.trimmed(body), this, tracksCaller);
    } catch (error) {
      if (!(error instanceof NotOptimized)) throw error;
    }
    return new FunctionCompiler(body, this, tracksCaller).compile();
  }

  readonly #described: DebugFunction[] = [];

  get functions(): readonly DebugFunction[] {
    return this.#described;
  }

  /** Functions of the crate, for debuggers. */
  #describe(instance: FunctionInstance, body: Body, size: number, notes: DebugNotes): void {
    const { debugInfo } = this.context.session;
    const made = debugInfo === "none" ? undefined : describeFunction(this.context, instance, body, size, notes);
    if (made !== undefined) this.#described.push(made);
  }

  /** The debug sections, once all code is made. */
  addDebugSections(unit: string): void {
    const { session, pathOf, rootFile } = this.context;
    if (session.debugInfo === "none" || this.#described.length === 0) return;
    const machine = this.portable?.debug ?? X86_64_DEBUG;
    const made = debugSections({
      release: session.release,
      machine,
      name: `${rootFile}/@/${unit}`,
      folder: compilationFolder(session),
      functions: this.#described,
      layouts: this.layouts,
      isSmall: session.debugInfo === "line-tables-only" || session.debugInfo === "line-directives-only",
      pathOf,
    });
    this.#sections.push(...pendingDebugSections(made, machine, session.release));
  }

  /** A naked function is its assembly and nothing else. */
  #compileNaked(instance: FunctionInstance, own: Span): void {
    this.#span = own;
    if (this.portable !== undefined) return this.refuse(`a naked function for \`${this.context.session.target.triple}\``, own);
    const body = this.context.tables.body(instance.def);
    const asm = body === undefined ? undefined : nakedAsm(body.value);
    if (asm === undefined || instance.args.length > 0) return this.refuse("this naked function", own);
    const code = this.#assembled(`naked.${instance.symbol}`, asm);
    const [only] = code;
    if (code.length !== 1 || only?.name !== ".text" || only.symbols.length > 0)
      return this.refuse("sections and labels in a naked function", own);
    this.#addCode(instance, only.code, Math.max(4, only.alignment));
  }

  #assembled(scope: string, asm: InlineAsm): readonly AssembledSection[] {
    const assembler = new Assembler(scope, {
      syntax: asm.options.includes("att_syntax") ? "att" : "intel",
      llvm: this.llvm,
      keepsText: this.wantsText,
    });
    try {
      assembler.assemble(globalAsmText(asm, this, this.context));
      return assembler.finish();
    } catch (error) {
      if (error instanceof AsmError || error instanceof AsmErrors) return this.refuse(`this assembly (${error.message})`, asm.span);
      throw error;
    }
  }

  #addCode(instance: FunctionInstance, code: Code, alignment = 16): void {
    const { bytes, lines } = code;
    this.#addFunction(instance, {
      bytes,
      alignment,
      relocations: pendingRelocations(code),
      inner: [],
      ...(lines === undefined ? {} : { lines }),
    });
  }

  #addFunction(instance: FunctionInstance, { bytes, alignment, relocations, lines, inner }: FunctionCode): void {
    const isWritten = instance.shim === undefined;
    const exported = isWritten && exportedName(this.context.program, instance.def) !== undefined;
    this.#sections.push({
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

  /** `global_asm!`: text assembled into a section, its labels symbols. */
  #compileGlobalAsm(def: DefId): void {
    const body = this.context.tables.body(def);
    this.#span = this.context.program.definitions.span(def);
    if (body?.value.kind !== "asm") return this.refuse("this `global_asm!`", this.#span);
    if (this.portable !== undefined) return this.refuse(`\`global_asm!\` for \`${this.context.session.target.triple}\``, this.#span);
    this.#assembled(`global${def}`, body.value.asm).forEach((section, i) => this.#addAssembled(section, `.Lglobal_asm.${def}.${i}`));
  }

  #addAssembled(section: AssembledSection, symbol: string): void {
    const { name, type, flags, alignment, entrySize, code, symbols } = section;
    this.#sections.push({
      name,
      type,
      flags,
      alignment: (flags & elf.SHF_EXECINSTR) === 0 ? alignment : Math.max(4, alignment),
      entrySize,
      data: type === elf.SHT_NOBITS ? new Uint8Array() : code.bytes,
      size: code.bytes.length,
      relocations: pendingRelocations(code),
      symbol,
      symbolType: elf.STT_NOTYPE,
      binding: elf.STB_LOCAL,
      visibility: elf.STV_DEFAULT,
      inner: symbols,
      isAssembly: true,
      ...(code.lines === undefined ? {} : { lines: code.lines }),
    });
  }

  #compileStatic(def: DefId): void {
    this.#span = this.context.program.definitions.span(def);
    const allocation = this.context.allocationOf(def) ?? this.refuse("the value of this static", this.#span);
    const data = staticData(this.layouts, this, allocation, this.context.isMutable(def));
    const symbol = this.#statics.get(def) as string;
    const exported = exportedName(this.context.program, def) !== undefined;
    this.#sections.push({
      ...this.#placed(def, this.#dataSection(data, symbol), data),
      symbol,
      symbolType: elf.STT_OBJECT,
      binding: exported ? elf.STB_GLOBAL : elf.STB_LOCAL,
      visibility: elf.STV_DEFAULT,
    });
  }

  /** The section of a static with `#[link_section]` or `#[used]` taken into account. */
  #placed(def: DefId, section: StaticSection, data: StaticData): StaticSection {
    const name = placedIn(this.context.program, def);
    const isUsed = findAttribute(this.context.program.definitions.get(def).attrs, "used") !== undefined;
    const flags = section.flags | (isUsed && this.context.session.release.minor >= 89 ? elf.SHF_GNU_RETAIN : 0);
    if (name === undefined) return { ...section, flags };
    const type = sectionTypeOf(name);
    return { ...section, name, flags, type, data: type === elf.SHT_NOBITS ? new Uint8Array() : data.bytes };
  }

  assembly(unit: string): string {
    const { release } = this.context.session;
    return assemblyText(unit, this.#sections, identText(release), this.llvm === 15);
  }

  object(fileName: string): ElfObject {
    const object = objectFile(fileName, this.#sections, this.context.session.release, {
      is64: this.layouts.pointerSize === 8,
      machine: this.portable?.elfMachine ?? elf.EM_X86_64,
      flags: this.portable?.elfFlags ?? 0,
    });
    return this.portable?.finishObject(object, this.context.session) ?? object;
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
