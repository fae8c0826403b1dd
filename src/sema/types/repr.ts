// `#[repr(...)]`: what it says of a data type's layout. What is wrong in it is reported by the attribute checks.
import type { Attribute, Tree } from "../../syntax/ast.ts";
import type { Repr } from "./tables.ts";
import { primitiveByName, type Ty } from "./ty.ts";

/** Reads the words of an attribute's tokens; how tokens are read is the tree's business. */
export interface WordReader {
  words(tree: Tree, attribute: Attribute): readonly string[];
}

let reader: WordReader = { words: () => [] };

export function useWordReader(made: WordReader): void {
  reader = made;
}

export function readRepr(attrs: readonly Attribute[], tree: Tree): Repr {
  let repr: Repr = { c: false, transparent: false, packed: undefined, align: undefined, int: undefined };
  for (const attr of attrs) {
    if (attr.path.segments[0]?.ident.name === "repr") repr = applyWords(repr, reader.words(tree, attr));
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
