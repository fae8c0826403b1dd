// Inline assembly: operands evaluated in order, then one terminator. Without `noreturn` it goes on behind it.
import type * as thir from "../../sema/types/thir.ts";
import { UNIT } from "../../sema/types/ty.ts";
import type { AsmOperand, Place } from "../mir.ts";
import type { BodyBuilder } from "./builder.ts";
import { Unsupported } from "./builder.ts";
import { exprToOperand } from "./operand.ts";
import { exprToPlace } from "./place.ts";

function operandOf(b: BodyBuilder, operand: thir.AsmOperand): AsmOperand {
  switch (operand.kind) {
    case "in":
      return { kind: "in", register: operand.reg, value: exprToOperand(b, operand.value) };
    case "out":
      return { kind: "out", register: operand.reg, late: operand.late, place: operand.place && exprToPlace(b, operand.place) };
    case "inout": {
      const place = exprToPlace(b, operand.place);
      return { kind: "inout", register: operand.reg, late: operand.late, value: b.operandOf(place), place };
    }
    case "split-inout":
      return {
        kind: "inout",
        register: operand.reg,
        late: operand.late,
        value: exprToOperand(b, operand.value),
        place: operand.place && exprToPlace(b, operand.place),
      };
    case "const": {
      const value = b.context.evaluate(operand.value, b.args);
      if (value === undefined) throw new Unsupported("this `const` operand", operand.span);
      return { kind: "const", value };
    }
    case "sym":
      return symOperand(b, operand);
    case "label":
      throw new Unsupported("a `label` operand", operand.span);
  }
}

function symOperand(b: BodyBuilder, { value, span }: Extract<thir.AsmOperand, { kind: "sym" }>): AsmOperand {
  const type = b.type(value.type);
  if (value.kind === "static") return { kind: "sym", instance: undefined, static: value.def };
  if (type.kind !== "fn-def") throw new Unsupported("this `sym` operand", span);
  return { kind: "sym", instance: b.context.resolve(type.def, type.args), static: undefined };
}

export function asmInto(b: BodyBuilder, asm: thir.InlineAsm, destination: Place): void {
  const operands = asm.operands.map((operand) => operandOf(b, operand));
  const target = asm.options.includes("noreturn") || asm.macro === "naked_asm" ? undefined : b.newBlock();
  b.terminate({
    kind: "asm",
    asm: { templates: asm.templates, template: asm.template, operands, options: asm.options, clobberAbis: asm.clobberAbis },
    target,
    span: asm.span,
  });
  if (target === undefined) return b.diverge();
  b.startBlock(target);
  if (destination.type === UNIT) b.assign(destination, { kind: "use", operand: b.zeroSized(UNIT) }, asm.span);
}
