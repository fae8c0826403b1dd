// The fast ways into the kernel and back: `syscall` and `sysret`, `sysenter` and `sysexit`. Intel SDM, volume 2.
import { privileged } from "./action.ts";
import type { Action } from "./action.ts";
import type { Computer } from "./computer.ts";
import { Fault } from "./memory.ts";
import { GENERAL_PROTECTION, INVALID_OPCODE } from "./processor.ts";
import { FLAG_INTERRUPT, SYSTEM } from "./state.ts";

const [RCX, RDX, RSP, R11] = [1, 2, 4, 11] as const;
const [EFER, STAR, ENTRY, FLAG_MASK] = [0xc0000080, 0xc0000081, 0xc0000082, 0xc0000084] as const;
const [ENTER_CODE, ENTER_STACK, ENTER_IP] = [0x174, 0x175, 0x176] as const;

const returnFromCall: Action = (computer) => {
  const p = computer.processor;
  const selectors = computer.modelSpecific(STAR) >> 48n;
  p.setIp(p.register(RCX));
  p.state.flags = Number(p.register(R11) & 0x3c7fd7n);
  computer.segments[1] = (Number(selectors) + 16) | 3;
  computer.segments[2] = (Number(selectors) + 8) | 3;
  computer.setLevel(3);
  computer.attend();
};

/** `syscall` of a kernel that set it up. */
export function enterKernel(computer: Computer): void {
  const p = computer.processor;
  if ((computer.modelSpecific(EFER) & 1n) === 0n) throw new Fault(INVALID_OPCODE);
  const selectors = (computer.modelSpecific(STAR) >> 32n) & 0xffffn;
  p.setRegister(RCX, 64, p.ip);
  p.setRegister(R11, 64, BigInt(p.state.flags));
  p.setIp(computer.modelSpecific(ENTRY));
  p.state.flags &= ~Number(computer.modelSpecific(FLAG_MASK) & 0xffffffffn);
  computer.segments[1] = Number(selectors) & ~3;
  computer.segments[2] = (Number(selectors) & ~3) + 8;
  computer.setLevel(0);
  computer.attend();
}

const enterFast: Action = (computer) => {
  const p = computer.processor;
  const code = Number(computer.modelSpecific(ENTER_CODE) & 0xfffcn);
  if (code === 0) throw new Fault(GENERAL_PROTECTION, 0);
  p.slots[SYSTEM] = (p.slots[SYSTEM] as number) & ~FLAG_INTERRUPT;
  p.setIp(computer.modelSpecific(ENTER_IP));
  p.setRegister(RSP, 64, computer.modelSpecific(ENTER_STACK));
  computer.segments[1] = code;
  computer.segments[2] = code + 8;
  computer.setLevel(0);
  computer.attend();
};

/** To 64-bit code of ring 3: its segments are 32 and 40 past the kernel's. */
const leaveFast: Action = (computer) => {
  const p = computer.processor;
  const code = Number(computer.modelSpecific(ENTER_CODE) & 0xfffcn);
  if (code === 0) throw new Fault(GENERAL_PROTECTION, 0);
  p.setIp(p.register(RDX));
  p.setRegister(RSP, 64, p.register(RCX));
  computer.segments[1] = (code + 32) | 3;
  computer.segments[2] = (code + 40) | 3;
  computer.setLevel(3);
  computer.attend();
};

export const ENTRIES: Readonly<Record<string, Action>> = {
  sysretq: privileged(returnFromCall),
  sysenter: enterFast,
  sysexitq: privileged(leaveFast),
};
