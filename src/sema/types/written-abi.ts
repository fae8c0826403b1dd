// Which calling convention an `extern` names.
export function abiOf(
  header:
    | { readonly kind: "none" }
    | { readonly kind: "implicit" }
    | { readonly kind: "explicit"; readonly abi: { readonly value: string } },
): string {
  return header.kind === "none" ? "Rust" : header.kind === "implicit" ? "C" : header.abi.value;
}
