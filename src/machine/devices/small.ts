// The small devices: serial port (16550), keyboard controller (8042), the text screen's
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
      else if (this.#awaits === 0xd2) this.type(value);
      else if (this.#awaits === 0) this.type(0xfa);
      this.#awaits = 0;
      return;
    }
    if (value === 0xfe) this.reset();
    else if (value === 0x20) this.#queue.push(this.#configuration);
    else if (value === 0xaa) this.#queue.push(0x55);
    else if (value === 0xab) this.#queue.push(0);
    else if (value === 0x60 || (value >= 0xd1 && value <= 0xd4)) this.#awaits = value;
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
