// What is on the text screen of a QEMU that is watched, up to its last cell. QEMU is asked for the cells now and then; one that ends
// at once when the kernel writes to the exit port (all before 9.1) has by then left a trace of every write since: its log.
// The log is another file after each look, so that it holds the writes of a moment, not of the whole run.
// Source: QEMU's documentation, "Tracing", and its `trace-events`: `memory_region_ops_write`.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Qmp } from "./qmp.ts";

const SCREEN = 0xb8000;
const SCREEN_SIZE = 4000;
/** QEMU's log at its start, in the folder of the run. */
export const FIRST_LOG = "log";
export const TRACE_WRITES = ["-trace", "memory_region_ops_write"] as const;

const RESET_BY_FAULT = "Triple fault";
const WRITE = /^memory_region_ops_write .* addr 0x(b[89][0-9a-f]{3}) value 0x([0-9a-f]+) size (\d) name 'vga-lowmem'$/gm;

/** Writes each cell that a trace tells of. */
export function replayWrites(trace: string, cells: Uint8Array): void {
  for (const [, address = "", value = "", size] of trace.matchAll(WRITE)) {
    const first = Number.parseInt(address, 16) - SCREEN;
    for (let i = 0; i < Number(size); i++) cells[first + i] = Number(BigInt(`0x${value}`) >> BigInt(8 * i)) & 0xff;
  }
}

export class QemuScreen {
  #cells: Uint8Array | undefined;
  /** Files of the log that may tell of writes later than the cells are; the last is written to. */
  #logs: readonly string[] = [FIRST_LOG];
  #looks = 0;
  #hasTripleFault = false;

  /** `isTraced`: the log tells of writes. */
  constructor(
    readonly qmp: Qmp,
    readonly folder: string,
    readonly isTraced: boolean,
  ) {}

  /** The cells now; those of the last look if QEMU does not give them, undefined if there was none. */
  async look(): Promise<Uint8Array | undefined> {
    if (this.isTraced) await this.#changeLog();
    const cells = await this.#ask();
    if (cells === undefined) return this.#cells;
    this.#cells = cells;
    for (const file of this.#logs.slice(0, -1)) this.#retire(file);
    this.#logs = this.#logs.slice(-1);
    return cells;
  }

  /** The cells as QEMU left them at its end. */
  last(): Uint8Array | undefined {
    if (!this.isTraced) return this.#cells;
    const cells = this.#cells ?? new Uint8Array(SCREEN_SIZE);
    for (const file of this.#logs) replayWrites(this.#read(file), cells);
    return cells;
  }

  /** Whether the processor was reset by a fault that nothing handled. */
  get hasTripleFault(): boolean {
    return this.#hasTripleFault || this.#logs.some((file) => this.#read(file).includes(RESET_BY_FAULT));
  }

  async #changeLog(): Promise<void> {
    const file = `${FIRST_LOG}-${++this.#looks}`;
    await this.qmp.monitor(`logfile ${file}`);
    this.#logs = [...this.#logs, file];
  }

  #retire(file: string): void {
    this.#hasTripleFault ||= this.#read(file).includes(RESET_BY_FAULT);
    rmSync(join(this.folder, file), { force: true });
  }

  #read(file: string): string {
    try {
      return readFileSync(join(this.folder, file), "latin1");
    } catch {
      // QEMU ended before it had this one.
      return "";
    }
  }

  async #ask(): Promise<Uint8Array | undefined> {
    const file = join(this.folder, "screen");
    try {
      await this.qmp.execute("pmemsave", { val: SCREEN, size: SCREEN_SIZE, filename: file });
      const cells = readFileSync(file);
      rmSync(file);
      return cells.length === SCREEN_SIZE ? cells : undefined;
    } catch {
      return undefined;
    }
  }
}
