export function debugTree(
  sections: { readonly info: Uint8Array; readonly abbreviations: Uint8Array; readonly strings: Uint8Array },
  crate: string,
): string;
