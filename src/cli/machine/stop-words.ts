// What to tell people about a machine that came to rest, and the exit status that goes with it.
import type { Fault } from "../../machine/memory.ts";
import type { StopReason } from "../../machine/processor.ts";
import type { Symbols } from "./symbols.ts";

export interface StopWords {
  readonly text: string;
  readonly status: number;
}

const EXCEPTIONS: Readonly<Record<number, string>> = {
  0: "divide error",
  1: "debug exception",
  3: "breakpoint",
  4: "overflow",
  5: "bound range exceeded",
  6: "invalid opcode",
  7: "device not available",
  8: "double fault",
  10: "invalid TSS",
  11: "segment not present",
  12: "stack fault",
  13: "general protection fault",
  14: "page fault",
};

const hex = (value: bigint | number) => `0x${value.toString(16)}`;
const addressOf = ({ low, high }: Fault) => (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);

function purpose(code: number): string {
  const what = code & 0x10 ? "executing" : code & 2 ? "writing" : "reading";
  return `${what} ${code & 1 ? "a page it may not use so" : "a page that is not there"}${code & 4 ? ", in user mode" : ""}`;
}

function faultWords(fault: Fault): string {
  const name = EXCEPTIONS[fault.vector] ?? `exception ${fault.vector}`;
  if (fault.vector === 14) return `${name} at ${hex(addressOf(fault))} (${purpose(fault.code ?? 0)})`;
  return fault.code === undefined || fault.code === 0 ? name : `${name}, error code ${hex(fault.code)}`;
}

const bytesText = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");

/** The way out where QEMU is of no use. */
export const NEEDS_NOTHING = "`kbuild run --emulator` needs nothing";
/** A program that stopped otherwise than by itself. */
export const STATUS_FAULT = 101;
/** As `timeout` has it. */
export const STATUS_TIME = 124;
/** As shells have it of Ctrl-C. */
export const STATUS_INTERRUPTED = 130;

/** QEMU's exit status of a value written to `isa-debug-exit`. */
export const debugExitStatus = (value: number): number => ((value << 1) | 1) & 0xff;

/** `interruptsOn`: whether the processor would have taken an interrupt. */
export function stopWords(reason: StopReason, ip: bigint, symbols: Symbols, interruptsOn: boolean, instructions: number): StopWords {
  // Looked up only where it is said.
  const place = () => symbols.describe(ip);
  switch (reason.kind) {
    case "exit":
      return { text: `exited with ${reason.status}`, status: reason.status };
    case "debug-exit":
      return { text: `wrote ${hex(reason.value)} to the exit port`, status: debugExitStatus(reason.value) };
    case "halted":
      return {
        text: interruptsOn
          ? `halted at ${place()}, waiting for an interrupt that will not come`
          : "halted, interrupts off: your kernel is done",
        status: 0,
      };
    case "spinning":
      return { text: `spinning at ${place()}`, status: 0 };
    case "returned":
      return { text: "returned from _start", status: 0 };
    case "breakpoint":
      return { text: `breakpoint at ${place()}`, status: 0 };
    case "limit":
      return { text: `at the limit of ${instructions} instructions, at ${place()}`, status: STATUS_TIME };
    case "timeout":
      return { text: `time is up, at ${place()}`, status: STATUS_TIME };
    case "interrupted":
      return { text: `interrupted at ${place()}`, status: STATUS_INTERRUPTED };
    case "pause":
      return { text: `paused at ${place()}`, status: 0 };
    case "reset":
      return { text: `reset through the keyboard controller at ${place()}`, status: 0 };
    case "off":
      return { text: "the kernel switched the machine off", status: 0 };
    case "system-call":
      return { text: `system call ${reason.number} at ${place()}, which kbuild's machine does not have`, status: STATUS_FAULT };
    case "unknown-instruction":
      return { text: `instruction ${bytesText(reason.bytes)} at ${place()}, which kbuild's machine does not know`, status: STATUS_FAULT };
    case "narrow-code":
      return {
        text: `goes to 16- or 32-bit code (segment ${hex(reason.selector)}) at ${place()}, which kbuild's machine does not run`,
        status: STATUS_FAULT,
      };
    case "fault":
      return { text: faultText(reason.chain, place()), status: STATUS_FAULT };
  }
}

function faultText(chain: readonly Fault[], at: string): string {
  const [first] = chain as readonly [Fault];
  if (chain.length === 1) return `${faultWords(first)}, instruction at ${at}`;
  return `triple fault: ${faultWords(first)}, instruction at ${at}, no handler`;
}
