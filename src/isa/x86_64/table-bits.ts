// Rows of the instruction table for bits, checksums and numbers of other kinds: BMI and BMI2 (with a VEX prefix; `r32v` is a register
// in it), CRC-32, conversions between integers and floating-point numbers, integers in and out of SSE registers.

const WIDTHS: readonly (readonly [bits: string, wide: string])[] = [
  ["32", ""],
  ["64", "REX.W "],
];

const CONVERSIONS: readonly (readonly [name: string, prefix: string, bits: string])[] = [
  ["ss", "f3", "32"],
  ["sd", "f2", "64"],
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
  ...CONVERSIONS.flatMap(([name, prefix, size]) => [
    `cvtsi2${name} xmm, r/m32 | ${prefix} 0f 2a /r`,
    `cvtsi2${name} xmm, r/m64 | ${prefix} REX.W 0f 2a /r`,
    `cvtsi2${name}l xmm, r/m32 | ${prefix} 0f 2a /r att`,
    `cvtsi2${name}q xmm, r/m64 | ${prefix} REX.W 0f 2a /r att`,
    ...WIDTHS.flatMap(([bits, wide]) => [
      `cvtt${name}2si r${bits}, xmm/m${size} | ${prefix} ${wide}0f 2c /r`,
      `cvt${name}2si r${bits}, xmm/m${size} | ${prefix} ${wide}0f 2d /r`,
    ]),
  ]),
  "pinsrd xmm, r/m32, imm8 | 66 0f 3a 22 /r ib",
  "pinsrq xmm, r/m64, imm8 | 66 REX.W 0f 3a 22 /r ib",
  "pextrd r/m32, xmm, imm8 | 66 0f 3a 16 /r ib",
  "pextrq r/m64, xmm, imm8 | 66 REX.W 0f 3a 16 /r ib",
];
