// VPTERNLOG: the Boolean function of three operands that an immediate stands for, as LLVM 22 tells it in a comment. A is the
// destination, B and C the sources; bit 4A + 2B + C of the immediate is the result. The forms, found by asking LLVM for each immediate,
// are none that a rule of minimal terms would give.

/** By the immediate, eight a row. */
// prettier-ignore
const FUNCTIONS: readonly string[] = [
  "0;~(A | B | C);C & ~(A | B);~(A | B);B & ~(A | C);~(A | C);~A & (B ^ C);~(A | (B & C))",
  "B & C & ~A;~(A | (B ^ C));C & ~A;~A & (C | ~B);B & ~A;~A & (B | ~C);~A & (B | C);~A",
  "A & ~(B | C);~(B | C);~B & (A ^ C);~((A & C) | B);~C & (A ^ B);~((A & B) | C);A ^ ((A & B) | (B ^ C));(A & (B ^ C)) ^ ~(B & C)",
  "(A ^ B) & (A ^ C);~((A & B) | (B ^ C));A ^ ((A & B) | C);(A & C) ^ (C | ~B);A ^ ((A & C) | B);(A & B) ^ (B | ~C);A ^ (B | C);~(A & (B | C))",
  "A & C & ~B;~(B | (A ^ C));C & ~B;~B & (C | ~A);(A ^ B) & (B ^ C);~((A & B) | (A ^ C));B ^ ((A & B) | C);(B & C) ^ (C | ~A)",
  "C & (A ^ B);(A | B) ^ ((A & B) | ~C);C & ~(A & B);(C & (A ^ B)) | ~(A | B);(B | C) & (A ^ B);A ^ (B | ~C);(A & B) ^ (B | C);(C & ~B) | ~A",
  "A & ~B;~B & (A | ~C);~B & (A | C);~B;B ^ (A | (B & C));(A & B) ^ (A | ~C);B ^ (A | C);~(B & (A | C))",
  "(A | C) & (A ^ B);B ^ (A | ~C);(A & B) ^ (A | C);(C & ~A) | ~B;A ^ B;~(A | C) | (A ^ B);(C & ~A) | (A ^ B);~(A & B)",
  "A & B & ~C;~(C | (A ^ B));(A ^ C) & (B ^ C);~((A & C) | (A ^ B));B & ~C;~C & (B | ~A);C ^ ((A & C) | B);(B & C) ^ (B | ~A)",
  "B & (A ^ C);(A | C) ^ ((A & C) | ~B);(B | C) & (A ^ C);A ^ (C | ~B);B & ~(A & C);(B & (A ^ C)) | ~(A | C);(A & C) ^ (B | C);(B & ~C) | ~A",
  "A & ~C;~C & (A | ~B);C ^ (A | (B & C));(A & C) ^ (A | ~B);~C & (A | B);~C;C ^ (A | B);~(C & (A | B))",
  "(A | B) & (A ^ C);C ^ (A | ~B);A ^ C;~(A | B) | (A ^ C);(A & C) ^ (A | B);(B & ~A) | ~C;(B & ~A) | (A ^ C);~(A & C)",
  "A & (B ^ C);~(B ^ C) ^ (A | (B & C));(A | C) & (B ^ C);B ^ (C | ~A);(A | B) & (B ^ C);C ^ (B | ~A);B ^ C;~(A | B) | (B ^ C)",
  "(A | B) & (C ^ (A & B));B ^ C ^ ~A;C ^ (A & B);~(A | B) | (C ^ (A & B));B ^ (A & C);~(A | C) | (B ^ (A & C));(B & ~A) | (B ^ C);~A | (B ^ C)",
  "A & ~(B & C);(A & (B ^ C)) | ~(B | C);(B & C) ^ (A | C);(A & ~C) | ~B;(B & C) ^ (A | B);(A & ~B) | ~C;(A & ~B) | (B ^ C);~(B & C)",
  "A ^ (B & C);~(B | C) | (A ^ (B & C));(A & ~B) | (A ^ C);~B | (A ^ C);(A & ~C) | (A ^ B);~C | (A ^ B);(A ^ B) | (A ^ C);~(A & B & C)",
  "A & B & C;~((A ^ B) | (A ^ C));C & ~(A ^ B);~(A ^ B) & (C | ~A);B & ~(A ^ C);~(A ^ C) & (B | ~A);(B | C) & (A ^ B ^ C);(B & C) ^ ~A",
  "B & C;~(B ^ C) & (B | ~A);C & (B | ~A);~((B & C) ^ (A | B));B & (C | ~A);~((B & C) ^ (A | C));A ^ ((A ^ B) | (A ^ C));(B & C) | ~A",
  "A & ~(B ^ C);~(B ^ C) & (A | ~B);(A | C) & (A ^ B ^ C);(A & C) ^ ~B;(A | B) & (A ^ B ^ C);(A & B) ^ ~C;A ^ B ^ C;~(A | B) | (A ^ B ^ C)",
  "~(B ^ C) & (A | B);~(B ^ C);C ^ (A & ~B);~((A | B) & (B ^ C));B ^ (A & ~C);~((A | C) & (B ^ C));(B & C) | (A ^ (B | C));~(A & (B ^ C))",
  "A & C;~(A ^ C) & (A | ~B);C & (A | ~B);~((A & C) ^ (A | B));~(A ^ C) & (A | B);~(A ^ C);C ^ (B & ~A);~((A | B) & (A ^ C))",
  "C & (A | B);~C ^ (A | B);C;C | ~(A | B);B ^ (A & (B ^ C));(B & C) | ~(A ^ C);(B & ~A) | C;C | ~A",
  "A & (C | ~B);~((A & C) ^ (B | C));A ^ ((A ^ C) & (B ^ C));(A & C) | ~B;A ^ (B & ~C);~((B | C) & (A ^ C));(A & C) | (A ^ B ^ C);~(B & (A ^ C))",
  "A ^ (B & (A ^ C));(A & C) | ~(B ^ C);(A & ~B) | C;C | ~B;(A & C) | (A ^ B);~((A ^ C) & (B ^ C));C | (A ^ B);C | ~(A & B)",
  "A & B;~(A ^ B) & (A | ~C);~(A ^ B) & (A | C);~(A ^ B);B & (A | ~C);~((A & B) ^ (A | C));B ^ (C & ~A);~((A | C) & (A ^ B))",
  "B & (A | C);~B ^ (A | C);C ^ (A & (B ^ C));(B & C) | ~(A ^ B);B;B | ~(A | C);(C & ~A) | B;B | ~A",
  "A & (B | ~C);~((A & B) ^ (B | C));A ^ (C & ~B);~((B | C) & (A ^ B));A ^ ((A ^ B) & (B ^ C));(A & B) | ~C;(A & B) | (A ^ B ^ C);~(C & (A ^ B))",
  "A ^ (C & (A ^ B));(A & B) | ~(B ^ C);(A & B) | (A ^ C);~((A ^ B) & (B ^ C));(A & ~C) | B;B | ~C;B | (A ^ C);B | ~(A & C)",
  "A & (B | C);~A ^ (B | C);C ^ (B & (A ^ C));(A & C) | ~(A ^ B);B ^ (C & (A ^ B));(A & B) | ~(A ^ C);(A & B) | (B ^ C);~((A ^ B) & (A ^ C))",
  "(A | B) & ((A & B) | C);(A & B) | (B ^ C ^ ~A);(A & B) | C;C | ~(A ^ B);(A & C) | B;B | ~(A ^ C);B | C;~A | B | C",
  "A;A | ~(B | C);A | (C & ~B);A | ~B;A | (B & ~C);A | ~C;A | (B ^ C);A | ~(B & C)",
  "A | (B & C);A | ~(B ^ C);A | C;~B | A | C;A | B;~C | A | B;A | B | C;-1",
].flatMap((row) => row.split(";"));

/** `ymm4 ^ (ymm3 & mem)` */
export function ternaryText(immediate: number, a: string, b: string, c: string): string {
  return (FUNCTIONS[immediate] ?? "").replaceAll(/[ABC]/g, (letter) => (letter === "A" ? a : letter === "B" ? b : c));
}
