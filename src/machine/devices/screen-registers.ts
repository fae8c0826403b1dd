// The registers of the text screen.
import type { Device } from "./ports.ts";

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
