// MIR to the optimizer's form: block by block in reverse postorder, so that of a block's predecessors only those of loops
// are not known yet.
import type { CPassing, CWay } from "../../mir/c-ways.ts";
import type { BasicBlock, Body, InlineAsm, Operand, Place, Statement, Terminator } from "../../mir/mir.ts";
import type { Span } from "../../base/source.ts";
import { isOperand, successors } from "../../mir/mir.ts";
import { localsRead } from "../../mir/reads.ts";
import type { Instance } from "../../sema/types/tables.ts";
import type { Ty } from "../../sema/types/ty.ts";
import { nicheWords } from "../../sema/types/layout.ts";
import type { FunctionHost } from "../function-host.ts";
import { firstMethod } from "../x86_64/call.ts";
import { lowerAsm } from "./asm.ts";
import type { AssignedOperand } from "./asm.ts";
import { Builder } from "./builder.ts";
import { lowerIntrinsic } from "./intrinsics.ts";
import { SsaFunction } from "./ir.ts";
import type { Block, Value, ValueId, WordPassing } from "./ir.ts";
import type { Leaf } from "./leaves.ts";
import { NotOptimized, Places, typeOf } from "./places.ts";
import type { Address } from "./places.ts";
import { discriminantValue, leafOf, operandOffset, rvalue } from "./rvalues.ts";

/** Larger bodies are compiled the simple way: construction recurses along the blocks. */
const MOST_BLOCKS = 3000;
/** As many elements of `[x; n]` are stored one by one. */
const UNROLLED_ELEMENTS = 8n;

export interface Assembly {
  readonly asm: InlineAsm;
  readonly assigned: readonly AssignedOperand[];
}

/** What debuggers are to find. */
export interface DebugWishes {
  /** Variables with names are in memory. */
  readonly keepsVariables: boolean;
  /** Values know what they are made for. */
  readonly keepsSpans: boolean;
}

const NO_WISHES: DebugWishes = { keepsVariables: false, keepsSpans: false };

const isUnread = (operand: Operand): boolean => operand.kind === "constant" && operand.value.kind === "unread";

type Call = Extract<Terminator, { kind: "call" }>;

/** The address for a result in memory comes first. */
function wordPassing({ arguments: args, ...rest }: CPassing, returnsMemory: boolean): WordPassing {
  const first: readonly CWay[] = returnsMemory ? [{ kind: "general", index: 0 }] : [];
  return { ...rest, words: [...first, ...args.flat()] };
}

export class Lowering {
  readonly f: SsaFunction;
  readonly b: Builder;
  readonly p: Places;
  readonly #blocks: Block[];
  #resultPointer: ValueId | undefined;
  location: ValueId | undefined;
  /** Assembly in the order in which it is met; `FixedCode.key` counts them. */
  readonly assemblies: Assembly[] = [];
  span: Span;

  constructor(
    readonly body: Body,
    readonly host: FunctionHost,
    readonly tracksCaller: boolean,
    readonly wishes = NO_WISHES,
  ) {
    this.span = body.span;
    this.f = new SsaFunction(0, host.layouts.pointerSize);
    this.b = new Builder(this.f);
    this.p = new Places(body, host, this.b, wishes.keepsVariables);
    this.#blocks = body.blocks.map((_, i) => (i === 0 ? this.b.block : this.f.newBlock()));
  }

  run(): SsaFunction {
    const { body } = this;
    if (body.blocks.length > MOST_BLOCKS) throw new NotOptimized("a body of this size");
    const predecessors = body.blocks.map(() => 0);
    for (const { terminator } of body.blocks)
      for (const next of successors(terminator)) predecessors[next] = (predecessors[next] as number) + 1;
    const done = body.blocks.map(() => 0);
    body.blocks.forEach((block, i) => {
      const own = this.#blocks[i] as Block;
      this.b.enter(own);
      if (i === 0) {
        this.b.seal(own.id);
        this.#receive();
      } else if (done[i] === predecessors[i]) this.b.seal(own.id);
      this.#block(block);
      for (const next of successors(block.terminator)) {
        done[next] = (done[next] as number) + 1;
        // A block that was entered already is a loop's header.
        if (next <= i && done[next] === predecessors[next]) this.b.seal((this.#blocks[next] as Block).id);
      }
    });
    this.b.finish();
    return this.f;
  }

  // --- Arguments ---------------------------------------------------------------------------------------------------

  #isMemory(type: Ty): boolean {
    return this.host.layouts.of(type).abi.kind === "memory";
  }

  #parameter(): ValueId {
    return this.b.make("param", this.p.wordSize, [], { imm: BigInt(this.f.parameterCount++) });
  }

  #receive(): void {
    const { body, p } = this;
    if (this.#isMemory(p.localType(0))) this.#resultPointer = this.#parameter();
    const memory: { local: number; pointer: ValueId }[] = [];
    for (let local = 1; local <= body.argumentCount; local++) {
      const type = p.localType(local);
      if (this.#isMemory(type)) {
        memory.push({ local, pointer: this.#parameter() });
        continue;
      }
      const leaves = p.leavesOf(type) as readonly Leaf[];
      p.write(
        { local, projection: [], type },
        leaves.map((leaf) => this.#received(leaf)),
      );
    }
    if (body.passing !== undefined) this.f.passing = wordPassing(body.passing, this.#resultPointer !== undefined);
    if (this.tracksCaller) this.location = this.#parameter();
    const read = memory.length === 0 ? undefined : localsRead(body);
    for (const { local, pointer } of memory) if (read?.has(local) === true) this.#receiveMemory(local, pointer);
  }

  /** One word, or for a number of two words those, the low one first. */
  #received({ size }: Leaf): ValueId {
    const word = this.#parameter();
    if (size > this.p.wordSize) return this.#joined(word, this.#parameter(), size);
    return size === this.p.wordSize ? word : this.b.make("trunc", size, [word]);
  }

  #joined(low: ValueId, high: ValueId, size: number): ValueId {
    const upper = this.b.make("shl", size, [this.b.make("zext", size, [high]), this.b.constant(1, BigInt(8 * this.p.wordSize))]);
    return this.b.make("or", size, [this.b.make("zext", size, [low]), upper]);
  }

  /** As words, the low one first. */
  #split(value: ValueId): ValueId[] {
    const { size } = this.b.f.value(value);
    const word = this.p.wordSize;
    if (size <= word) return [value];
    const upper = this.b.make("shr", size, [value, this.b.constant(1, BigInt(8 * word))]);
    return [this.b.make("trunc", word, [value]), this.b.make("trunc", word, [upper])];
  }

  #receiveMemory(local: number, pointer: ValueId): void {
    const { p } = this;
    const place: Place = { local, projection: [], type: p.localType(local) };
    const from: Address = { base: pointer, offset: 0, metadata: undefined };
    if (p.variables(place) !== undefined) p.write(place, p.loadLeaves(from, p.leavesOf(place.type) as readonly Leaf[]));
    else p.copy(p.address(place), from, this.host.layouts.of(place.type).size);
  }

  // --- Statements --------------------------------------------------------------------------------------------------

  #block({ statements, terminator }: BasicBlock): void {
    for (const statement of statements) this.#statement(statement);
    this.#at(terminator.span);
    this.#terminator(terminator);
  }

  #at(span: Span): void {
    this.span = span;
    if (this.wishes.keepsSpans) this.b.span = span;
  }

  #statement({ place, value, span }: Statement): void {
    this.#at(span);
    const { p } = this;
    if (this.host.layouts.of(place.type).abi.kind === "zero-sized") return;
    const inMemory = p.variables(place) === undefined;
    if (value.kind === "repeat" && (inMemory || p.leavesOf(place.type) === undefined)) return this.#repeat(place, value);
    if (value.kind === "aggregate" && p.leavesOf(place.type) === undefined) return this.#aggregate(place, value);
    if (p.leavesOf(place.type) !== undefined) return p.write(place, rvalue(p, value, place.type));
    if (value.kind !== "use") throw new NotOptimized("this value in memory");
    p.copy(p.address(place), p.operandAddress(value.operand), this.host.layouts.of(place.type).size);
  }

  #storeOperand(to: Address, operand: Operand): void {
    const type = typeOf(operand);
    const leaves = this.p.leavesOf(type);
    const { size } = this.host.layouts.of(type);
    if (leaves === undefined) return this.p.copy(to, this.p.operandAddress(operand), size);
    this.p.operand(operand).forEach((value, i) => this.p.store(to.base, to.offset + (leaves[i] as Leaf).offset, value));
  }

  #aggregate(place: Place, value: Extract<Statement["value"], { kind: "aggregate" }>): void {
    const layout = this.host.layouts.of(place.type);
    const at = this.p.address(place);
    for (const { field, operand } of value.fields) {
      if (this.host.layouts.of(typeOf(operand)).size === 0) continue;
      this.#storeOperand({ ...at, offset: at.offset + operandOffset(this.p, value, field, layout) }, operand);
    }
    const { tag, nicheTag } = layout;
    if (tag !== undefined)
      this.p.store(at.base, at.offset + tag.offset, this.b.constant(tag.scalar.size, discriminantValue(this.p, value.type, value.variant)));
    else if (nicheTag !== undefined && value.variant !== nicheTag.dataVariant)
      for (const word of nicheWords(value.variant, nicheTag))
        this.p.store(at.base, at.offset + word.offset, this.b.constant(word.scalar.size, word.value));
  }

  #repeat(place: Place, { operand, count }: Extract<Statement["value"], { kind: "repeat" }>): void {
    const { size, abi } = this.host.layouts.of(typeOf(operand));
    if (count === 0n || size === 0) return;
    const at = this.p.address(place);
    const first = { ...at, offset: at.offset };
    if (count <= UNROLLED_ELEMENTS) {
      for (let i = 0; i < Number(count); i++) this.#storeOperand({ ...first, offset: at.offset + i * size }, operand);
      return;
    }
    if (abi.kind === "scalar") {
      const value = this.p.scalar(operand);
      const name = ({ 1: "stosb", 2: "stosw", 4: "stosd", 8: "stosq" } as const)[size as 1 | 2 | 4 | 8];
      this.b.make("sequence", 0, [this.p.pointer(at), this.p.word(count), value], { name });
      return;
    }
    this.#storeOperand(first, operand);
    const target = this.p.pointer({ ...at, offset: at.offset + size });
    const bytes = size * (Number(count) - 1);
    const isWords = size % 8 === 0;
    const name = isWords ? "movsq" : "movsb";
    this.b.make("sequence", 0, [target, this.p.pointer(at), this.p.word(isWords ? bytes / 8 : bytes)], { name });
  }

  // --- Terminators -------------------------------------------------------------------------------------------------

  #number(block: number): number {
    return (this.#blocks[block] as Block).id;
  }

  #jump(target: number | undefined): void {
    this.b.end(target === undefined ? { kind: "unreachable" } : { kind: "jump", target: this.#number(target) });
  }

  #terminator(terminator: Terminator): void {
    switch (terminator.kind) {
      case "goto":
        return this.#jump(terminator.target);
      case "unreachable":
        return this.b.end({ kind: "unreachable" });
      case "return":
        return this.#return();
      case "switch":
        return this.#switch(terminator);
      case "call":
        this.#call(terminator);
        return this.#jump(terminator.target);
      case "asm":
        lowerAsm(this, terminator.asm);
        if (terminator.target === undefined && terminator.asm.options.includes("noreturn")) this.b.make("sequence", 0, [], { name: "ud2" });
        return this.#jump(terminator.target);
      case "assert":
      case "drop":
        throw new NotOptimized("a check, or a drop");
    }
  }

  #return(): void {
    const type = this.p.localType(0);
    const place: Place = { local: 0, projection: [], type };
    if (this.#resultPointer === undefined) return this.b.end({ kind: "return", values: this.#widened(this.p.read(place), type) });
    const to: Address = { base: this.#resultPointer, offset: 0, metadata: undefined };
    if (this.p.variables(place) === undefined) this.p.copy(to, this.p.address(place), this.host.layouts.of(type).size);
    else this.#storeOperand(to, { kind: "copy", place });
    this.b.end({ kind: "return", values: [this.#resultPointer] });
  }

  #switch({ operand, cases, otherwise }: Extract<Terminator, { kind: "switch" }>): void {
    const { size } = leafOf(this.p, typeOf(operand));
    const value = this.p.scalar(operand);
    const [only] = cases;
    if (cases.length !== 1 || only === undefined) {
      const targets = cases.map((one) => ({ value: BigInt.asUintN(8 * size, one.value), target: this.#number(one.target) }));
      return this.b.end({ kind: "switch", value, cases: targets, otherwise: this.#number(otherwise) });
    }
    const [equal, other] = [this.#number(only.target), this.#number(otherwise)];
    if (size === 1 && only.value === 0n && this.b.isFlag(value))
      return this.b.end({ kind: "branch", condition: value, then: other, otherwise: equal });
    const condition = this.b.make("compare", 1, [value, this.b.constant(size, only.value)], { condition: "e" });
    this.b.end({ kind: "branch", condition, then: equal, otherwise: other });
  }

  // --- Calls -------------------------------------------------------------------------------------------------------

  #call(call: Call): void {
    const { callee } = call;
    if (!isOperand(callee) && callee.kind === "intrinsic") return lowerIntrinsic(this, call, callee);
    const result = call.destination.type;
    const returnsMemory = this.#isMemory(result);
    const into = returnsMemory ? this.#resultAddress(call.destination) : undefined;
    const words: ValueId[] = into === undefined ? [] : [this.p.pointer(into)];
    const unread = new Set<number>();
    let target: ValueId | undefined = isOperand(callee) ? this.p.operand(callee)[0] : undefined;
    call.args.forEach((operand, i) => {
      if (i === 0 && !isOperand(callee) && callee.kind === "virtual") {
        const [data, vtable] = this.p.operand(operand) as [ValueId, ValueId];
        if (vtable === undefined) throw new NotOptimized("this receiver");
        const word = this.p.wordSize;
        target = this.p.load(vtable, firstMethod(word) + word * callee.entry, word);
        words.push(data);
      } else if (isUnread(operand)) this.#unreadWords(operand, words, unread);
      else if (this.#isMemory(typeOf(operand))) words.push(this.p.pointer(this.p.operandAddress(operand)));
      else words.push(...this.#widened(this.p.operand(operand), typeOf(operand), call.passing !== undefined));
    });
    if (!isOperand(callee) && callee.kind === "foreign") this.#checkForeign(call);
    if (!isOperand(callee) && this.host.tracksCaller(callee)) {
      if (this.host.ignoresPlace(callee)) unread.add(words.push(this.p.word(0)) - 1);
      else words.push(this.callerLocation());
    }
    const name = target === undefined ? this.host.symbolOf(callee as Instance) : undefined;
    const made = this.b.make("call", 0, target === undefined ? words : [target, ...words], {
      ...(name === undefined ? {} : { name }),
      ...(unread.size === 0 ? {} : { unread }),
      ...(call.passing === undefined ? {} : { passing: wordPassing(call.passing, into !== undefined) }),
      isNoReturn: call.target === undefined,
    });
    if (call.target === undefined) return;
    if (into !== undefined) return this.#resultFromMemory(call.destination, into);
    const leaves = this.p.leavesOf(result) as readonly Leaf[];
    this.p.write(call.destination, this.#resultsOf(made, leaves));
  }

  /** A number of two words comes as two results. */
  #resultsOf(made: ValueId, leaves: readonly Leaf[]): ValueId[] {
    const word = this.p.wordSize;
    const sizes = leaves.flatMap(({ size }) => (size > word ? [word, word] : [size]));
    const words = this.results(made, sizes);
    let at = 0;
    return leaves.map(({ size }) => {
      const low = words[at++] as ValueId;
      return size > word ? this.#joined(low, words[at++] as ValueId, size) : low;
    });
  }

  #unreadWords(operand: Operand, words: ValueId[], unread: Set<number>): void {
    const made = this.#isMemory(typeOf(operand)) ? [this.p.word(0)] : this.p.operand(operand);
    for (const word of made) unread.add(words.push(word) - 1);
  }

  /** The location of the code that is running: its own caller's, in functions that pass it on. */
  callerLocation(): ValueId {
    return this.location ?? this.p.symbol(this.host.locationSymbol(this.span));
  }

  /** On other machines than x86-64, how C passes structs is not known here. */
  #checkForeign({ args, destination }: Call): void {
    if (this.host.portable === undefined) return;
    const types = [...args.map(typeOf), ...(destination.type.kind === "never" ? [] : [destination.type])];
    for (const type of types) {
      const leaves = this.p.leavesOf(type);
      if (leaves === undefined || leaves.length > 1 || leaves.some(({ size }) => size > this.p.wordSize))
        throw new NotOptimized("a struct in a call of a foreign function");
    }
  }

  /**
   * Other ABIs than x86-64's want numbers to fill their registers: by their sign, on RISC-V those of 32 bits as if signed. There
   * functions of C look at 32 bits.
   */
  #widened(values: readonly ValueId[], type: Ty, isOfC = false): ValueId[] {
    const { portable } = this.host;
    if (portable === undefined) return isOfC ? this.#widenedForC(values, type) : [...values];
    const leaves = this.p.leavesOf(type);
    if (leaves === undefined) return [...values];
    return values.flatMap((value, i) => {
      const { size, signed } = leaves[i] as Leaf;
      if (size >= this.p.wordSize) return this.#split(value);
      const bySign = signed || (size === 4 && portable?.machine.signsWords === true);
      return [this.b.make(bySign ? "sext" : "zext", this.p.wordSize, [value])];
    });
  }

  #widenedForC(values: readonly ValueId[], type: Ty): ValueId[] {
    const { abi } = this.host.layouts.of(type);
    if (abi.kind !== "scalar" || abi.scalar.size >= 4) return [...values];
    return values.map((value) => this.b.make(abi.scalar.signed ? "sext" : "zext", 4, [value]));
  }

  #resultAddress(destination: Place): Address {
    if (this.p.variables(destination) === undefined) return this.p.address(destination);
    const { size, alignment } = this.host.layouts.of(destination.type);
    return { base: this.p.temporary(size, alignment), offset: 0, metadata: undefined };
  }

  #resultFromMemory(destination: Place, from: Address): void {
    if (this.p.variables(destination) === undefined) return;
    this.p.write(destination, this.p.loadLeaves(from, this.p.leavesOf(destination.type) as readonly Leaf[]));
  }

  /** The values that a call or assembly leaves in registers. */
  results(of: ValueId, sizes: readonly number[]): ValueId[] {
    const ids = sizes.map((size, i) => this.f.create(this.b.block.id, "result", size, [of], { imm: BigInt(i) }).id);
    this.b.block.values.push(...ids);
    (this.f.value(of) as Value).results = ids;
    return ids;
  }
}
