// The local APIC of the one processor, with its timer, and the I/O APIC, through which the lines of a PC reach it. Both are
// memory: registers of 32 bits. The timer counts nanoseconds, as QEMU's does. There is no other processor to send to.
// Registers: Intel SDM, volume 3, chapter 11; 82093AA data sheet.

import type { MappedDevice } from "./mapped.ts";

const MASKED = 0x10000;
const PERIODIC = 0x20000;
const ENABLED = 0x100;
const FIXED_MODES = new Set([0, 1]);

const [ID, VERSION, TASK_PRIORITY, PROCESSOR_PRIORITY, END, SPURIOUS] = [0x20, 0x30, 0x80, 0xa0, 0xb0, 0xf0] as const;
const [IN_SERVICE, REQUESTED, COMMAND] = [0x100, 0x200, 0x300] as const;
const [TIMER, LINE_0, ERROR_ENTRY] = [0x320, 0x350, 0x370] as const;
const [INITIAL, CURRENT, DIVIDE] = [0x380, 0x390, 0x3e0] as const;
/** As SeaBIOS leaves them: the older controllers pass through line 0. */
const AT_START: readonly (readonly [number, number])[] = [
  [VERSION, 0x50014],
  [SPURIOUS, 0x1ff],
  [0xe0, -1],
  [TIMER, MASKED],
  [0x330, MASKED],
  [0x340, MASKED],
  [LINE_0, 0x8700],
  [0x360, 0x8400],
  [ERROR_ENTRY, MASKED],
];

/** A set of vectors, 0 to 255. */
class Vectors {
  readonly words = new Int32Array(8);

  add(vector: number): void {
    this.words[vector >> 5] = (this.words[vector >> 5] as number) | (1 << (vector & 31));
  }

  delete(vector: number): void {
    this.words[vector >> 5] = (this.words[vector >> 5] as number) & ~(1 << (vector & 31));
  }

  /** -1 if it is empty. */
  get highest(): number {
    for (let i = 7; i >= 0; i--) if (this.words[i] !== 0) return 32 * i + 31 - Math.clz32(this.words[i] as number);
    return -1;
  }
}

export class LocalApic implements MappedDevice {
  readonly base = 0xfee00000;
  readonly #registers = new Map<number, number>(AT_START);
  readonly #requested = new Vectors();
  readonly #inService = new Vectors();
  /** When the count began; when it ends. */
  #start = 0;
  next = Infinity;

  constructor(
    readonly now: () => number,
    readonly changed: () => void,
  ) {}

  #register(offset: number): number {
    return this.#registers.get(offset) ?? 0;
  }

  /** Nanoseconds of a count. */
  get #tick(): number {
    const bits = this.#register(DIVIDE);
    return 1 << ((((bits & 8) >> 1) + (bits & 3) + 1) & 7);
  }

  get #current(): number {
    const initial = this.#register(INITIAL) >>> 0;
    const passed = Math.floor((this.now() - this.#start) / this.#tick);
    if (initial === 0) return 0;
    if (this.#register(TIMER) & PERIODIC) return initial - (passed % (initial + 1));
    return Math.max(0, initial - passed);
  }

  get #isOn(): boolean {
    return (this.#register(SPURIOUS) & ENABLED) !== 0;
  }

  /** Whether the older controllers' interrupts come through. */
  get passesLine(): boolean {
    return (this.#register(LINE_0) & MASKED) === 0;
  }

  /** Whether the timer will interrupt when it is next. */
  get isTimerOpen(): boolean {
    return this.#isOn && (this.#register(TIMER) & MASKED) === 0;
  }

  /** Of what the processor is at: no vector of its class or a lower one comes through. */
  get #priority(): number {
    const task = this.#register(TASK_PRIORITY) & 0xff;
    const served = Math.max(this.#inService.highest, 0);
    return task >> 4 >= served >> 4 ? task : served & 0xf0;
  }

  /** The task's priority by its class, which is CR8. */
  get(): number {
    return (this.#register(TASK_PRIORITY) >> 4) & 15;
  }

  set(value: number): void {
    this.write(TASK_PRIORITY, value << 4);
  }

  read(offset: number): number {
    if (offset === CURRENT) return this.#current | 0;
    if (offset === PROCESSOR_PRIORITY) return this.#priority;
    if (offset >= IN_SERVICE && offset < IN_SERVICE + 0x80) return this.#inService.words[(offset - IN_SERVICE) >> 4] as number;
    if (offset >= REQUESTED && offset < REQUESTED + 0x80) return this.#requested.words[(offset - REQUESTED) >> 4] as number;
    return this.#register(offset);
  }

  write(offset: number, value: number): void {
    if (offset === ID || offset === VERSION || (offset >= IN_SERVICE && offset < COMMAND) || offset === CURRENT) return;
    if (offset === END) return this.#end();
    this.#registers.set(offset, offset >= TIMER && offset <= ERROR_ENTRY && !this.#isOn ? value | MASKED : value);
    if (offset === COMMAND) this.#send(value);
    if (offset === INITIAL || offset === DIVIDE || offset === TIMER) this.#restart(offset === INITIAL);
    this.changed();
  }

  #end(): void {
    const vector = this.#inService.highest;
    if (vector >= 0) this.#inService.delete(vector);
    this.changed();
  }

  /** A message of fixed delivery that the processor sends to itself. */
  #send(value: number): void {
    const shorthand = (value >> 18) & 3;
    const isOwn = shorthand === 1 || shorthand === 2 || (shorthand === 0 && this.#register(COMMAND + 0x10) >>> 24 === 0);
    if (isOwn && FIXED_MODES.has((value >> 8) & 7)) this.request(value & 0xff);
  }

  #restart(isNew: boolean): void {
    if (isNew) this.#start = this.now();
    const initial = this.#register(INITIAL) >>> 0;
    if (initial === 0) this.next = Infinity;
    else if (isNew) this.next = this.#start + (initial + (this.#register(TIMER) & PERIODIC ? 1 : 0)) * this.#tick;
  }

  /** The timer's count is over. */
  expire(): void {
    const entry = this.#register(TIMER);
    const period = ((this.#register(INITIAL) >>> 0) + 1) * this.#tick;
    this.next = entry & PERIODIC ? this.next + period : Infinity;
    if ((entry & MASKED) === 0) this.request(entry & 0xff);
  }

  request(vector: number): void {
    if (this.#isOn && vector >= 16) this.#requested.add(vector);
  }

  /** The vector that may interrupt now, -1 if there is none. */
  get vector(): number {
    const vector = this.#requested.highest;
    return vector >> 4 > this.#priority >> 4 ? vector : -1;
  }

  acknowledge(): number {
    const { vector } = this;
    this.#requested.delete(vector);
    this.#inService.add(vector);
    return vector;
  }
}

const PINS = 24;
const [SELECT, WINDOW] = [0, 0x10] as const;

export class InputOutputApic implements MappedDevice {
  readonly base = 0xfec00000;
  #index = 0;
  #id = 0;
  /** Low and high half of each entry. */
  readonly #entries = Int32Array.from({ length: 2 * PINS }, (_, i) => (i % 2 === 0 ? MASKED : 0));

  constructor(readonly deliver: (vector: number) => void) {}

  read(offset: number): number {
    if (offset === SELECT) return this.#index;
    if (offset !== WINDOW) return 0;
    if (this.#index === 1) return ((PINS - 1) << 16) | 0x20;
    return this.#index >= 0x10 ? (this.#entries[this.#index - 0x10] ?? 0) : this.#index === 1 ? 0 : this.#id;
  }

  write(offset: number, value: number): void {
    if (offset === SELECT) this.#index = value & 0xff;
    else if (offset === WINDOW && this.#index >= 0x10) this.#entries[this.#index - 0x10] = value;
    else if (offset === WINDOW && this.#index === 0) this.#id = value & 0x0f000000;
  }

  /** Line 0 of a PC is on pin 2. */
  #entry(line: number): number {
    return this.#entries[2 * (line === 0 ? 2 : line)] as number;
  }

  isOpen(line: number): boolean {
    return (this.#entry(line) & MASKED) === 0;
  }

  /** A line rises. */
  request(line: number): void {
    if (this.isOpen(line)) this.deliver(this.#entry(line) & 0xff);
  }
}
