// Files that LLVM's tools read and kbuild does not, by how they begin: so that they are told by their names.

/** First bytes in hexadecimal, and what has them. */
const BEGINNINGS: readonly (readonly [RegExp, string])[] = [
  [/^(?:feedfac[ef]|c[ef]faedfe)/, "a Mach-O file"],
  [/^cafebabe000000[0-2]/, "a Mach-O universal file"],
  [/^0061736d01000000/, "a WebAssembly file"],
  [/^01(?:df|f7)00/, "an XCOFF file"],
  [/^3c62696761663e0a/, "an archive of AIX's form"],
  [/^(?:4243c0de|dec0170b|0b17c0de)/, "LLVM bitcode"],
  [/^(?:6486|4c01|64aa|c401|41a6|4ea6)[0-9a-f]{2}00/, "a COFF file"],
];

/** What the file is, if it is of one of these formats. */
export function otherFormat(start: Uint8Array): string | undefined {
  let digits = "";
  for (const byte of start.subarray(0, 8)) digits += byte.toString(16).padStart(2, "0");
  return BEGINNINGS.find(([beginning]) => beginning.test(digits))?.[1];
}
