// `#[repr(...)]`: what it says of a data type's layout. What is wrong in it is reported by the attribute checks.
import type { Attribute, Tree } from "../../syntax/ast.ts";
import { SyntaxTree } from "../../syntax/tree.ts";
import type { ValidRange } from "./niche.ts";
import type { Repr } from "./tables.ts";
import { primitiveByName, type Ty } from "./ty.ts";

export function readRepr(attrs: readonly Attribute[], tree: Tree): Repr {
  let repr: Repr = { c: false, transparent: false, packed: undefined, align: undefined, int: undefined };
  for (const attr of attrs) {
    if (attr.path.segments[0]?.ident.name === "repr") repr = applyWords(repr, wordsOf(tree, attr));
  }
  return repr;
}

function applyWords(before: Repr, words: readonly string[]): Repr {
  let repr = before;
  words.forEach((word, i) => {
    const argument = words[i + 1] === "(" ? Number(words[i + 2]) : undefined;
    if (word === "C") repr = { ...repr, c: true };
    else if (word === "transparent") repr = { ...repr, transparent: true };
    else if (word === "packed") repr = { ...repr, packed: argument ?? 1 };
    else if (word === "align" && argument !== undefined) repr = { ...repr, align: Math.max(argument, repr.align ?? 1) };
    else {
      const int: Ty | undefined = primitiveByName(word);
      if (int?.kind === "int") repr = { ...repr, int };
    }
  });
  return repr;
}

/** The names, numbers and punctuation between an attribute's delimiters. */
export function wordsOf(tree: Tree, attribute: Attribute): readonly string[] {
  if (attribute.args.kind !== "delimited" || !(tree instanceof SyntaxTree)) return [];
  const { from, to } = attribute.args.tokens;
  const words: string[] = [];
  for (let at = from; at < to; at++) words.push(tree.tokens.text(at));
  return words;
}

/** `#[rustc_layout_scalar_valid_range_start(1)]`, `#[rustc_layout_scalar_valid_range_end(9)]` */
export function readValidRange(attrs: readonly Attribute[], tree: Tree): ValidRange | undefined {
  const [first, last] = ["start", "end"].map((end) => {
    const found = attrs.find((attr) => attr.path.segments[0]?.ident.name === `rustc_layout_scalar_valid_range_${end}`);
    const [number] = found === undefined ? [] : wordsOf(tree, found).filter((word) => /^\d+$/.test(word));
    return number === undefined ? undefined : BigInt(number);
  });
  return first === undefined && last === undefined ? undefined : { first: first ?? 0n, last };
}
