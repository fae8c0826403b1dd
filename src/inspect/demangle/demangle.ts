// Mangled names to readable ones, as LLVM's `demangle` has them. So far the part of the Itanium scheme that Rust's
// legacy names use: nested names of plain identifiers (Itanium C++ ABI 5.1.4), whose hash stays, as in LLVM.
// A name that needs more of the grammar comes back unchanged: never a guess.

/** `3foo` parts after `_ZN`, up to `E`; undefined when there is anything else. */
function nestedName(text: string): { readonly parts: readonly string[]; readonly end: number } | undefined {
  const parts: string[] = [];
  let at = 3;
  while (at < text.length && text[at] !== "E") {
    const digits = /^[1-9][0-9]*/.exec(text.slice(at, at + 6))?.[0];
    if (digits === undefined) return undefined;
    const from = at + digits.length;
    at = from + Number(digits);
    if (at > text.length) return undefined;
    parts.push(text.slice(from, at));
  }
  return parts.length === 0 || at >= text.length ? undefined : { parts, end: at + 1 };
}

const ANONYMOUS = /^_GLOBAL__N/;

/** The readable form, or `name` itself. */
export function demangle(name: string, _llvm: 15 | 22): string {
  if (!name.startsWith("_ZN")) return name;
  const nested = nestedName(name);
  if (nested === undefined) return name;
  const suffix = name.slice(nested.end);
  if (suffix !== "" && !suffix.startsWith(".")) return name;
  const path = nested.parts.map((part) => (ANONYMOUS.test(part) ? "(anonymous namespace)" : part)).join("::");
  return suffix === "" ? path : `${path} (${suffix})`;
}
