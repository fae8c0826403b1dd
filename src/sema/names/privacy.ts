// E0603: a name that exists and may not be named from here.
import { error, unsupported } from "../../diag/diagnostic.ts";
import type { Compilation } from "../compilation.ts";
import { headSpan } from "./duplicates.ts";
import type { Private } from "./path-result.ts";

const WORDS: Readonly<Record<string, string>> = {
  mod: "module",
  fn: "function",
  struct: "struct",
  enum: "enum",
  union: "union",
  trait: "trait",
  "trait-alias": "trait alias",
  "type-alias": "type alias",
  const: "constant",
  static: "static",
  variant: "variant",
  "foreign-type": "foreign type",
  macro: "macro",
  "assoc-fn": "associated function",
  "assoc-const": "associated constant",
  "assoc-type": "associated type",
};

export function kindWord(kind: string): string {
  return Object.hasOwn(WORDS, kind) ? (WORDS[kind] as string) : "item";
}

export function reportPrivate(compilation: Compilation, { segment, binding }: Private): void {
  const { definitions } = compilation;
  if (binding.res.kind !== "def") return;
  const def = definitions.get(binding.res.def);
  const word = def.kind === "constructor" ? "tuple struct constructor" : Object.hasOwn(WORDS, def.kind) ? WORDS[def.kind] : undefined;
  if (binding.import !== undefined || word === undefined || !definitions.isLocal(def.id)) {
    compilation.report("privacy", unsupported("KB0325", "a private name of this kind", segment.span));
    return;
  }
  const said = error("E0603", `${word} \`${segment.name}\` is private`).at(segment.span, `private ${word}`);
  if (def.kind !== "constructor") said.noteAt(headSpan(compilation, def.span), `the ${word} \`${segment.name}\` is defined here`);
  compilation.report("privacy", said);
}
