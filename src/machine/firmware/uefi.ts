// UEFI firmware as a loader meets it: finds the application on the disk (`\EFI\BOOT\BOOTX64.EFI` in a FAT16 partition), loads it at
// the top of the memory, starts it in long mode, and serves it: memory, the map of it, the console (which is the serial line), the end
// of its services. There is no protocol to locate, so no screen of pixels.
// Facts: UEFI specification 2.10: 4.3 (system table), 4.4 (services), 7.2 (memory), 7.4.6 (leaving); FAT 1.03, sections 3 to 6.
import { ByteWriter } from "../../base/bytes.ts";
import type { Computer } from "../computer.ts";
import { Stop } from "../processor.ts";
import { FirmwareError } from "./firmware-error.ts";

const [SECTOR, PAGE, MEBIBYTE] = [512, 0x1000, 0x100000] as const;
const EFI_PARTITION = 0xef;
const [RAX, RCX, RDX, RSP, R8, R9] = [0, 1, 2, 4, 8, 9] as const;
/** The firmware's own page: table, services and the code that calls them. */
const OWN = 0x90000;
const [SYSTEM_TABLE, BOOT_SERVICES, CONSOLE, CALLS] = [OWN, OWN + 0x100, OWN + 0x300, OWN + 0x400] as const;
/** Page tables and descriptors: kernels are linked for the first MiB above. */
const BOOT = 0x70000;
const BOOT_SERVICES_SIZE = 0x180;
/** Ports that the calls may go through: nothing else is there, unless a run is to end by it. */
const PORTS = [0xf6, 0xf7] as const;
const STACK = 0x8fff8n;
const [RESERVED, LOADER_DATA, SERVICES_DATA, CONVENTIONAL] = [0, 2, 4, 7] as const;
const ERROR = 1n << 63n;
const [UNSUPPORTED, BUFFER_TOO_SMALL, OUT_OF_RESOURCES, NOT_FOUND] = [3n, 5n, 9n, 14n].map((code) => ERROR | code) as [
  bigint,
  bigint,
  bigint,
  bigint,
];
const DESCRIPTOR_SIZE = 48;
const KEY = 1n;

/** Bytes of a file of a FAT16 partition, by the names of its folders and its own (11 characters each). */
function readFile(disk: Uint8Array, path: readonly string[]): Uint8Array {
  const view = new DataView(disk.buffer, disk.byteOffset, disk.length);
  if (disk[446 + 4] !== EFI_PARTITION) throw new FirmwareError("the disk has no EFI partition");
  const start = SECTOR * view.getUint32(446 + 8, true);
  const [cluster, tables, entries] = [SECTOR * (disk[start + 13] as number), disk[start + 16] as number, view.getUint16(start + 17, true)];
  const table = start + SECTOR * view.getUint16(start + 14, true);
  const root = table + SECTOR * tables * view.getUint16(start + 22, true);
  const data = root + 32 * entries;
  const contentOf = (first: number): Uint8Array => {
    const parts = new ByteWriter(true, cluster);
    for (let at = first; at >= 2 && at < 0xfff8; at = view.getUint16(table + 2 * at, true))
      parts.append(disk.subarray(data + cluster * (at - 2), data + cluster * (at - 1)));
    return parts.bytes;
  };
  let folder = disk.subarray(root, data);
  for (const name of path) {
    const entry = Array.from({ length: folder.length / 32 }, (_, i) => folder.subarray(32 * i, 32 * i + 32)).find(
      (one) => String.fromCharCode(...one.subarray(0, 11)) === name,
    );
    if (entry === undefined) throw new FirmwareError(`the EFI partition has no ${name}`);
    const fields = new DataView(entry.buffer, entry.byteOffset, 32);
    const content = contentOf(fields.getUint16(26, true));
    folder = name === path.at(-1) ? content.subarray(0, fields.getUint32(28, true)) : content;
  }
  return folder;
}

interface Taken {
  readonly from: number;
  readonly to: number;
  readonly type: number;
}

class Uefi {
  /** Its own page and the stack, the screen and what a PC has behind it, page tables. */
  readonly #taken: Taken[] = [
    { from: BOOT, to: 0xa0000, type: SERVICES_DATA },
    { from: 0xa0000, to: 0x100000, type: RESERVED },
  ];

  constructor(
    readonly computer: Computer,
    readonly console: (byte: number) => void,
  ) {
    const port = computer.options.exitPort === PORTS[0] ? PORTS[1] : PORTS[0];
    computer.ports.wide.set(port, (number) => this.#serve(number));
    this.#writeTables(port);
  }

  get #memory(): Computer["processor"]["memory"] {
    return this.computer.processor.memory;
  }

  #argument(register: number): bigint {
    return this.computer.processor.register(register);
  }

  /** Every service is `mov eax, NUMBER; out PORT, eax; ret`; its number is its offset in the boot services. */
  #writeTables(port: number): void {
    const { view, bytes } = this.#memory;
    const callOf = (number: number): bigint => {
      const at = CALLS + 2 * number;
      bytes.set([0xb8, number & 0xff, number >> 8, 0, 0, 0xe7, port, 0xc3], at);
      return BigInt(at);
    };
    for (let offset = 24; offset < BOOT_SERVICES_SIZE; offset += 8) view.setBigUint64(BOOT_SERVICES + offset, callOf(offset), true);
    view.setBigUint64(CONSOLE + 8, callOf(8), true);
    view.setBigUint64(SYSTEM_TABLE + 64, BigInt(CONSOLE), true);
    view.setBigUint64(SYSTEM_TABLE + 96, BigInt(BOOT_SERVICES), true);
    callOf(0);
  }

  #serve(number: number): void {
    const services: Readonly<Record<number, () => bigint>> = {
      0: () => {
        throw new Stop({ kind: "halted" });
      },
      8: () => this.#write(),
      40: () => this.#allocate(),
      56: () => this.#tellMap(),
      232: () => 0n,
      320: () => NOT_FOUND,
    };
    const status = services[number]?.() ?? UNSUPPORTED;
    this.computer.processor.setRegister(RAX, 64, status);
  }

  #write(): bigint {
    const { view } = this.#memory;
    for (let at = Number(this.#argument(RDX)); view.getUint16(at, true) !== 0; at += 2) this.console(view.getUint16(at, true) & 0xff);
    return 0n;
  }

  #isFree(from: number, to: number): boolean {
    return from >= MEBIBYTE && to <= this.#memory.size && this.#taken.every((one) => to <= one.from || from >= one.to);
  }

  /** The highest free place of so many bytes below an address. */
  findBelow(limit: number, size: number): number | undefined {
    const ends = [limit, this.#memory.size, ...this.#taken.map(({ from }) => from)].filter((end) => end <= limit);
    return ends
      .map((end) => end - (end % PAGE) - size)
      .filter((from) => this.#isFree(from, from + size))
      .sort((a, b) => b - a)[0];
  }

  take(from: number, size: number): void {
    this.#taken.push({ from, to: from + size, type: LOADER_DATA });
  }

  /** Kinds: 1 anywhere up to an address, 2 at an address. */
  #allocate(): bigint {
    const { view } = this.#memory;
    const place = Number(this.#argument(R9));
    const wanted = Number(view.getBigUint64(place, true));
    const size = PAGE * Number(this.#argument(R8));
    const kind = this.#argument(RCX);
    if (kind === 2n && !this.#isFree(wanted, wanted + size)) return NOT_FOUND;
    const from = kind === 2n ? wanted : this.findBelow(wanted + 1, size);
    if (from === undefined) return OUT_OF_RESOURCES;
    this.take(from, size);
    view.setBigUint64(place, BigInt(from), true);
    return 0n;
  }

  #map(): Taken[] {
    const map: Taken[] = [];
    let at = 0;
    for (const one of [...this.#taken].sort((a, b) => a.from - b.from)) {
      if (one.from > at) map.push({ from: at, to: one.from, type: CONVENTIONAL });
      map.push(one);
      at = one.to;
    }
    if (at < this.#memory.size) map.push({ from: at, to: this.#memory.size, type: CONVENTIONAL });
    return map;
  }

  /** Size and buffer of the map, then its key, the size of an entry and its version; the last one is on the stack. */
  #tellMap(): bigint {
    const { view } = this.#memory;
    const map = this.#map();
    const place = Number(this.#argument(RCX));
    const isEnough = Number(view.getBigUint64(place, true)) >= DESCRIPTOR_SIZE * map.length;
    view.setBigUint64(place, BigInt(DESCRIPTOR_SIZE * map.length), true);
    if (!isEnough) return BUFFER_TOO_SMALL;
    map.forEach(({ from, to, type }, i) => {
      const at = Number(this.#argument(RDX)) + DESCRIPTOR_SIZE * i;
      view.setUint32(at, type, true);
      view.setBigUint64(at + 8, BigInt(from), true);
      view.setBigUint64(at + 24, BigInt((to - from) / PAGE), true);
    });
    view.setBigUint64(Number(this.#argument(R8)), KEY, true);
    view.setBigUint64(Number(this.#argument(R9)), BigInt(DESCRIPTOR_SIZE), true);
    view.setUint32(Number(view.getBigUint64(Number(this.#argument(RSP)) + 40, true)), 1, true);
    return 0n;
  }
}

/** Loads the sections of a PE32+ file; its entry. All its addresses are relative. */
function loadApplication(firmware: Uefi, computer: Computer, file: Uint8Array): bigint {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const header = view.getUint32(0x3c, true);
  const optional = header + 24;
  if (view.getUint32(header, true) !== 0x4550 || view.getUint16(optional, true) !== 0x20b)
    throw new FirmwareError("the application is not PE32+");
  const size = Math.ceil(view.getUint32(optional + 56, true) / PAGE) * PAGE;
  const base = firmware.findBelow(computer.processor.memory.size, size);
  if (base === undefined) throw new FirmwareError("the application does not fit into the memory");
  firmware.take(base, size);
  const table = optional + view.getUint16(header + 20, true);
  for (let i = 0; i < view.getUint16(header + 6, true); i++) {
    const at = table + 40 * i;
    const [address, bytes, from] = [12, 16, 20].map((offset) => view.getUint32(at + offset, true)) as [number, number, number];
    computer.processor.memory.bytes.set(file.subarray(from, from + bytes), base + address);
  }
  return BigInt(base + view.getUint32(optional + 16, true));
}

/** The computer is in long mode, with memory at its own addresses, as firmware leaves it. */
export function bootUefi(computer: Computer, disk: Uint8Array): void {
  computer.moveBoot(BOOT);
  const firmware = new Uefi(computer, computer.options.serial);
  const entry = loadApplication(firmware, computer, readFile(disk, ["EFI        ", "BOOT       ", "BOOTX64 EFI"]));
  const p = computer.processor;
  p.setRegister(RSP, 64, STACK);
  p.push(BigInt(CALLS));
  p.setRegister(RCX, 64, 1n);
  p.setRegister(RDX, 64, BigInt(SYSTEM_TABLE));
  p.setIp(entry);
}
