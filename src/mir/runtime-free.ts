// Functions of core of which code without optimization links although nobody defines `rust_eh_personality`: they check nothing
// that they are given, or panic only in ways that may unwind. Facts from programs that were linked with `-nostartfiles` for
// x86_64-unknown-linux-gnu by 1.96. What is not here may link, too; nobody has looked.

/** Modules of core: their functions by name, or all but some. */
interface Row {
  readonly only?: RegExp;
  readonly but?: RegExp;
}

/** By the path's second segment. */
const ROWS: Readonly<Record<string, Row>> = {
  any: {},
  ascii: {},
  borrow: {},
  cell: { only: /^(?:new|get|set|replace|take|into_inner|as_ptr)$/ },
  char: { but: /^encode_|_unchecked$/ },
  clone: {},
  cmp: {},
  convert: {},
  default: {},
  fmt: { but: /^write_char$/ },
  hint: { only: /^(?:spin_loop|black_box)$/ },
  intrinsics: {},
  iter: { only: /^(?:enumerate|into_iter)$/ },
  marker: {},
  mem: {
    only: /^(?:swap|replace|take|size_of|size_of_val|align_of|align_of_val|forget|drop|needs_drop|discriminant|uninit|new|assume_init)$/,
  },
  num: { but: /unchecked/ },
  ops: { but: /^next/ },
  option: { but: /unchecked|insert/ },
  panic: {},
  panicking: { but: /nounwind|unwind|pointer|enum/ },
  ptr: { only: /^(?:add|sub|byte_add|byte_sub|read|write|is_null|null|null_mut|cast|cast_mut|cast_const|wrapping_\w+|addr)$/ },
  result: { but: /unchecked/ },
  slice: { only: /^(?:get|first|last|len|is_empty|iter|iter_mut|as_ptr|as_mut_ptr|index|index_mut|windows)$/ },
  soft: {},
  str: { only: /^(?:len|is_empty|as_bytes|as_ptr|bytes|from_utf8|parse)$/ },
  sync: {},
};

/** Deeper modules that have more. */
const DEEPER: readonly (readonly [RegExp, RegExp])[] = [[/^core::slice::iter::/, /^next$/]];

/** A path of core, `core::slice::iter::{impl#3}::next`. */
export function isRuntimeFree(path: readonly string[]): boolean {
  const name = path.at(-1) ?? "";
  if (DEEPER.some(([module, names]) => module.test(path.join("::")) && names.test(name))) return true;
  const row = ROWS[path[1] ?? ""];
  if (row === undefined) return false;
  return (row.only?.test(name) ?? true) && row.but?.test(name) !== true;
}
