// `cfg(name, .., values("a", none(), any()))`: the announcement of a condition, as `--check-cfg` and `check-cfg` in
// `[lints.rust]` write it. What is not of this form announces nothing.
import type { ExpectedCfg } from "../../target/session.ts";

const FORM = /^\s*cfg\(\s*([\w\s,]*?)\s*,?\s*(?:values\((.*)\)\s*,?\s*)?\)\s*$/s;

export function parseCheckCfg(text: string): ExpectedCfg[] {
  const [, names, values] = FORM.exec(text) ?? [];
  if (names === undefined) return [];
  const parsed = valuesOf(values);
  return names.split(",").flatMap((name) => (name.trim() === "" ? [] : [{ name: name.trim(), values: parsed }]));
}

function valuesOf(text: string | undefined): ExpectedCfg["values"] {
  if (text === undefined) return [undefined];
  if (/\bany\(\s*\)/.test(text)) return "any";
  const strings = [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, value]) => value);
  return /\bnone\(\s*\)/.test(text) || text.trim() === "" ? [...strings, undefined] : strings;
}
