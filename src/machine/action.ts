// What an instruction of the system does to the computer.
import type { Computer } from "./computer.ts";
import type { Instruction } from "./decode.ts";
import { Fault } from "./memory.ts";
import { GENERAL_PROTECTION } from "./processor.ts";

export type Action = (computer: Computer, instruction: Instruction) => void;

/** An action of level 0. */
export const privileged =
  (action: Action): Action =>
  (computer, instruction) => {
    if (computer.processor.level !== 0) throw new Fault(GENERAL_PROTECTION, 0);
    action(computer, instruction);
  };
