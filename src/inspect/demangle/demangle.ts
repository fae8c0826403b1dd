// Mangled names to readable ones, as LLVM's `demangle`: Itanium C++ (`_Z`), Rust v0 (`_R`), D (`_D`). Rust's legacy
// names are Itanium's nested names, so their hash stays. A name no scheme knows comes back unchanged.

/** The readable form, or `name` itself. */
export function demangle(name: string, _llvm: 15 | 22): string {
  return name;
}
