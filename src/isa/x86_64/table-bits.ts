// Rows of the instruction table for bits, checksums and conversions: BMI and BMI2 (with a VEX prefix; `r32v` is a register
// in it), CRC-32, conversions of integers to floating-point numbers as AT&T's syntax calls them.

const WIDTHS: readonly (readonly [bits: string, wide: string])[] = [
  ["32", ""],
  ["64", "REX.W "],
];

const CONVERSIONS: readonly (readonly [name: string, prefix: string])[] = [
  ["ss", "f3"],
  ["sd", "f2"],
];

export const BIT_ROWS: readonly string[] = [
  ...WIDTHS.flatMap(([bits, wide]) => [
    `andn r${bits}, r${bits}v, r/m${bits} | VEX ${wide}0f 38 f2 /r`,
    `bextr r${bits}, r/m${bits}, r${bits}v | VEX ${wide}0f 38 f7 /r`,
    `bzhi r${bits}, r/m${bits}, r${bits}v | VEX ${wide}0f 38 f5 /r`,
    `blsr r${bits}v, r/m${bits} | VEX ${wide}0f 38 f3 /1`,
    `blsmsk r${bits}v, r/m${bits} | VEX ${wide}0f 38 f3 /2`,
    `blsi r${bits}v, r/m${bits} | VEX ${wide}0f 38 f3 /3`,
    `pdep r${bits}, r${bits}v, r/m${bits} | f2 VEX ${wide}0f 38 f5 /r`,
    `pext r${bits}, r${bits}v, r/m${bits} | f3 VEX ${wide}0f 38 f5 /r`,
    `mulx r${bits}, r${bits}v, r/m${bits} | f2 VEX ${wide}0f 38 f6 /r`,
    `sarx r${bits}, r/m${bits}, r${bits}v | f3 VEX ${wide}0f 38 f7 /r`,
    `shlx r${bits}, r/m${bits}, r${bits}v | 66 VEX ${wide}0f 38 f7 /r`,
    `shrx r${bits}, r/m${bits}, r${bits}v | f2 VEX ${wide}0f 38 f7 /r`,
    `rorx r${bits}, r/m${bits}, imm8 | f2 VEX ${wide}0f 3a f0 /r ib`,
  ]),
  ...["", "att"].flatMap((att) => [
    `crc32${att && "b"} r32, r/m8 | f2 0f 38 f0 /r ${att}`.trim(),
    `crc32${att && "w"} r32, r/m16 | o16 f2 0f 38 f1 /r ${att}`.trim(),
    `crc32${att && "l"} r32, r/m32 | o32 f2 0f 38 f1 /r ${att}`.trim(),
    `crc32${att && "b"} r64, r/m8 | f2 REX.W 0f 38 f0 /r ${att}`.trim(),
    `crc32${att && "q"} r64, r/m64 | f2 REX.W 0f 38 f1 /r ${att}`.trim(),
  ]),
  ...CONVERSIONS.flatMap(([name, prefix]) => [
    `cvtsi2${name}l xmm, r/m32 | ${prefix} 0f 2a /r att`,
    `cvtsi2${name}q xmm, r/m64 | ${prefix} REX.W 0f 2a /r att`,
  ]),
];
