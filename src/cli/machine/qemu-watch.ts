// What QEMU's processor is at, as QEMU's monitor tells: whether a kernel rests for good (halted or spinning with interrupts off,
// or returned to the boot code). QEMU itself would go on for ever and say nothing.
import { decode } from "../../machine/decode.ts";
import { spinsAt } from "../../machine/spinning.ts";
import type { StopReason } from "../../machine/processor.ts";
import { FLAG_INTERRUPT } from "../../machine/state.ts";
import type { Qmp } from "./qmp.ts";

const BOOT_CODE_BYTES = 0x1000;
const CODE_BYTES = 32;

export interface QemuState {
  readonly ip: bigint;
  readonly interruptsOn: boolean;
  readonly isHalted: boolean;
  readonly faultAddress: bigint;
}

const hexOf = (text: string, pattern: RegExp): bigint => BigInt(`0x${pattern.exec(text)?.[1] ?? "0"}`);

/** Undefined if QEMU does not answer. */
export async function stateOf(qmp: Qmp): Promise<QemuState | undefined> {
  const text = await qmp.monitor("info registers");
  if (!text.includes("RIP=")) return undefined;
  return {
    ip: hexOf(text, /RIP=([0-9a-f]+)/),
    interruptsOn: (Number(hexOf(text, /RFL=([0-9a-f]+)/)) & FLAG_INTERRUPT) !== 0,
    isHalted: text.includes("HLT=1"),
    faultAddress: hexOf(text, /CR2=([0-9a-f]+)/),
  };
}

/** Bytes of code at a linear address; fewer if there are none. */
async function codeAt(qmp: Qmp, address: bigint): Promise<Uint8Array> {
  const text = await qmp.monitor(`x /${CODE_BYTES}xb 0x${address.toString(16)}`);
  const bytes = [...text.matchAll(/: (.*)/g)].flatMap(([, row = ""]) => [...row.matchAll(/0x([0-9a-f]{2})\b/g)].map(([, one]) => one));
  return Uint8Array.from(bytes, (one) => Number.parseInt(one ?? "", 16));
}

/** Why the kernel will do nothing more; undefined while it may. */
export async function restOf(qmp: Qmp, { ip, interruptsOn, isHalted }: QemuState, bootCode: number): Promise<StopReason | undefined> {
  if (isHalted && ip >= BigInt(bootCode) && ip < BigInt(bootCode + BOOT_CODE_BYTES)) return { kind: "returned" };
  if (interruptsOn) return undefined;
  if (isHalted) return { kind: "halted" };
  const start = ip - BigInt(CODE_BYTES / 2);
  const bytes = await codeAt(qmp, start);
  const spins = spinsAt(ip, (address) => {
    const [low, high] = [Number(address & 0xffffffffn) | 0, Number(address >> 32n) | 0];
    const offset = Number(address - start);
    return offset < 0 || offset >= bytes.length ? undefined : decode(bytes.subarray(offset), low, high);
  });
  return spins ? { kind: "spinning" } : undefined;
}
