// The register that switches a PC off: control of ACPI's power management, where a BIOS puts it on QEMU's `pc`. Kernels that read no
// tables write to it by number.
// Source: ACPI 4.8.3.2.1, PM1 Control Registers; QEMU's hw/acpi/core.c gives sleep type 0 the meaning "soft off" (S5).
import type { Device, Ports } from "./ports.ts";

const CONTROL = 0x604;
const SLEEP_TYPE = 7 << 10;
const SLEEP = 1 << 13;

export class PowerControl implements Device {
  readonly ports = [[CONTROL, CONTROL + 1]] as const;
  #control = 0;

  constructor(readonly switchOff: () => void) {}

  connect(ports: Ports): void {
    ports.add(this);
    ports.wide.set(CONTROL, (value, bytes) => bytes === 2 && this.#set(value));
  }

  read(port: number): number {
    return (this.#control >> (8 * (port - CONTROL))) & 0xff;
  }

  /** It is written to as a whole. */
  write(): void {}

  #set(value: number): void {
    this.#control = value & 0xffff & ~SLEEP;
    if ((value & SLEEP) !== 0 && (value & SLEEP_TYPE) === 0) this.switchOff();
  }
}
