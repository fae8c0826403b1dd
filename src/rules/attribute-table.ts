// The built-in attributes: which forms their input takes and what they may stand on. Facts from the Reference's list of
// built-in attributes and from the messages of both releases. An attribute that is not in the table is not judged here.

export type Form =
  /** `#[cold]` */
  | { readonly kind: "word" }
  /** `#[repr(C)]`; `shape` is what stands in the parentheses in messages. */
  | { readonly kind: "list"; readonly shape: string }
  /** `#[path = "file"]` */
  | { readonly kind: "value"; readonly shape: string };

export interface AttributeRow {
  readonly name: string;
  readonly forms: readonly Form[];
  /** Written `#[unsafe(...)]` from edition 2024 on. */
  readonly unsafe?: boolean;
  /** A second one is a warning; `error`: is an error from 1.96 on; `always-error`: in both releases. */
  readonly once?: "warn" | "error" | "always-error";
}

const WORD: Form = { kind: "word" };
const list = (shape: string): Form => ({ kind: "list", shape });
const value = (shape: string): Form => ({ kind: "value", shape });

export const ATTRIBUTES: readonly AttributeRow[] = [
  { name: "no_std", forms: [WORD], once: "warn" },
  { name: "no_main", forms: [WORD], once: "warn" },
  { name: "no_builtins", forms: [WORD] },
  { name: "panic_handler", forms: [WORD], once: "error" },
  {
    name: "no_mangle",
    forms: [WORD],
    unsafe: true,
    once: "warn",
  },
  {
    name: "export_name",
    forms: [value('"name"')],
    unsafe: true,
    once: "warn",
  },
  {
    name: "link_section",
    forms: [value('"name"')],
    unsafe: true,
    once: "warn",
  },
  { name: "naked", forms: [WORD], unsafe: true, once: "warn" },
  { name: "inline", forms: [WORD, list("always"), list("never")], once: "warn" },
  { name: "cold", forms: [WORD], once: "warn" },
  { name: "track_caller", forms: [WORD], once: "warn" },
  { name: "non_exhaustive", forms: [WORD], once: "warn" },
  { name: "automatically_derived", forms: [WORD], once: "warn" },
  { name: "deprecated", forms: [WORD, list('since = "version", note = "reason"'), value('"reason"')], once: "always-error" },
  { name: "global_allocator", forms: [WORD] },
  { name: "no_link", forms: [WORD] },
];

let byName: ReadonlyMap<string, AttributeRow> | undefined;

export function attributeRow(name: string): AttributeRow | undefined {
  byName ??= new Map(ATTRIBUTES.map((row) => [row.name, row]));
  return byName.get(name);
}
