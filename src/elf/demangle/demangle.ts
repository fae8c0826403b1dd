// Mangled names to readable ones, as LLVM's `demangle` has them: C++ and Rust's legacy names (`cpp.ts`), Rust's v0
// names (`rust-v0.ts`). A name that needs more than these readers know comes back unchanged: never a guess.
import { demangleCpp } from "./cpp.ts";
import { demangleRust } from "./rust-v0.ts";

function known(name: string, llvm: 15 | 22): string | undefined {
  if (/^_{1,4}Z/.test(name)) return demangleCpp(name, llvm);
  if (name.startsWith("_R")) return demangleRust(name);
  return name === "_Dmain" ? "D main" : undefined;
}

/**
 * The readable form, or `name` itself. `underscore`: one more leading underscore may stand before the name, as
 * objdump and readelf allow, and nm from LLVM 22 on; LLVM 22 also keeps a leading dot.
 */
export function demangle(name: string, llvm: 15 | 22, underscore = true): string {
  if (llvm === 22 && name.startsWith(".")) {
    const rest = demangle(name.slice(1), llvm, underscore);
    return rest === name.slice(1) ? name : `.${rest}`;
  }
  const shown = known(name, llvm);
  if (shown !== undefined) return shown;
  return ((underscore || llvm === 22) && name.startsWith("__") ? known(name.slice(1), llvm) : undefined) ?? name;
}
