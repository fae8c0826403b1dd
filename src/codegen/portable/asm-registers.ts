// Which registers assembly may have on a portably compiled machine: those that no value stays in and no caller keeps.
import type { FixedIsa } from "../../isa/fixed/form.ts";
import type { AsmRegisters } from "../ssa/asm.ts";
import { NotOptimized } from "../ssa/places.ts";

export function portableAsmRegisters(isa: FixedIsa, classes: Readonly<Record<string, readonly number[]>>): AsmRegisters {
  const free = classes["reg"] ?? [];
  return {
    classes,
    callerSaved: free,
    explicit: (name, isOnlyClobbered) => {
      const register = isa.register(name);
      if (register === undefined && isOnlyClobbered) return "foreign";
      if (register === undefined || !free.includes(register.number)) throw new NotOptimized("this register");
      return register.number;
    },
  };
}
