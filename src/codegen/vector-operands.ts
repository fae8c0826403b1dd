// Operands of `asm!` in SSE registers. Values of functions lie in general-purpose registers, so each such operand becomes one of
// those, with an instruction before the assembly that brings its value over, or one behind it that brings it back. In: assembly as
// it is written. Out: assembly whose operands are all in general-purpose registers.
import type { AsmOperand, InlineAsm } from "../mir/mir.ts";
import type { AsmPiece, AsmRegister } from "../sema/types/thir.ts";

const COUNT = 16;
const WORD: AsmRegister = { kind: "class", name: "reg" };

const explicitNumber = (operand: AsmOperand): number | undefined => {
  if (!("register" in operand) || operand.register.kind !== "explicit") return undefined;
  const number = /^[xyz]mm(\d+)$/i.exec(operand.register.name)?.[1];
  return number === undefined ? undefined : Number(number);
};

const isVector = (operand: AsmOperand): boolean =>
  "register" in operand && operand.register.kind === "class" && /^[xyz]mm_reg$/.test(operand.register.name);

/** What nobody reads or writes is only clobbered, and stays as it is where it says which register. */
const holdsValue = (operand: AsmOperand): boolean => operand.kind !== "out" || operand.place !== undefined;

/** By operand, the number of its register; undefined if there are not enough of them. */
function registersOf(operands: readonly AsmOperand[]): ReadonlyMap<number, number> | undefined {
  const found = new Map<number, number>();
  const taken = new Set(operands.map(explicitNumber));
  operands.forEach((operand, i) => {
    const own = explicitNumber(operand);
    if (own !== undefined && holdsValue(operand)) found.set(i, own);
    if (!isVector(operand)) return;
    const free = Array.from({ length: COUNT }, (_, number) => number).find((number) => !taken.has(number)) ?? COUNT;
    taken.add(free);
    found.set(i, free);
  });
  return [...found.values()].includes(COUNT) ? undefined : found;
}

/** Undefined if it takes more registers than there are. */
export function withoutVectors(asm: InlineAsm): InlineAsm | undefined {
  if (!asm.operands.some((operand) => isVector(operand) || explicitNumber(operand) !== undefined)) return asm;
  const vectors = registersOf(asm.operands);
  if (vectors === undefined || vectors.size === 0) return vectors && asm;
  const percent = asm.options.includes("att_syntax") ? "%" : "";
  const [{ span } = { span: { lo: 0, hi: 0 } }] = asm.templates;
  const text = (written: string): AsmPiece => ({ kind: "text", text: written, span });
  const word = (operand: number): AsmPiece => ({ kind: "operand", operand, modifier: "r", span });
  const nameOf = (number: number, modifier: string): string => `${percent}${"yz".includes(modifier || "x") ? modifier : "x"}mm${number}`;
  const move = (operand: number, number: number, isInput: boolean): AsmPiece[] => {
    const vector = text(nameOf(number, ""));
    const [from, to] = isInput ? [word(operand), vector] : [vector, word(operand)];
    return [text("movq "), ...(percent === "" ? [to, text(", "), from] : [from, text(", "), to])];
  };
  const before: AsmPiece[] = [];
  const behind: AsmPiece[] = [];
  for (const [i, number] of vectors) {
    const operand = asm.operands[i] as AsmOperand;
    // In the line of the first instruction, so that lines stay what they are; the last line may end with a comment.
    if (operand.kind === "in" || operand.kind === "inout") before.push(...move(i, number, true), text("; "));
    if ((operand.kind === "out" || operand.kind === "inout") && operand.place !== undefined)
      behind.push(text("\n"), ...move(i, number, false));
  }
  const template = asm.template.map((piece) => {
    const number = piece.kind === "operand" ? vectors.get(piece.operand) : undefined;
    return piece.kind === "operand" && number !== undefined ? text(nameOf(number, piece.modifier)) : piece;
  });
  const operands = asm.operands.map((operand, i) => inWord(operand, vectors.get(i)));
  return { ...asm, template: [...before, ...template, ...behind], operands };
}

/** What takes a value over when all is done may be no register of an input; `out(xmm_reg) _` only clobbers. */
function inWord(operand: AsmOperand, vector: number | undefined): AsmOperand {
  if (vector === undefined || !("register" in operand)) return operand;
  if (operand.kind === "in") return { ...operand, register: WORD };
  if (holdsValue(operand)) return { ...operand, register: WORD, late: false };
  return { ...operand, register: { kind: "explicit", name: `xmm${vector}` } };
}
