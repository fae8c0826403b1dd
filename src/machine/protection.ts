// What kernels use to be safe from themselves: `stac` and `clac`, XCR0, and what forgets translations by their context.
// Intel SDM, volume 2: CLAC, STAC, XGETBV, XSETBV, INVPCID.
import { privileged } from "./action.ts";
import type { Action } from "./action.ts";
import { EXTENDED_STATE } from "./control-registers.ts";
import type { MemoryOperand, Operand } from "./decode.ts";
import { Fault } from "./memory.ts";
import { GENERAL_PROTECTION, INVALID_OPCODE } from "./processor.ts";
import { FLAG_ACCESS, SYSTEM } from "./state.ts";

const [RAX, RCX, RDX] = [0, 1, 2] as const;
const CONTEXT = 0xfffn;
/** Kinds of `invpcid`: an address, a context, all, all but what is global. */
const KINDS = 4n;

const setAccess =
  (on: boolean): Action =>
  (computer) => {
    const { slots, level } = computer.processor;
    if (level !== 0) throw new Fault(INVALID_OPCODE);
    slots[SYSTEM] = on ? (slots[SYSTEM] as number) | FLAG_ACCESS : (slots[SYSTEM] as number) & ~FLAG_ACCESS;
    computer.attend();
  };

/** An action on XCR0, the only register of its kind. */
const onExtended =
  (action: Action): Action =>
  (computer, instruction) => {
    if (!computer.has(EXTENDED_STATE)) throw new Fault(INVALID_OPCODE);
    if (computer.processor.register(RCX, 32) !== 0n) throw new Fault(GENERAL_PROTECTION, 0);
    action(computer, instruction);
  };

export const PROTECTION: Readonly<Record<string, Action>> = {
  stac: setAccess(true),
  clac: setAccess(false),
  xgetbv: onExtended(({ processor, controls }) => {
    processor.setRegister(RAX, 32, controls.extended);
    processor.setRegister(RDX, 32, 0n);
  }),
  xsetbv: onExtended(
    privileged(({ processor, controls }) => {
      controls.extended = (processor.register(RDX, 32) << 32n) | processor.register(RAX, 32);
    }),
  ),
  invpcid: privileged((computer, { operands }) => {
    const p = computer.processor;
    const [kind, from] = operands as readonly [Operand, MemoryOperand];
    const context = p.load(p.address(from), 64);
    if (p.read(kind) >= KINDS || context > CONTEXT) throw new Fault(GENERAL_PROTECTION, 0);
    computer.flushPages();
  }),
};
