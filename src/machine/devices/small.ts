// The small devices: serial port (16550), clock and its memory (MC146818), keyboard controller (8042), the text screen's
// registers, and QEMU's port to leave by.
import type { Device } from "./ports.ts";

/** The first serial port. Every byte written goes out at once. */
export class Serial implements Device {
  readonly ports = [[0x3f8, 0x3ff]] as const;
  readonly #registers = new Uint8Array(8);
  readonly #divisor = new Uint8Array([12, 0]);
  #received: number | undefined;

  constructor(readonly send: (byte: number) => void) {
    this.#registers[4] = 8;
  }

  get #setsDivisor(): boolean {
    return ((this.#registers[3] as number) & 0x80) !== 0;
  }

  read(port: number): number {
    const register = port & 7;
    if (register < 2 && this.#setsDivisor) return this.#divisor[register] as number;
    switch (register) {
      case 0: {
        const byte = this.#received ?? 0;
        this.#received = undefined;
        return byte;
      }
      case 2:
        return (this.#registers[2] as number) & 1 ? 0xc1 : 1;
      case 5:
        return 0x60 | (this.#received === undefined ? 0 : 1);
      case 6:
        return (this.#registers[4] as number) & 0x10 ? 0xf0 & ((this.#registers[4] as number) << 4) : 0xb0;
      default:
        return this.#registers[register] as number;
    }
  }

  write(port: number, value: number): void {
    const register = port & 7;
    if (register < 2 && this.#setsDivisor) this.#divisor[register] = value;
    else if (register !== 0) this.#registers[register] = register === 4 ? value & 0x1f : value;
    else if ((this.#registers[4] as number) & 0x10) this.#received = value;
    else this.send(value);
  }
}

/** Seconds, minutes, ... as the clock keeps them: binary-coded decimals, 24 hours. */
export interface ClockTime {
  readonly second: number;
  readonly minute: number;
  readonly hour: number;
  /** 1 is Sunday. */
  readonly weekday: number;
  readonly day: number;
  readonly month: number;
  readonly year: number;
}

const decimal = (value: number) => (Math.floor(value / 10) << 4) | (value % 10);

export class Clock implements Device {
  readonly ports = [[0x70, 0x71]] as const;
  readonly #memory = new Uint8Array(128);
  #index = 0;

  constructor(time: ClockTime) {
    const { second, minute, hour, weekday, day, month, year } = time;
    const fields: readonly (readonly [number, number])[] = [
      [0, second],
      [2, minute],
      [4, hour],
      [6, weekday],
      [7, day],
      [8, month],
      [9, year % 100],
    ];
    for (const [at, value] of fields) this.#memory[at] = decimal(value);
    this.#memory[0x32] = decimal(Math.floor(year / 100));
    this.#memory[0x0a] = 0x26;
    this.#memory[0x0b] = 2;
    this.#memory[0x0d] = 0x80;
  }

  read(port: number): number {
    return port === 0x70 ? 0xff : (this.#memory[this.#index] as number);
  }

  write(port: number, value: number): void {
    if (port === 0x70) this.#index = value & 0x7f;
    else if (this.#index !== 0x0c && this.#index !== 0x0d) this.#memory[this.#index] = value;
  }
}

/** The keyboard controller: its commands, and scan codes that the outside types. */
export class Keyboard implements Device {
  readonly ports = [
    [0x60, 0x60],
    [0x64, 0x64],
  ] as const;
  readonly #queue: number[] = [];
  #configuration = 0x61;
  #awaits = 0;

  constructor(
    readonly interrupt: () => void,
    readonly reset: () => void,
  ) {}

  /** A byte from the keyboard. */
  type(code: number): void {
    this.#queue.push(code);
    if (this.#configuration & 1) this.interrupt();
  }

  read(port: number): number {
    if (port === 0x64) return 0x1c | (this.#queue.length > 0 ? 1 : 0);
    const code = this.#queue.shift() ?? 0;
    if (this.#queue.length > 0 && this.#configuration & 1) this.interrupt();
    return code;
  }

  write(port: number, value: number): void {
    if (port === 0x60) {
      if (this.#awaits === 0x60) this.#configuration = value;
      else if (this.#awaits === 0) this.type(0xfa);
      this.#awaits = 0;
      return;
    }
    if (value === 0xfe) this.reset();
    else if (value === 0x20) this.#queue.push(this.#configuration);
    else if (value === 0xaa) this.#queue.push(0x55);
    else if (value === 0xab) this.#queue.push(0);
    else if (value === 0x60 || value === 0xd1 || value === 0xd4) this.#awaits = value;
  }
}

/** Registers of the text screen (the cursor is in 14 and 15), and of its attributes and colours. */
export class ScreenRegisters implements Device {
  readonly ports = [[0x3c0, 0x3df]] as const;
  readonly #registers = new Uint8Array(256);
  #index = 0;

  read(port: number): number {
    if (port === 0x3d4) return this.#index;
    if (port === 0x3d5) return this.#registers[this.#index] as number;
    return 0;
  }

  write(port: number, value: number): void {
    if (port === 0x3d4) this.#index = value;
    else if (port === 0x3d5) this.#registers[this.#index] = value;
  }

  /** Cell the cursor is on. */
  get cursor(): number {
    return ((this.#registers[14] as number) << 8) | (this.#registers[15] as number);
  }
}
