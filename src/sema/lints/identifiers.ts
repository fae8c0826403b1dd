// `non_ascii_idents`, `confusable_idents` and `mixed_script_confusables`: names that look like other names, and scripts of which only letters are used that
// look like other scripts'. In: the identifiers of a crate. Out: findings. (rustc_lint: `non_ascii_idents.rs`.) Looked at are the letters
// of Greek and Cyrillic that `confusable-letters.ts` tells of; of others nothing is said.
import type { Span } from "../../base/source.ts";
import { warning } from "../../diag/diagnostic.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import * as T from "../../syntax/token-kinds.ts";
import { ALIKE, KNOWN, SUSPICIOUS } from "./confusable-letters.ts";
import type { FoundLint } from "./report.ts";

interface Name {
  readonly text: string;
  readonly span: Span;
}

const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text);

/** Since then it is told in other words. */
const FOUND_BOTH = 70;

export function identifierLints(tree: SyntaxTree, minor: number): FoundLint[] {
  const names = namesOf(tree);
  const foreign = names.filter(({ text }) => !isAscii(text));
  if (foreign.length === 0) return [];
  const plain = foreign.map(({ span }) => ({
    lint: "non_ascii_idents",
    diagnostic: warning("identifier contains non-ASCII characters").at(span),
  }));
  const isKnown = names.every(({ text }) => [...text].every((letter) => isAscii(letter) || KNOWN.includes(letter)));
  const found = isKnown ? [...plain, ...confusable(names, minor), ...mixed(names)] : plain;
  return found.map((one) => ({ ...one, node: 0, place: 0 }));
}

/** Each where it is first written. */
function namesOf({ tokens }: SyntaxTree): Name[] {
  const found = new Map<string, Span>();
  for (let at = 1; at < tokens.count; at++) {
    if (tokens.kinds[at] !== T.Ident || tokens.ctxts[at] !== 0) continue;
    const [lo, hi] = [tokens.los[at] as number, tokens.his[at] as number];
    const text = tokens.text(at);
    const before = found.get(text);
    if (before === undefined || lo < before.lo) found.set(text, { lo, hi });
  }
  return [...found].map(([text, span]) => ({ text, span })).sort((a, b) => a.span.lo - b.span.lo);
}

type Found = Pick<FoundLint, "lint" | "diagnostic">;

/** What a name looks like, in letters of which each stands for all that look alike. */
const skeleton = (text: string): string => [...text].map((letter) => ALIKE.get(letter) ?? letter).join("");

function confusable(names: readonly Name[], minor: number): Found[] {
  const seen = new Map<string, Name>();
  const found: Found[] = [];
  for (const name of names) {
    const key = skeleton(name.text);
    const before = seen.get(key);
    if (before === undefined) {
      seen.set(key, name);
      continue;
    }
    if ((!isAscii(before.text) || !isAscii(name.text)) && minor < FOUND_BOTH) {
      const said = warning(`identifier pair considered confusable between \`${before.text}\` and \`${name.text}\``).at(name.span);
      said.label(before.span, "this is where the previous identifier occurred");
      found.push({ lint: "confusable_idents", diagnostic: said });
    } else if (!isAscii(before.text) || !isAscii(name.text)) {
      const said = warning(`found both \`${before.text}\` and \`${name.text}\` as identifiers, which look alike`);
      said.at(name.span, `this identifier can be confused with \`${before.text}\``).label(before.span, "other identifier used here");
      found.push({ lint: "confusable_idents", diagnostic: said });
    }
    if (isAscii(before.text) && !isAscii(name.text)) seen.set(key, name);
  }
  return found;
}

const scriptOf = (letter: string): string => (letter < "\u0400" ? "Greek" : "Cyrillic");

function mixed(names: readonly Name[]): Found[] {
  const states = new Map<string, { readonly span: Span; readonly letters: Set<string>; isVerified: boolean }>();
  for (const { text, span } of names)
    for (const letter of text) {
      if (isAscii(letter)) continue;
      const script = scriptOf(letter);
      const state = states.get(script) ?? { span, letters: new Set<string>(), isVerified: false };
      states.set(script, state);
      if (SUSPICIOUS.includes(letter)) state.letters.add(letter);
      else state.isVerified = true;
    }
  return [...states].flatMap(([script, { span, letters, isVerified }]): Found[] => {
    if (isVerified) return [];
    const words = `the usage of Script Group \`${script}\` in this crate consists solely of mixed script confusables`;
    const hex = (letter: string): string => (letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    const list = [...letters].toSorted().map((letter) => `'${letter}' (U+${hex(letter)})`);
    const said = warning(words)
      .at(span)
      .note(`the usage includes ${list.join(", ")}`);
    said.note("please recheck to make sure their usages are indeed what you want");
    return [{ lint: "mixed_script_confusables", diagnostic: said }];
  });
}
