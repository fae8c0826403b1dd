// Which opcodes behind an EVEX prefix LLVM reads a ModRM byte for, to find out whether they are an instruction: it decides how long an
// `<unknown>` is. It depends on what else the prefix says: vector length, broadcasting or rounding, masking. Found by asking LLVM for
// every opcode of every map, prefix, W and such context.

/** Contexts in which ModRM is read: by length (128, 256, 512 bits), then by EVEX.b, then no mask, merging, zeroing; a digit each. */
const CONTEXTS: readonly string[] = [
  "111111111111111111",
  "111000111000111000",
  "110110000000000000",
  "100000000000000000",
  "100100100100100100",
  "110110000110000110",
  "110000000000000000",
  "100000100000100000",
  "110110110110110110",
  "110000110000110000",
  "000000000000111000",
  "010000010000010000",
  "000000111000111000",
  "000000111111111111",
  "000111000111111111",
  "000000000000100000",
  "111111000111000111",
  "000000000000010000",
  "000110000000000000",
  "100100000000000000",
  "100100000100000100",
  "100000000000100000",
];

/** By map (1 to 7), then by the prefix (none, 66, F3, F2), then by W: opcodes, each run with its first in hexadecimal and a letter each. */
type Rows = readonly string[];

// prettier-ignore
const ROWS_15: Rows = [
  "10bbddaadd 28bb 2bh 2eee 51a 54aaaaaaaaaaaa 78aa c2i c6a",
  "5ba 78aa",
  "5ba 60bbabjjibbbaa 6edbabahjji 78aaaa 7edb c4dd d1bb d5b d8bbbabbbabbbbbb e7hbbbabbba f1bb f5bh f8bba fcbba",
  "10bbddaadd 28bb 2bh 2eee 51a 54aaaaaaa 5caaaabb 63bjj 67bbb 6caadb 71baajj 78aaaa 7edb c2i c4dda d3babd d8bbbabbbab e2bbbba e8bbbabbba f3babh f8bb fbabb",
  "10bbb 16b 2ae 2cee 51a 58aaaaaaaa 6fbb 78eeae 7fb c2i e6a",
  "2ae 2cee 6fbb 78eeae 7edb e6a",
  "2ah 2cee 6fbb 78eeah 7fb",
  "10bbb 2ae 2cee 51a 58aaa 5caaaa 6fbb 78eeae 7fb c2i e6a",
  "",
  "",
  "00b 04b 0bba 13aaan 18bmmkbba 20bbbbbbji 2ahaaa 30bbbbbbn 38babababaa 42aaaaaa 4cababaaaaba 58bbmk 62bbaab 71a 73a 75baabbbbbbaa 88bbbb 8db 8fjllll 96aaaaaaaaaallll a6aaaaaaaaaa b6aaaaaaaaaa c4a c6rro caoaoa cfb dchhhh",
  "00b 04b 0bb 0da 10bbb 14aan 19mmkbb 1fabbbbb 26jiai 2caa 30bbbbb 36nibabababaa 42aaaaaa 4cabab 54ba 59bmk 62bbaab 70baba 75baa 7cbbaa 83a 88bbbb 8db 90llll 96aaaaaaaaaallll a6aaaaaaaaaa b4aaaaaaaaaaaa c4a c6rro caoaoa dchhhh",
  "10bbbbbb 20bbbbbbjihh 30bbbbbb 38hhh 52a 72a",
  "26jihhh 38hh",
  "52kk 68e 72a 9akb aakb",
  "68e",
  "08a 0aq 26aa 56aa 66ig c2i",
  "",
  "03aa 08a 0aa 0fb 14ddddmmkk 1daiidddn 25aaa 38mmkk 3ejj 42bnh 50aa 54aaaa 66ij 71a 73a",
  "00nn 03a 05a 09a 0ba 14ddddmmkk 1eiid 22dn 25aaa 38mmkk 3ejj 43nh 50aa 54aaaa 66ij 70baba ceaa",
  "c2i",
  "",
  "",
  "",
  "",
  "",
  "",
  "",
  "",
  "",
  "",
  "",
  "1da 2eee 51a 58aaaaaaaa 78aa 7caa",
  "5ba",
  "1da 5ba 6ed 78aaaaaad",
  "5aa 6ed 7ed",
  "10bb 2ae 2cee 51a 58aaaaaaaa 78ee 7be 7da",
  "2ae 2cee 78ee 7be",
  "7aa 7da",
  "5aa 7aa",
  "13a",
  "",
  "13a 2caq 42aq 4cabab 96aaaaaaaaaa a6aaaaaaaaaa b6aaaaaaaaaa",
  "",
  "56aq d6aa",
  "",
  "56aq d6aa",
  "",
  "",
  "",
  "",
  "",
  "",
  "",
  "",
  "",
];

// prettier-ignore
const ROWS_22: Rows = [
  "10bbddaadd 28bb 2bh 2eee 51a 54aaaaaaaaaaaa 78aa 90dddd c2i c6a",
  "5ba 78aa 90dd",
  "5ba 60bbabjjibbbaa 6edbabahjji 78aaaa 7edb 90dddd c4dd d1bb d5bd d8bbbabbbabbbbbb e7hbbbabbba f1bb f5bh f8bba fcbba",
  "10bbddaadd 28bb 2bh 2eee 51a 54aaaaaaataaaabb 63bjj 67bbb 6caadb 71baajj 78aaaa 7edb 90dd c2i c4dda d3babd d8bbbabbbab e2bbbba e8bbbabbba f3babh f8bb fbabb",
  "10bbb 16b 2ae 2ceeee 51a 58aaaaaaaa 6fbb 78eeae 7edb c2i e6a",
  "2ae 2cee 6fbb 78eeae 7edb e6a",
  "2ah 2cee 6fbb 78eeah 7fb 92dd",
  "10bbb 2ae 2ceeee 51a 58aaa 5caaaa 6fbb 78eeae 7fb 92dd c2i e6a",
  "49d 50aaa 6dp 74a d2aa f2dd f5d f7d",
  "f2dd f5d f7d",
  "00b 04b 0bba 13aaan 18bmmkbba 20bbbbbbji 2ahaaa 30bbbbbbn 38babababaa 42aaaaaa 49dvdababaaaaba 58bbmk 62bbaaba 6dp 71a 73a 75baabbbbbbaa 88bbbb 8db 8fjllll 96aaaaaaaaaallll a6aaaaaaaaaa b6aaaaaaaaaa c4a c6rro caoaoa cfb d2aa dchhhhdddddddddddddddd f7d",
  "00b 04b 0bb 0da 10bbb 14aan 19mmkbb 1fabbbbb 26jiai 2caa 30bbbbb 36nibabababaa 42aaaaaa 4cabab 54ba 59bmk 62bbaab 70baba 75baa 7cbbaa 83a 88bbbb 8db 90llll 96aaaaaaaaaallll a6aaaaaaaaaa b4aaaaaaaaaaaa c4a c6rro caoaoa dchhhhdddddddddddddddd f2dd f5d f7d",
  "10bbbbbb 20bbbbbbjihh 30bbbbbb 38hhh 4apd 50aaa 6dp 72a 74a d2aa dah f5d f7d",
  "26jihhh 38hh f5d f7d",
  "4add 50aakk 68e 6dp 72a 74a 9akb aakb dah f5ddd",
  "68e f5ddd",
  "07pa 0aq 26aa 52aa 56aa 66ig c2i",
  "",
  "03aa 07pa 0aa 0fb 14ddddmmkk 1daiidddn 25aaa 38mmkk 3ejj 42bnh 50aaaaaaaa 66ij 71a 73a",
  "00nn 03a 05a 09a 0ba 14ddddmmkk 1eiid 22dn 25aaa 38mmkk 3ejj 43nh 50aaaaaaaa 66ij 70baba ceaa",
  "07p 42b 77p c2i",
  "",
  "07pa 26a 52a 56a 66i 77p c2i f0d",
  "f0d",
  "00ffff 08ffff 10ffff 18ffff 20fffff 28fffff 30ffff 38gggg 40cccccccccccccccc 60gg 66g 69f 6bf 80cc 83cgg 88g 8agg 8fs a5f adf aff c0cc d0cccc f0gg f4ggcc f9g fcg fecc",
  "00ffff 08ffff 10ffff 18ffff 20fffff 28fffff 30ffff 38gggg 40cccccccccccccccc 60gg 66g 69f 6bf 80cc 83cgg 88g 8bg 8fs a5f adf aff c0cc d0cccc f0gg f4ggcc f9g fcg fecc",
  "01f 03f 09f 0bf 11f 13f 19f 1bf 21f 23ff 29f 2bff 31f 33f 39g 3bg 40cccccccccccccccc 60gg 65gf 69f 6bf 81c 83c 85g 88g 8bg a5f adf aff c1c d1c d3c f1g f4gg f7cg fcg ffc",
  "00cccc 08cccc 10cccc 18cccc 20ccccc 28ccccc 30cccc 38gggg 40cccccccccccccccc 60gg 65gf 69c 6bc 80cc 83cgg 88g 8bg 8fs a5c adc afc c0cc d0cccc f0gg f4ggcc f9g fcg fecc",
  "66f f0ggg f8g fcg",
  "66f f0ggg fcg",
  "40cccccccccccccccc f8g fcg",
  "fcg",
  "18a 1ba 1da 2eee 51a 58aaaaaaaa 68aaaaaa 74a 78aa 7caa",
  "5ba 6caa",
  "1da 2fh 51a 58aa 5baaaaa 68aaaaaad 78aaaaaad",
  "5aat 6caad 7ed",
  "10bb 18a 1ba 2ae 2ceeuu 51a 58aaaaaaaa 6ceedb 74a 78ee 7be 7dad",
  "2ae 2cee 6cee 6fb 78ee 7be",
  "18a 1ba 1eb 68aaaaee 6fb 74a 7aa 7da",
  "5aa 6cee 6fb 7aa",
  "13a 2ca 42a 4ca 4ea 98a 9aa 9ca 9ea a8a aaa aca aea b8a baa bca bea",
  "",
  "13a 2caq 42aq 4cabab 96aaaaaaaaaa a6aaaaaaaaaa b6aaaaaaaaaa",
  "",
  "56aq d6aa",
  "",
  "56aq d6aa",
  "",
  "",
  "",
  "",
  "",
  "f6d f8d",
  "",
  "f6d f8d",
  "",
];

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Indexes into CONTEXTS by opcode, or -1. */
function unpack(row: string): Int8Array {
  const found = new Int8Array(256).fill(-1);
  for (const run of row === "" ? [] : row.split(" ")) {
    const first = Number.parseInt(run.slice(0, 2), 16);
    for (let i = 2; i < run.length; i++) found[first + i - 2] = LETTERS.indexOf(run[i] as string);
  }
  return found;
}

const unpacked = new Map<string, Int8Array>();

function opcodes(rows: Rows, index: number): Int8Array | undefined {
  const row = rows[index];
  if (row === undefined) return undefined;
  const known = unpacked.get(row);
  if (known !== undefined) return known;
  const made = unpack(row);
  unpacked.set(row, made);
  return made;
}

const LEGACY_MAP = 4;

/**
 * `third` and `fourth`: bytes of the prefix. With EVEX.b and without EVEX.U the ModRM byte says what b means, and in the map of legacy
 * instructions (APX) what EVEX.NF means: LLVM 22 always reads it then.
 */
export function evexNeedsModrm(llvm: 15 | 22, map: number, third: number, fourth: number, opcode: number): boolean {
  const isLater = llvm === 22;
  if (isLater && (((third & 4) === 0 && (fourth & 0x10) !== 0) || (map === LEGACY_MAP && (fourth & 4) !== 0))) return true;
  const context = opcodes(isLater ? ROWS_22 : ROWS_15, (map - 1) * 8 + (third & 3) * 2 + (third >> 7))?.[opcode] ?? -1;
  const mask = fourth >> 7 !== 0 ? 2 : (fourth & 7) !== 0 ? 1 : 0;
  const place = Math.min((fourth >> 5) & 3, 2) * 6 + ((fourth >> 4) & 1) * 3 + mask;
  return CONTEXTS[context]?.[place] === "1";
}
