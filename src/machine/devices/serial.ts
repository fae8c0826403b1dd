// The first serial port (16550A). Every byte written goes out at once; what comes in waits in a buffer of 16 bytes.
// Registers: PC16550D data sheet.
import type { Device } from "./ports.ts";

const [DATA, ENABLE, CAUSE, LINE_CONTROL, MODEM_CONTROL, LINE_STATUS, MODEM_STATUS] = [0, 1, 2, 3, 4, 5, 6] as const;
const SETS_DIVISOR = 0x80;
const LOOPS = 0x10;
/** Of the interrupts: data is there, data may be sent. */
const [ON_DATA, ON_EMPTY] = [1, 2] as const;
const [NO_CAUSE, CAUSE_EMPTY, CAUSE_DATA, CAUSE_WAITED] = [1, 2, 4, 12] as const;
const BUFFERS_ON = 0xc0;
const [DATA_READY, OVERRUN, READY_TO_SEND] = [1, 2, 0x60] as const;
/** What a terminal that is always there says. */
const TERMINAL = 0xb0;
const SIZE = 16;
const LEVELS = [1, 4, 8, 14] as const;
const CLOCK = 115_200;
/** Start and stop bits, and eight between. */
const BITS = 10;
/** Characters' time without another one, after which those that wait are told of. */
const PATIENCE = 4;

export class Serial implements Device {
  readonly ports = [[0x3f8, 0x3ff]] as const;
  readonly line = 4;
  readonly #registers = new Uint8Array(8);
  readonly #divisor = new Uint8Array([12, 0]);
  readonly #received: number[] = [];
  /** On the line: what there is no room for yet. */
  readonly #coming: number[] = [];
  #hasBuffers = false;
  #level = 1;
  #isOverrun = false;
  /** That data may be sent is told once. */
  #tellsEmpty = false;
  #hasWaited = false;
  #wasRaised = false;
  /** When it has waited long enough for more, in nanoseconds. */
  next = Infinity;

  constructor(
    readonly send: (byte: number) => void,
    readonly now: () => number,
    readonly raise: () => void,
  ) {
    this.#registers[MODEM_CONTROL] = 8;
  }

  #register(number: number): number {
    return this.#registers[number] as number;
  }

  get #setsDivisor(): boolean {
    return (this.#register(LINE_CONTROL) & SETS_DIVISOR) !== 0;
  }

  /** Without the bits of the buffers. */
  get #cause(): number {
    const enabled = this.#register(ENABLE);
    if (enabled & ON_DATA && this.#hasWaited) return CAUSE_WAITED;
    if (enabled & ON_DATA && this.#received.length >= this.#level) return CAUSE_DATA;
    return enabled & ON_EMPTY && this.#tellsEmpty ? CAUSE_EMPTY : NO_CAUSE;
  }

  /** The line rises where there was no cause before. */
  #update(): void {
    const isRaised = this.#cause !== NO_CAUSE;
    if (isRaised && !this.#wasRaised) this.raise();
    this.#wasRaised = isRaised;
  }

  /** Nobody came for what is in the buffer, and no more comes. */
  expire(): void {
    this.next = Infinity;
    this.#hasWaited = this.#received.length > 0;
    this.#update();
  }

  #await(): void {
    const divisor = (this.#divisor[0] as number) | ((this.#divisor[1] as number) << 8);
    const character = (BITS * 1e9 * Math.max(divisor, 1)) / CLOCK;
    this.#hasWaited = false;
    this.next = this.#hasBuffers && this.#received.length > 0 ? this.now() + PATIENCE * character : Infinity;
  }

  #receive(byte: number): void {
    if (this.#isFull) this.#isOverrun = true;
    else this.#received.push(byte);
    this.#await();
    this.#update();
  }

  get #isFull(): boolean {
    return this.#received.length >= (this.#hasBuffers ? SIZE : 1);
  }

  /** Bytes from outside. They come as there is room for them, so that none is lost. */
  offer(bytes: Iterable<number>): void {
    this.#coming.push(...bytes);
    this.#take();
  }

  #take(): void {
    while (!this.#isFull && this.#coming.length > 0) this.#receive(this.#coming.shift() as number);
  }

  /** Whether a byte from outside raises the line. */
  get isListening(): boolean {
    return (this.#register(ENABLE) & ON_DATA) !== 0;
  }

  read(port: number): number {
    const register = port & 7;
    if (register < 2 && this.#setsDivisor) return this.#divisor[register] as number;
    const value = this.#read(register);
    this.#update();
    return value;
  }

  #read(register: number): number {
    switch (register) {
      case DATA: {
        const byte = this.#received.shift() ?? 0;
        this.#await();
        // The line falls before the next byte is there.
        this.#update();
        this.#take();
        return byte;
      }
      case CAUSE: {
        const cause = this.#cause;
        if (cause === CAUSE_EMPTY) this.#tellsEmpty = false;
        return cause | (this.#hasBuffers ? BUFFERS_ON : 0);
      }
      case LINE_STATUS: {
        const status = READY_TO_SEND | (this.#isOverrun ? OVERRUN : 0) | (this.#received.length > 0 ? DATA_READY : 0);
        this.#isOverrun = false;
        return status;
      }
      case MODEM_STATUS:
        return this.#modemStatus;
      default:
        return this.#register(register);
    }
  }

  /** In the loop, what it sends of itself: the two lowest bits change places. */
  get #modemStatus(): number {
    const control = this.#register(MODEM_CONTROL);
    if ((control & LOOPS) === 0) return TERMINAL;
    return ((control & 0x0c) << 4) | ((control & 2) << 3) | ((control & 1) << 5);
  }

  write(port: number, value: number): void {
    const register = port & 7;
    if (register < 2 && this.#setsDivisor) this.#divisor[register] = value;
    else this.#write(register, value);
    this.#update();
  }

  #write(register: number, value: number): void {
    if (register === DATA) return this.#send(value);
    if (register === CAUSE) return this.#setBuffers(value);
    if (register === LINE_STATUS || register === MODEM_STATUS) return;
    if (register === ENABLE && (value & ~this.#register(ENABLE) & ON_EMPTY) !== 0) this.#tellsEmpty = true;
    const kept = register === MODEM_CONTROL ? 0x1f : register === ENABLE ? 0x0f : 0xff;
    this.#registers[register] = value & kept;
  }

  #send(value: number): void {
    if (this.#register(MODEM_CONTROL) & LOOPS) this.#receive(value);
    else this.send(value);
    this.#tellsEmpty = true;
    // The line falls while the byte is on its way.
    this.#wasRaised &&= this.#cause !== CAUSE_EMPTY;
  }

  #setBuffers(value: number): void {
    const isOn = (value & 1) !== 0;
    if (isOn !== this.#hasBuffers || value & 2) this.#received.length = 0;
    this.#hasBuffers = isOn;
    this.#level = isOn ? (LEVELS[value >> 6] as number) : 1;
    this.#await();
  }
}
