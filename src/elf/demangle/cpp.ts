// A C++ name (`_Z...`, or `___Z..._block_invoke` for a block) to the text LLVM gives; Rust's legacy names are of this
// form and keep their hash. Suffixes behind a dot are put in brackets: `f() (.cold)`.
import { show, TooLong } from "./cpp-nodes.ts";
import { Unread } from "./cpp-cursor.ts";
import { Parser } from "./cpp-parser.ts";

const MAXIMUM_TEXT = 1 << 22;

function read(name: string, llvm: 15 | 22): string {
  const isBlock = name.startsWith("___");
  const parser = new Parser(name.slice(name.indexOf("Z") + 1), llvm);
  const node = parser.encoding();
  if (isBlock && !/^_block_invoke(?:_[0-9]+|[0-9]*)(?:$|\.)/.test(parser.rest)) throw new Unread();
  const rest = isBlock ? "" : parser.rest;
  if (rest !== "" && !rest.startsWith(".")) throw new Unread();
  const shown = show(node, { index: 0, count: undefined, budget: MAXIMUM_TEXT });
  return (isBlock ? "invocation function for block in " : "") + shown + (rest === "" ? "" : ` (${rest})`);
}

/** The readable form, or undefined when the name is none, or beyond this reader. */
export function demangleCpp(name: string, llvm: 15 | 22): string | undefined {
  try {
    return read(name, llvm);
  } catch (error) {
    if (error instanceof Unread || error instanceof TooLong) return undefined;
    throw error;
  }
}
