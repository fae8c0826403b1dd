// What a TOML document holds. Offsets are UTF-16 units of the text.

export interface TomlSpan {
  readonly lo: number;
  readonly hi: number;
}

export type TomlValue =
  | { readonly kind: "string"; readonly value: string; readonly span: TomlSpan }
  | { readonly kind: "integer"; readonly value: bigint; readonly span: TomlSpan }
  | { readonly kind: "float"; readonly value: number; readonly span: TomlSpan }
  | { readonly kind: "boolean"; readonly value: boolean; readonly span: TomlSpan }
  | { readonly kind: "datetime"; readonly text: string; readonly span: TomlSpan }
  | { readonly kind: "array"; readonly items: readonly TomlValue[]; readonly span: TomlSpan }
  | TomlTable;

export interface TomlTable {
  readonly kind: "table";
  readonly entries: Map<string, TomlEntry>;
  span: TomlSpan;
  /** Made by `[header]`, by the keys before a header's last, by a dotted key, or inline: decides who may add to it. */
  origin: "header" | "implicit" | "dotted" | "inline";
}

export interface TomlEntry {
  readonly key: TomlSpan;
  readonly value: TomlValue;
}

/** The first mistake of a document, in the words of the release's cargo. */
export class TomlError extends Error {
  constructor(
    message: string,
    readonly span: TomlSpan,
  ) {
    super(message);
  }
}

export const newTable = (span: TomlSpan, origin: TomlTable["origin"]): TomlTable => ({
  kind: "table",
  entries: new Map(),
  span,
  origin,
});
