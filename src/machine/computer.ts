// A PC with a kernel in it: processor in long mode, memory, and the devices that kernels talk to. The kernel starts as the boot
// code of `image` starts it: 64-bit mode, interrupts off, no IDT, the first 4 GiB of memory where they are, a flat GDT.
import { bootCodeBase } from "../elf/place.ts";
import type { PlacedKernel } from "../elf/place.ts";
import {
  COMMAND_LINE_TEXT,
  MEMORY_MAP,
  SCREEN_INFORMATION,
  START_INFORMATION,
  commandLineBytes,
  startInformation,
  textScreenInformation,
} from "../elf/start-information.ts";
import { ControlRegisters } from "./control-registers.ts";
import { decode } from "./decode.ts";
import { InputOutputApic, LocalApic } from "./devices/apic.ts";
import { mapDevices } from "./devices/mapped.ts";
import { InterruptControllers } from "./devices/pic.ts";
import { Timer } from "./devices/pit.ts";
import { Ports } from "./devices/ports.ts";
import { Clock } from "./devices/clock.ts";
import { Keyboard } from "./devices/keyboard.ts";
import { PowerControl } from "./devices/power.ts";
import { ScreenRegisters } from "./devices/screen-registers.ts";
import { Serial } from "./devices/serial.ts";
import { SystemPorts } from "./devices/system-ports.ts";
import { interrupt, raise } from "./exceptions.ts";
import { enterKernel } from "./kernel-entries.ts";
import { Fault, Memory } from "./memory.ts";
import { Paging } from "./paging.ts";
import { GENERAL_PROTECTION, Processor, Stop } from "./processor.ts";
import type { StopReason } from "./processor.ts";
import { Runner } from "./run.ts";
import { checkData, checkStack } from "./segment-checks.ts";
import { maySpin, spinsAt } from "./spinning.ts";
import { FLAG_ACCESS, FLAG_INTERRUPT, FS_BASE, GS_BASE, RDI, RSI, SYSTEM } from "./state.ts";
import { PORT_STRINGS } from "./port-strings.ts";
import { SYSTEM_ACTIONS } from "./system.ts";
import { Traps } from "./traps.ts";

export interface ComputerOptions {
  /** Bytes of memory. */
  readonly memory: number;
  readonly serial: (byte: number) => void;
  /** When it is switched on: seconds since 1970. */
  readonly time: number;
  /** Port that ends the run with the value written to it; undefined: none. */
  readonly exitPort: number | undefined;
  readonly maxInstructions?: number;
  /** What the kernel is told; shorter than COMMAND_LINE_MOST bytes. */
  readonly commandLine?: string;
}

interface TimedDevice {
  /** Interrupt line. */
  readonly line: number;
  /** Nanoseconds of the machine's time; Infinity: never. */
  readonly next: number;
  expire(): void;
}

export interface Table {
  readonly base: bigint;
  readonly limit: number;
}

/** Where the boot code and its tables are, as in the PVH image: of most kernels, and from there on. */
const BOOT = 0x100000;
const [GDT, TABLES, STACK] = [0x1000, 0x2000, 0x80000] as const;
const GDT_ENTRIES = [0n, 0x00af9a000000ffffn, 0x00cf92000000ffffn];

const NANOSECONDS_PER_INSTRUCTION = 10;
const SLICE = 100_000;
const [KEYBOARD_LINE, MOUSE_LINE] = [1, 12] as const;
const SCREEN = 0xb8000;
const ROWS = 25;
const COLUMNS = 80;

const EFER = 0xc0000080;
const TIME_STAMP_AUXILIARY = 0xc0000103;

const ACTIONS: typeof SYSTEM_ACTIONS = { ...SYSTEM_ACTIONS, ...PORT_STRINGS };

export class Computer {
  readonly processor: Processor;
  readonly runner: Runner;
  readonly ports = new Ports();
  readonly pic = new InterruptControllers();
  readonly timer: Timer;
  readonly serial: Serial;
  readonly clock: Clock;
  /** Devices that do something when their time has come. */
  readonly #timed: readonly TimedDevice[];
  readonly apic: LocalApic;
  readonly inputs: InputOutputApic;
  readonly keyboard: Keyboard;
  readonly #paging: Paging;
  /** es, cs, ss, ds, fs, gs. */
  readonly segments: [number, number, number, number, number, number] = [16, 8, 16, 16, 0, 0];
  gdt: Table = { base: 0n, limit: 23 };
  idt: Table = { base: 0n, limit: 0 };
  taskState: Table & { readonly selector: number } = { base: 0n, limit: 0, selector: 0 };
  /** CR2. */
  faultAddress = 0n;
  readonly traps = new Traps(this);
  /** The instruction behind `sti` runs before any interrupt. */
  shadow = false;
  readonly #control: ControlRegisters;
  readonly #specific = new Map<number, bigint>();
  /** Where the boot code is. */
  #boot = BOOT;

  constructor(readonly options: ComputerOptions) {
    this.#paging = new Paging(
      () => this.processor.memory,
      () => this.processor.level,
      () => ((this.processor.slots[SYSTEM] as number) & FLAG_ACCESS) !== 0,
    );
    const memory = new Memory(options.memory, this.#paging.translate);
    this.processor = new Processor(memory, {
      systemCall: () => enterKernel(this),
      system: (_, instruction) => {
        const action = ACTIONS[instruction.mnemonic];
        action?.(this, instruction);
        return action !== undefined;
      },
    });
    this.processor.level = 0;
    this.processor.onFlags = () => this.attend();
    this.processor.clock = () => this.runner.time;
    this.runner = new Runner(this.processor, { fault: (fault) => raise(this, fault), slice: () => this.#slice() });
    this.runner.limit = options.maxInstructions ?? Infinity;
    const now = () => this.nanoseconds;
    const changed = () => this.attend();
    const raises = (line: number) => () => this.raiseLine(line);
    const stops = (kind: "reset" | "off") => () => {
      throw new Stop({ kind });
    };
    const reset = stops("reset");
    this.timer = new Timer(now, raises(0), changed);
    this.serial = new Serial(options.serial, now, raises(4));
    this.clock = new Clock(options.time, now, raises(8), options.memory);
    this.#timed = [this.timer, this.serial, this.clock];
    this.apic = new LocalApic(now, changed);
    this.inputs = new InputOutputApic((vector) => this.apic.request(vector));
    memory.devices = mapDevices([this.apic, this.inputs]);
    this.#control = new ControlRegisters(() => this.processor, this.#paging.state, this.apic);
    this.keyboard = new Keyboard((isOfMouse) => this.raiseLine(isOfMouse ? MOUSE_LINE : KEYBOARD_LINE), reset);
    this.#connect(new SystemPorts(this.timer, reset));
    new PowerControl(stops("off")).connect(this.ports);
    this.#setUp();
  }

  #connect(system: SystemPorts): void {
    const { ports, options } = this;
    for (const device of [this.pic, this.timer, this.keyboard, this.serial, this.clock, new ScreenRegisters(), system]) ports.add(device);
    if (options.exitPort === undefined) return;
    ports.wide.set(options.exitPort, (value) => {
      throw new Stop({ kind: "debug-exit", value: value & 0xffffffff });
    });
  }

  /** What the boot code leaves: tables, stack, an empty screen. */
  #setUp(): void {
    const { view, bytes } = this.processor.memory;
    bytes.set([0xf4, 0xeb, 0xfd], this.#boot);
    this.gdt = { base: BigInt(this.#boot + GDT), limit: 23 };
    const tables = this.#boot + TABLES;
    GDT_ENTRIES.forEach((entry, i) => view.setBigUint64(this.#boot + GDT + 8 * i, entry, true));
    for (const [index, table] of [
      [0, 0x1003],
      [256, 0x1003],
      [511, 0x2003],
    ] as const)
      view.setInt32(tables + 8 * index, tables + table, true);
    for (const i of [0, 1]) view.setInt32(tables + 0x2000 + 8 * (510 + i), tables + 0x3003 + 0x1000 * i, true);
    for (let i = 0; i < 4; i++) view.setInt32(tables + 0x1000 + 8 * i, tables + 0x3003 + 0x1000 * i, true);
    const pages = new Uint32Array(bytes.buffer, tables + 0x3000, 2 * 2048);
    for (let i = 0; i < 2048; i++) pages[2 * i] = i * 0x200000 + 0x83;
    new Uint16Array(bytes.buffer, SCREEN, ROWS * COLUMNS).fill(0x0720);
    this.#specific.set(EFER, 0x500n);
    this.setControl(3, BigInt(tables));
    this.processor.state.setPair(SYSTEM, 2n);
    this.processor.setRegister(4, 64, BigInt(this.#boot + STACK));
    this.processor.push(BigInt(this.#boot));
  }

  /** Has the boot code and its tables elsewhere. */
  moveBoot(base: number): void {
    if (base === this.#boot) return;
    this.processor.memory.bytes.fill(0, this.#boot, this.#boot + STACK);
    this.#boot = base;
    this.#setUp();
  }

  /** Loads a kernel, and what it is told at its start; false if it does not fit into the memory. */
  load(kernel: PlacedKernel): boolean {
    const { segments, entry } = kernel;
    const { bytes, size } = this.processor.memory;
    const base = bootCodeBase(kernel);
    if (base + STACK > size || segments.some(({ physical, memorySize }) => physical + memorySize > BigInt(size))) return false;
    this.moveBoot(base);
    for (const segment of segments) bytes.set(segment.bytes, Number(segment.physical));
    const { commandLine = "" } = this.options;
    const { information, map } = startInformation(size, commandLine !== "");
    if (commandLine !== "") bytes.set(commandLineBytes(commandLine), COMMAND_LINE_TEXT);
    bytes.set(textScreenInformation(), SCREEN_INFORMATION);
    bytes.set(information, START_INFORMATION);
    bytes.set(map, MEMORY_MAP);
    this.processor.setRegister(RDI, 64, BigInt(START_INFORMATION));
    this.processor.setRegister(RSI, 64, BigInt(SCREEN_INFORMATION));
    this.processor.setIp(entry);
    return true;
  }

  setLevel(level: number): void {
    if (this.processor.level === level) return;
    this.processor.level = level;
    this.processor.memory.flush();
  }

  /** Runs with the rights of the kernel, whatever the processor's level. */
  asKernel<T>(run: () => T): T {
    const { level } = this.processor;
    this.setLevel(0);
    try {
      return run();
    } finally {
      this.setLevel(level);
    }
  }

  flushPages(): void {
    this.processor.memory.flush();
    this.runner.epoch++;
  }

  control(number: number): bigint {
    return number === 2 ? this.faultAddress : this.#control.read(number);
  }

  /** Whether a bit of CR4 is set. */
  has(feature: bigint): boolean {
    return this.#control.has(feature);
  }

  get controls(): ControlRegisters {
    return this.#control;
  }

  setControl(number: number, value: bigint): void {
    if (number === 2) this.faultAddress = value;
    else this.#control.write(number, value);
    if (number !== 8) this.flushPages();
  }

  modelSpecific(number: number): bigint {
    if (number === 0xc0000100) return this.processor.state.pair(FS_BASE);
    if (number === 0xc0000101) return this.processor.state.pair(GS_BASE);
    if (number === TIME_STAMP_AUXILIARY) return this.processor.processorNumber;
    if (number === 0x1b) return 0xfee00900n;
    if (number === 0x10) return BigInt(this.runner.time);
    return this.#specific.get(number) ?? 0n;
  }

  setModelSpecific(number: number, value: bigint): void {
    if (number === 0xc0000100) return this.processor.state.setPair(FS_BASE, value);
    if (number === 0xc0000101) return this.processor.state.setPair(GS_BASE, value);
    if (number === TIME_STAMP_AUXILIARY) return void (this.processor.processorNumber = value & 0xffffffffn);
    this.#specific.set(number, number === EFER ? value | 0x400n : value);
    if (number !== EFER) return;
    this.#paging.state.noExecute = (value & 0x800n) !== 0n;
    this.flushPages();
  }

  /** A descriptor of the GDT; throws Fault if there is none. */
  descriptor(selector: number): bigint {
    if ((selector & ~3) === 0 || (selector | 7) > this.gdt.limit || selector & 4) throw new Fault(GENERAL_PROTECTION, selector & 0xfffc);
    return this.asKernel(() => this.processor.load(this.gdt.base + BigInt(selector & ~7), 64));
  }

  /** The privilege level of a 64-bit code segment. Gates lead to no other; elsewhere one stops the machine, which runs 64-bit code alone. */
  codeSegment(selector: number, isOfGate = false): { readonly level: number } {
    const descriptor = this.descriptor(selector);
    const isCode = ((descriptor >> 43n) & 3n) === 3n;
    const [isLong, isWide] = [53n, 54n].map((bit) => ((descriptor >> bit) & 1n) === 1n);
    if (!isCode || (isLong && isWide) || (!isLong && isOfGate)) throw new Fault(GENERAL_PROTECTION, selector & 0xfffc);
    if (((descriptor >> 47n) & 1n) === 0n) throw new Fault(11, selector & 0xfffc);
    if (!isLong) throw new Stop({ kind: "narrow-code", selector });
    return { level: Number((descriptor >> 45n) & 3n) };
  }

  loadSegment(number: number, selector: number): void {
    if (number === 1) throw new Fault(6);
    if (number === 2) checkStack(this, selector, this.processor.level);
    else {
      const descriptor = checkData(this, selector);
      if (number >= 4 && descriptor !== undefined) this.processor.state.setPair(number === 4 ? FS_BASE : GS_BASE, baseOf(descriptor));
    }
    this.segments[number as 0 | 2 | 3 | 4 | 5] = selector;
  }

  loadTask(selector: number): void {
    const descriptor = this.descriptor(selector);
    if (((descriptor >> 40n) & 0x1fn) !== 9n) throw new Fault(GENERAL_PROTECTION, selector & 0xfffc);
    const at = this.gdt.base + BigInt(selector & ~7);
    const high = this.processor.load(at + 8n, 64);
    this.taskState = { base: baseOf(descriptor) | ((high & 0xffffffffn) << 32n), limit: Number(descriptor & 0xffffn), selector };
    this.processor.store(at, 64, descriptor | (1n << 41n));
  }

  get #takesInterrupts(): boolean {
    return ((this.processor.slots[SYSTEM] as number) & FLAG_INTERRUPT) !== 0;
  }

  /** What the kernel may touch follows from a flag, which is not asked each time. */
  #seesUser = false;

  #lookAtAccess(): void {
    const seesUser = ((this.processor.slots[SYSTEM] as number) & FLAG_ACCESS) !== 0;
    if (seesUser !== this.#seesUser && this.#paging.state.preventsAccess) this.processor.memory.flush();
    this.#seesUser = seesUser;
  }

  /** Has interrupts looked at before the next block, and flags that were loaded. */
  attend(): void {
    this.#lookAtAccess();
    this.runner.interrupt();
  }

  /** Nanoseconds of the machine's own time. */
  get nanoseconds(): number {
    return this.runner.time * NANOSECONDS_PER_INSTRUCTION;
  }

  /** A device's line rises. */
  raiseLine(line: number): void {
    this.pic.request(line);
    this.inputs.request(line);
    this.attend();
  }

  /** Whether a line could interrupt if it were raised. */
  #isOpen(line: number): boolean {
    return this.inputs.isOpen(line) || (this.apic.passesLine && this.pic.isOpen(line));
  }

  /** Whether a byte that comes over the serial line would interrupt a machine at rest. */
  get isListening(): boolean {
    return this.#takesInterrupts && this.serial.isListening && this.#isOpen(this.serial.line);
  }

  get #isPending(): boolean {
    return this.apic.vector >= 0 || (this.apic.passesLine && this.pic.isPending);
  }

  /** When a timer interrupts next. */
  get #nextTimer(): number {
    const own = this.apic.isTimerOpen ? this.apic.next : Infinity;
    return this.#timed.reduce((next, device) => (this.#isOpen(device.line) ? Math.min(next, device.next) : next), own);
  }

  /** `hlt`: time goes on to the next interrupt, if there is to be one. */
  halt(): void {
    if (this.processor.ip === BigInt(this.#boot + 1)) throw new Stop({ kind: "returned" });
    if (!this.#takesInterrupts) throw new Stop({ kind: "halted" });
    this.attend();
    if (this.#isPending) return;
    const next = this.#nextTimer;
    if (next === Infinity) throw new Stop({ kind: "halted" });
    this.runner.skip(Math.max(0, Math.ceil((next - this.nanoseconds) / NANOSECONDS_PER_INSTRUCTION)));
  }

  #expire(): void {
    for (const device of [...this.#timed, this.apic]) while (device.next <= this.nanoseconds) device.expire();
  }

  /** Devices, interrupts; how long to run until the next look. */
  #slice(): number {
    this.#expire();
    const isShadowed = this.shadow;
    this.shadow = false;
    this.traps.afterInstruction();
    if (isShadowed) {
      this.traps.beforeInstruction();
      return 1;
    }
    if (this.#takesInterrupts && this.#isPending) interrupt(this, this.apic.vector >= 0 ? this.apic.acknowledge() : this.pic.acknowledge());
    else if (this.#spins()) throw new Stop({ kind: "spinning" });
    if (this.traps.beforeInstruction()) return 1;
    const next = this.#timed.reduce((soonest, device) => Math.min(soonest, device.next), this.apic.next);
    const untilTimer = Math.ceil((next - this.nanoseconds) / NANOSECONDS_PER_INSTRUCTION);
    return Math.max(1, Math.min(SLICE, untilTimer));
  }

  /** Whether the kernel does nothing any more, and no interrupt will end that. */
  #spins(): boolean {
    if (this.#takesInterrupts && this.#nextTimer !== Infinity) return false;
    const { processor } = this;
    try {
      if (!maySpin(Number(processor.load(processor.ip, 8)))) return false;
      return spinsAt(processor.ip, (at) => {
        const bytes = Uint8Array.from({ length: 15 }, (_, offset) => Number(processor.load(at + BigInt(offset), 8)));
        return decode(bytes, Number(at & 0xffffffffn) | 0, Number(at >> 32n) | 0);
      });
    } catch (error) {
      if (error instanceof Fault) return false;
      throw error;
    }
  }

  /** Cells of the text screen, row by row: character and attribute. */
  get screen(): Uint8Array {
    return this.processor.memory.bytes.subarray(SCREEN, SCREEN + 2 * ROWS * COLUMNS);
  }

  run(): StopReason {
    return this.runner.run();
  }
}

function baseOf(descriptor: bigint): bigint {
  return ((descriptor >> 16n) & 0xffffffn) | ((descriptor >> 32n) & 0xff000000n);
}
