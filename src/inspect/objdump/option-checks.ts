// Values of objdump's options that are looked at before any file is; all throw OptionError.
import { OptionError, optionNumber } from "../options.ts";
import type { ParsedOptions } from "../options.ts";

function checkNumber(options: ParsedOptions, name: string, shown: string): void {
  const text = options.last(name);
  if (text === undefined || optionNumber(text) !== undefined) return;
  throw new OptionError(`${shown}: expected a non-negative integer, but got '${text}'`);
}

/** kbuild's dumps have no colours. */
function checkColor(options: ParsedOptions): void {
  const mode = options.last("disassembler-color");
  if (mode === undefined || mode === "off" || mode === "terminal") return;
  if (mode === "on") throw new OptionError("kbuild objdump does not have '--disassembler-color=on' yet");
  throw new OptionError(`'${mode}' is not a valid value for '--disassembler-color='`);
}

const VALUES: Readonly<Record<string, readonly string[]>> = {
  dwarf: ["frames"],
  "debug-vars": ["", "ascii", "unicode"],
  "debug-inlined-funcs": ["", "ascii", "limits-only", "unicode"],
};

export function checkOptionValues(options: ParsedOptions): void {
  checkNumber(options, "prefix-strip", "--prefix-strip");
  for (const name of ["debug-vars-indent", "debug-indent"]) checkNumber(options, name, `--${name}=`);
  checkColor(options);
  for (const [name, known] of Object.entries(VALUES)) {
    const wrong = options.all(name).find((value) => !known.includes(value));
    if (wrong !== undefined) throw new OptionError(`'${wrong}' is not a valid value for '--${name}='`);
  }
}
