// What a debugger asks and wants done: one command of GDB's remote protocol to one answer. A command that lets the machine run
// answers with what to do; the reply to that is made when the machine stops.
// Source: GDB manual, appendices E.2 (packets), E.3 (stop replies), E.4 (general queries).
import { Fault, READ } from "../memory.ts";
import type { StopReason } from "../processor.ts";
import type { Runner } from "../run.ts";
import { bytesOf, hexOf, littleEndian, numberOf } from "./packets.ts";
import { REGISTERS, targetDescription } from "./registers.ts";
import type { Inspected, Register } from "./registers.ts";

export interface DebugTarget extends Inspected {
  readonly runner: Runner;
  /** What was added to the addresses in the image's file. */
  readonly delta: bigint;
}

export type Answer =
  | { readonly kind: "reply"; readonly text: string }
  | { readonly kind: "continue" }
  | { readonly kind: "step" }
  | { readonly kind: "detach" }
  | { readonly kind: "kill" };

const OK = "OK";
const UNKNOWN = "";
const FAILED = "E01";
const NO_MEMORY = "E14";
/** Signals by GDB's numbers. */
const [INTERRUPT, ILLEGAL, TRAP, SEGMENT] = [2, 4, 5, 11];
const MOST_BYTES = 0x8000;
const PACKET_SIZE = 0x10000;

const reply = (text: string): Answer => ({ kind: "reply", text });
const low = (address: bigint) => Number(address & 0xffffffffn) | 0;
const high = (address: bigint) => Number((address >> 32n) & 0xffffffffn) | 0;
const signalReply = (signal: number) => `T${signal.toString(16).padStart(2, "0")}thread:01;`;

/** `status`: what the run ends with, if it has ended. */
export function stopReply(reason: StopReason | undefined, status: number): string {
  switch (reason?.kind) {
    case undefined:
    case "breakpoint":
      return signalReply(TRAP);
    case "exit":
    case "debug-exit":
    case "reset":
    case "off":
      return `W${(status & 0xff).toString(16).padStart(2, "0")}`;
    case "fault":
      return signalReply(SEGMENT);
    case "unknown-instruction":
    case "system-call":
      return signalReply(ILLEGAL);
    default:
      return signalReply(INTERRUPT);
  }
}

export class DebugStub {
  readonly #breakpoints = new Set<string>();

  constructor(readonly target: DebugTarget) {}

  command(text: string): Answer {
    const handler = HANDLERS.find(([prefix]) => text.startsWith(prefix));
    return handler === undefined ? reply(UNKNOWN) : handler[1](this, text.slice(handler[0].length));
  }

  readRegisters(): string {
    return REGISTERS.map((register) => this.#valueOf(register)).join("");
  }

  writeRegisters(hex: string): string {
    let at = 0;
    for (const register of REGISTERS) {
      const digits = register.bits / 4;
      if (at + digits > hex.length) break;
      register.write?.(this.target, numberOf(bytesOf(hex.slice(at, at + digits))));
      at += digits;
    }
    return OK;
  }

  #valueOf(register: Register): string {
    return hexOf(littleEndian(register.read(this.target), register.bits));
  }

  readRegister(number: string): string {
    const register = REGISTERS[Number.parseInt(number, 16)];
    return register === undefined ? FAILED : this.#valueOf(register);
  }

  writeRegister(words: string): string {
    const [number = "", hex = ""] = words.split("=");
    const write = REGISTERS[Number.parseInt(number, 16)]?.write;
    if (write === undefined) return FAILED;
    write(this.target, numberOf(bytesOf(hex)));
    return OK;
  }

  /** Physical address of a linear one as the kernel sees it; -1 if no memory is there. */
  #locate(address: bigint): number {
    const { processor } = this.target;
    const { level, memory } = processor;
    processor.level = 0;
    try {
      const physical = memory.translate(low(address), high(address), READ);
      return physical < memory.size ? physical : -1;
    } catch (error) {
      if (error instanceof Fault) return -1;
      throw error;
    } finally {
      processor.level = level;
    }
  }

  /** As many bytes as there are. */
  readMemory(words: string): string {
    const [address = "", length = ""] = words.split(",");
    const bytes: number[] = [];
    const count = Math.min(Number.parseInt(length, 16), MOST_BYTES);
    for (let i = 0; i < count; i++) {
      const physical = this.#locate(BigInt.asUintN(64, BigInt(`0x${address}`) + BigInt(i)));
      if (physical < 0) break;
      bytes.push(this.target.processor.memory.bytes[physical] as number);
    }
    return bytes.length === 0 && count > 0 ? NO_MEMORY : hexOf(bytes);
  }

  writeMemory(words: string): string {
    const [place = "", hex = ""] = words.split(":");
    const start = BigInt(`0x${place.split(",")[0] ?? ""}`);
    const bytes = bytesOf(hex);
    const places = Array.from(bytes, (_, i) => this.#locate(BigInt.asUintN(64, start + BigInt(i))));
    if (places.includes(-1)) return NO_MEMORY;
    places.forEach((physical, i) => this.target.processor.memory.patch(physical, bytes[i] as number));
    return OK;
  }

  /** `type,address,kind`: software and hardware breakpoints are one thing here. */
  setBreakpoint(words: string, isSet: boolean): string {
    const [type, place = ""] = words.split(",");
    if (type !== "0" && type !== "1") return UNKNOWN;
    const address = BigInt(`0x${place}`);
    const key = `${high(address)}:${low(address)}`;
    if (isSet) this.#breakpoints.add(key);
    else this.#breakpoints.delete(key);
    this.target.runner.breakpoints = new Set(this.#breakpoints);
    return OK;
  }

  removeBreakpoints(): void {
    this.#breakpoints.clear();
    this.target.runner.breakpoints = new Set();
  }

  /** A part of the description: `offset,length`. */
  describe(words: string): string {
    const [offset = 0, length = 0] = words.split(",").map((word) => Number.parseInt(word, 16));
    const text = targetDescription();
    const part = text.slice(offset, offset + Math.min(length, PACKET_SIZE - 1));
    return `${offset + part.length < text.length ? "m" : "l"}${part}`;
  }

  jump(address: string): void {
    if (address !== "") this.target.processor.setIp(BigInt(`0x${address}`));
  }
}

type Handler = (stub: DebugStub, words: string) => Answer;

const moveOn =
  (kind: "continue" | "step"): Handler =>
  (stub, address) => {
    stub.jump(address);
    return { kind };
  };
/** `Csignal` and `Ssignal`: the machine has no signals to pass on. */
const always =
  (answer: Answer): Handler =>
  () =>
    answer;
const said =
  (text: string): Handler =>
  () =>
    reply(text);
const NUMBER = "[0-9a-fA-F]+";

/** Wraps what only takes well-formed words. */
const checked =
  (pattern: string, handler: (stub: DebugStub, words: string) => string): Handler =>
  (stub, words) =>
    reply(new RegExp(`^${pattern}$`).test(words) ? handler(stub, words) : FAILED);

const actions: Handler = (_, words) => {
  const [action] = /[csCS]/.exec(words) ?? [];
  if (action === undefined) return reply(FAILED);
  return { kind: action.toLowerCase() === "s" ? "step" : "continue" };
};

/** By what a command starts with; the first that fits counts. */
const HANDLERS: readonly (readonly [prefix: string, handler: Handler])[] = [
  ["qSupported", said(`PacketSize=${PACKET_SIZE.toString(16)};qXfer:features:read+;vContSupported+`)],
  ["qXfer:features:read:target.xml:", checked(`${NUMBER},${NUMBER}`, (stub, words) => stub.describe(words))],
  ["qAttached", said("1")],
  ["qOffsets", ({ target }) => reply(target.delta === 0n ? UNKNOWN : `TextSeg=${target.delta.toString(16)}`)],
  ["qfThreadInfo", said("m01")],
  ["qsThreadInfo", said("l")],
  ["qC", said("QC01")],
  ["vCont?", said("vCont;c;C;s;S")],
  ["vCont;", actions],
  ["vKill", always({ kind: "kill" })],
  ["k", always({ kind: "kill" })],
  ["D", always({ kind: "detach" })],
  ["?", () => reply(stopReply(undefined, 0))],
  ["H", said(OK)],
  ["T", said(OK)],
  ["g", (stub) => reply(stub.readRegisters())],
  ["G", checked(NUMBER, (stub, words) => stub.writeRegisters(words))],
  ["p", checked(NUMBER, (stub, words) => stub.readRegister(words))],
  ["P", checked(`${NUMBER}=${NUMBER}`, (stub, words) => stub.writeRegister(words))],
  ["m", checked(`${NUMBER},${NUMBER}`, (stub, words) => stub.readMemory(words))],
  ["M", checked(`${NUMBER},${NUMBER}:(?:[0-9a-fA-F]{2})*`, (stub, words) => stub.writeMemory(words))],
  ["Z", checked(`[0-4],${NUMBER},.*`, (stub, words) => stub.setBreakpoint(words, true))],
  ["z", checked(`[0-4],${NUMBER},.*`, (stub, words) => stub.setBreakpoint(words, false))],
  ["c", moveOn("continue")],
  ["s", moveOn("step")],
  ["C", always({ kind: "continue" })],
  ["S", always({ kind: "step" })],
];
