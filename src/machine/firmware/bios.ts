// A PC's BIOS as boot code meets it: reads the first sector of a disk, starts it in real mode, and serves it: screen (INT 10h), disk
// (INT 13h, packets of the enhanced drive services), memory map and address lines (INT 15h).
// Facts: Phoenix' "BIOS Enhanced Disk Drive Specification" 1.1; ACPI specification 6.4, 15.1 (E820).
import { memoryRanges } from "../../elf/start-information.ts";
import type { Computer } from "../computer.ts";
import { CARRY } from "../state.ts";
import { EarlyProcessor } from "./early-processor.ts";
import { FirmwareError } from "./firmware-error.ts";

const SECTOR = 512;
const BOOT = 0x7c00;
const FIRST_DISK = 0x80n;
const [RAX, RCX, RDX, RBX, RSI, RDI] = [0, 1, 2, 3, 6, 7] as const;
const [ES, DS] = [0, 3] as const;
const MAP_SIGNATURE = 0x534d4150n;
const BLANK = 0x0720;
const COLUMNS = 80;

class Bios {
  readonly early: EarlyProcessor;
  #cursor = 0;

  constructor(
    readonly computer: Computer,
    readonly disk: Uint8Array,
  ) {
    this.early = new EarlyProcessor(computer, 16, (vector) => this.#serve(vector));
  }

  #word(register: number): number {
    return Number(this.computer.processor.register(register, 16));
  }

  /** The carry tells of failure. */
  #answer(isDone: boolean, status = 0): void {
    const p = this.computer.processor;
    p.slots[CARRY] = isDone ? 0 : 1;
    p.setRegister(RAX, 16, (p.register(RAX, 16) & 0xffn) | BigInt(status << 8));
  }

  #serve(vector: number): void {
    const call = this.#word(RAX);
    if (vector === 0x10) this.#show(call);
    else if (vector === 0x13 && call >> 8 === 0x42) this.#read();
    else if (vector === 0x15 && call === 0xe820) this.#tellRange();
    else this.#answer(vector === 0x15 && call === 0x2401, vector === 0x15 && call === 0x2401 ? 0 : 0x86);
  }

  #show(call: number): void {
    const cells = new Uint16Array(this.computer.screen.buffer, this.computer.screen.byteOffset, this.computer.screen.length / 2);
    if (call >> 8 === 0) cells.fill(BLANK);
    if (call >> 8 === 0) this.#cursor = 0;
    const character = call & 0xff;
    if (call >> 8 !== 0x0e || this.#cursor >= cells.length) return;
    if (character === 13) this.#cursor -= this.#cursor % COLUMNS;
    else if (character === 10) this.#cursor += COLUMNS;
    else cells[this.#cursor++] = 0x0700 | character;
  }

  /** The packet: its size, sectors, where to (offset and segment), from which sector. */
  #read(): void {
    const { view, bytes } = this.computer.processor.memory;
    const packet = this.early.bases[DS] + this.#word(RSI);
    const to = view.getUint16(packet + 4, true) + 16 * view.getUint16(packet + 6, true);
    const from = SECTOR * Number(view.getBigUint64(packet + 8, true));
    const size = SECTOR * view.getUint16(packet + 2, true);
    const isThere = from + size <= this.disk.length;
    if (isThere) bytes.set(this.disk.subarray(from, from + size), to);
    this.#answer(isThere, isThere ? 0 : 4);
  }

  /** ebx numbers the ranges, 0 behind the last. */
  #tellRange(): void {
    const p = this.computer.processor;
    const { view, size: memory } = p.memory;
    const ranges = memoryRanges(memory);
    const number = Number(p.register(RBX, 32));
    const range = ranges[number];
    p.slots[CARRY] = range === undefined ? 1 : 0;
    if (range === undefined) return;
    const at = this.early.bases[ES] + this.#word(RDI);
    const [address, size, type] = range;
    view.setBigUint64(at, BigInt(address), true);
    view.setBigUint64(at + 8, BigInt(size), true);
    view.setUint32(at + 16, type, true);
    p.setRegister(RAX, 32, MAP_SIGNATURE);
    p.setRegister(RCX, 32, 20n);
    p.setRegister(RBX, 32, number + 1 < ranges.length ? BigInt(number + 1) : 0n);
  }
}

export function bootBios(computer: Computer, disk: Uint8Array): void {
  if (disk.length < SECTOR || disk[510] !== 0x55 || disk[511] !== 0xaa) throw new FirmwareError("the disk has no boot sector");
  computer.processor.memory.bytes.set(disk.subarray(0, SECTOR), BOOT);
  computer.processor.setRegister(RDX, 64, FIRST_DISK);
  computer.processor.setIp(BigInt(BOOT));
  new Bios(computer, disk).early.run();
}
