// What is behind the ports of a PC, and who asks for an interrupt. A device has the ports it lists; ports without a device read
// as ones. Time is counted in nanoseconds of the machine's own clock.

export interface Device {
  /** Port numbers, both ends included. */
  readonly ports: readonly (readonly [first: number, last: number])[];
  /** One byte. */
  read(port: number): number;
  write(port: number, value: number): void;
}

export class Ports {
  readonly #devices = new Map<number, Device>();
  /** A device that takes a write of any size as one: port -> handler. */
  readonly wide = new Map<number, (value: number, bytes: number) => void>();

  add(device: Device): void {
    for (const [first, last] of device.ports) for (let port = first; port <= last; port++) this.#devices.set(port, device);
  }

  read(port: number, bytes: number): number {
    let value = 0;
    for (let i = 0; i < bytes; i++) value |= (this.#devices.get(port + i)?.read(port + i) ?? 0xff) << (8 * i);
    return value;
  }

  write(port: number, bytes: number, value: number): void {
    const wide = this.wide.get(port);
    if (wide !== undefined) return wide(value, bytes);
    for (let i = 0; i < bytes; i++) this.#devices.get(port + i)?.write(port + i, (value >> (8 * i)) & 0xff);
  }
}
