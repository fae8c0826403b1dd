// Syntax as rustc's own texts show it: in the message of `assert!`, and as what `stringify!` stands for. Undefined is what is
// not known to be printed as rustc does.
import type { NodeId, TokenRange } from "../ast.ts";
import * as K from "../node-kinds.ts";
import type { SyntaxTree } from "../tree.ts";
import { NO_FIXUP } from "./fixup.ts";
import { SyntaxPrinter } from "./print-control.ts";
import { Printer } from "./printer.ts";
import { TokenPrinter, type TokenStyle } from "./print-tokens.ts";
import { Unprintable } from "./unprintable.ts";

export interface PrettyOptions {
  readonly edition: number;
  /** Of the release, `1.minor`. */
  readonly minor: number;
  /** Reads a fragment that a macro captured (its `OpenNone`), before 1.77; undefined if it cannot be. */
  fragment(open: number): NodeId | undefined;
}

/** From this release on, the gaps between tokens are those of the source. */
const KEEPS_GAPS = 77;

function styleOf(tree: SyntaxTree, options: PrettyOptions, ofTokens: boolean): TokenStyle {
  const keepsGaps = options.minor >= KEEPS_GAPS;
  return {
    edition: options.edition,
    keepsGaps,
    showsDollarCrate: ofTokens,
    fragment(open) {
      const node = options.fragment(open);
      const text = node === undefined ? undefined : syntaxText(tree, node, options);
      if (text === undefined) throw new Unprintable();
      return text;
    },
  };
}

function orUndefined(print: () => string): string | undefined {
  try {
    return print();
  } catch (thrown) {
    if (thrown instanceof Unprintable) return undefined;
    throw thrown;
  }
}

/** What rustc before 1.79 made of the condition in an assert's message: it escaped it as `{:?}` does. */
const UNESCAPED = 79;

/** The message of `assert!`. */
export function assertionText(tree: SyntaxTree, node: NodeId, options: PrettyOptions): string | undefined {
  const text = syntaxText(tree, node, options);
  if (text === undefined) return undefined;
  const shown = options.minor < UNESCAPED ? escapeDebug(text) : text;
  return shown === undefined ? undefined : `assertion failed: ${shown}`;
}

/** Of characters beyond ASCII, letters and punctuation alone are known to stay as they are. */
function escapeDebug(text: string): string | undefined {
  if (/[^\x20-\x7e\n\t\r\p{L}\p{P}]/u.test(text)) return undefined;
  return text.replaceAll(/[\\"'\n\t\r]/g, (found) => ESCAPES[found] ?? `\\${found}`);
}

const ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\t": "\\t", "\r": "\\r" };

/** An expression, a type or a pattern. */
export function syntaxText(tree: SyntaxTree, node: NodeId, options: PrettyOptions): string | undefined {
  return orUndefined(() => {
    const syntax = new SyntaxPrinter(tree, styleOf(tree, options, false));
    const kind = tree.kind(node);
    if (K.isTypeKind(kind)) syntax.type(node);
    else if (K.isPatKind(kind)) syntax.pattern(node);
    else syntax.expression(node, NO_FIXUP);
    const text = syntax.printer.finish();
    // Broken blocks were indented otherwise.
    if (options.minor < KEEPS_GAPS && syntax.hasBlocks && text.includes("\n")) throw new Unprintable();
    return text;
  });
}

export function tokensText(tree: SyntaxTree, range: TokenRange, options: PrettyOptions): string | undefined {
  return orUndefined(() => {
    const printer = new Printer();
    new TokenPrinter(tree.tokens, printer, styleOf(tree, options, true)).list(range);
    return printer.finish();
  });
}
