// Macros of core that the compiler expands itself.
const NAMES =
  "line column file module_path stringify concat cfg compile_error env option_env include include_str include_bytes format_args " +
  "const_format_args format_args_nl asm naked_asm global_asm assert panic unreachable offset_of";

const KNOWN: ReadonlySet<string> = new Set(NAMES.split(" "));

export function isBuiltInMacro(name: string): boolean {
  return KNOWN.has(name);
}
