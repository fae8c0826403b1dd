// Devices in physical memory: each a page of 32-bit registers. What nothing is at reads as ones.
import type { MemoryDevices } from "../memory.ts";

export interface MappedDevice {
  /** Physical address of its page. */
  readonly base: number;
  /** Offsets are multiples of 4. */
  read(offset: number): number;
  write(offset: number, value: number): void;
}

const PAGE = 0x1000;

export function mapDevices(devices: readonly MappedDevice[]): MemoryDevices {
  const pages = new Map(devices.map((device) => [device.base / PAGE, device]));
  const deviceAt = (address: number) => pages.get(Math.floor(address / PAGE));
  return {
    read(address, size) {
      const value = deviceAt(address)?.read(address & 0xffc) ?? -1;
      return size === 4 ? value : (value >>> (8 * (address & 3))) & (2 ** (8 * size) - 1);
    },
    /** Registers are written in whole. */
    write(address, size, value) {
      if (size === 4) deviceAt(address)?.write(address & 0xffc, value);
    },
  };
}
