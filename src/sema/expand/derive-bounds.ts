// Which types of fields a derive asks its trait of besides the parameters: paths that begin with a type parameter, as `I::Item`,
// anywhere in a field's type. rustc looks at the words alone, so that `<I as Iterator>::Item` is none.
import type { TokenRange } from "../../syntax/ast.ts";
import * as T from "../../syntax/token-kinds.ts";
import type { TokenBuffer } from "../../syntax/tokens.ts";
import type { Shape } from "./derive-shape.ts";

/** Each path once. */
export function associatedTypes(tokens: TokenBuffer, { params, variants }: Shape): TokenRange[] {
  const names = new Set(params.filter(({ kind }) => kind === "type").map(({ name }) => tokens.text(name.from)));
  const found = new Map<string, TokenRange>();
  for (const { fields } of variants)
    for (const { type } of fields) for (const path of pathsIn(tokens, type, names)) found.set(wordsOf(tokens, path), path);
  return [...found.values()];
}

function pathsIn(tokens: TokenBuffer, { from, to }: TokenRange, names: ReadonlySet<string>): TokenRange[] {
  const paths: TokenRange[] = [];
  for (let at = from; at < to; at++) {
    const isFirst = at === from || tokens.kind(at - 1) !== T.PathSep;
    if (!isFirst || tokens.kind(at) !== T.Ident || !names.has(tokens.text(at))) continue;
    let end = at + 1;
    while (end + 1 < to && tokens.kind(end) === T.PathSep && tokens.kind(end + 1) === T.Ident) end += 2;
    if (end > at + 1) paths.push({ from: at, to: end });
  }
  return paths;
}

function wordsOf(tokens: TokenBuffer, { from, to }: TokenRange): string {
  return Array.from({ length: to - from }, (_, i) => tokens.text(from + i)).join("");
}
