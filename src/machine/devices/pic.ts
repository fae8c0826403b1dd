// The pair of 8259A interrupt controllers, the second behind line 2 of the first. Registers and command words: Intel 8259A data sheet.
import type { Device } from "./ports.ts";

class Controller {
  requested = 0;
  inService = 0;
  #expected = 0;
  #readsService = false;
  #needsFourth = false;
  #automatic = false;

  constructor(
    public base: number,
    public mask: number,
  ) {}

  command(value: number): void {
    if (value & 0x10) this.#initialize(value);
    else if (value & 8) this.#readsService = (value & 3) === 3 ? true : (value & 3) === 2 ? false : this.#readsService;
    else if (value & 0x20) this.#end(value);
  }

  #initialize(value: number): void {
    this.#expected = 2;
    this.#needsFourth = (value & 1) !== 0;
    this.mask = this.inService = this.requested = 0;
    this.#readsService = this.#automatic = false;
  }

  /** End of interrupt: of a line by number, or of the most urgent one. */
  #end(value: number): void {
    if (value & 0x40) this.inService &= ~(1 << (value & 7));
    else this.inService &= this.inService - 1;
  }

  data(value: number): void {
    if (this.#expected === 0) this.mask = value;
    else if (this.#expected === 2) {
      this.base = value & 0xf8;
      this.#expected = 3;
    } else if (this.#expected === 3) this.#expected = this.#needsFourth ? 4 : 0;
    else {
      this.#automatic = (value & 2) !== 0;
      this.#expected = 0;
    }
  }

  get status(): number {
    return this.#readsService ? this.inService : this.requested;
  }

  /** The most urgent line that may interrupt; -1: none. */
  get line(): number {
    const open = this.requested & ~this.mask;
    const lowest = open & -open;
    const busy = this.inService & -this.inService;
    return lowest === 0 || (busy !== 0 && busy <= lowest) ? -1 : 31 - Math.clz32(lowest);
  }

  acknowledge(line: number): number {
    this.requested &= ~(1 << line);
    if (!this.#automatic) this.inService |= 1 << line;
    return this.base + line;
  }
}

export class InterruptControllers implements Device {
  readonly ports = [
    [0x20, 0x21],
    [0xa0, 0xa1],
  ] as const;
  // As SeaBIOS leaves them.
  readonly #first = new Controller(8, 0xb8);
  readonly #second = new Controller(0x70, 0x8e);

  #of(port: number): Controller {
    return port < 0x80 ? this.#first : this.#second;
  }

  read(port: number): number {
    const controller = this.#of(port);
    return port & 1 ? controller.mask : controller.status;
  }

  write(port: number, value: number): void {
    if (port & 1) this.#of(port).data(value);
    else this.#of(port).command(value);
  }

  /** Raises a line, 0 to 15. */
  request(line: number): void {
    if (line < 8) this.#first.requested |= 1 << line;
    else this.#second.requested |= 1 << (line - 8);
  }

  #cascade(): void {
    if (this.#second.line >= 0) this.#first.requested |= 4;
    else this.#first.requested &= ~4;
  }

  get isPending(): boolean {
    this.#cascade();
    return this.#first.line >= 0;
  }

  /** Whether a line could interrupt if it were raised. */
  isOpen(line: number): boolean {
    if (line < 8) return (this.#first.mask & (1 << line)) === 0;
    return (this.#first.mask & 4) === 0 && (this.#second.mask & (1 << (line - 8))) === 0;
  }

  /** The vector of the most urgent interrupt, which is now in service. */
  acknowledge(): number {
    this.#cascade();
    const { line } = this.#first;
    if (line !== 2) return this.#first.acknowledge(line);
    this.#first.acknowledge(2);
    return this.#second.acknowledge(this.#second.line);
  }
}
