// Punycode (RFC 3492) as Rust's v0 names use it: `_` in the place of `-`, and the text comes out as UTF-8 bytes, one
// character a byte, like all text of the inspectors.

const BASE = 36;
const MAXIMUM_BIAS_STEP = 26;

function adapt(delta: number, count: number, first: boolean): number {
  let rest = Math.floor(delta / (first ? 700 : 2));
  rest += Math.floor(rest / count);
  let k = 0;
  for (; rest > 455; k += BASE) rest = Math.floor(rest / 35);
  return k + Math.floor((36 * rest) / (rest + 38));
}

function digit(c: string | undefined): number | undefined {
  if (c === undefined) return undefined;
  if (c >= "a" && c <= "z") return c.charCodeAt(0) - 97;
  return c >= "0" && c <= "9" ? c.charCodeAt(0) - 22 : undefined;
}

/** A generalised variable-length integer at `at`: how far to go on, and where it ends. */
function delta(text: string, at: number, bias: number): { value: number; end: number } | undefined {
  let value = 0;
  let weight = 1;
  for (let k = BASE; ; k += BASE) {
    const next = digit(text[at++]);
    if (next === undefined) return undefined;
    value += next * weight;
    const threshold = k <= bias ? 1 : Math.min(k - bias, MAXIMUM_BIAS_STEP);
    if (value > 0xffffffff) return undefined;
    if (next < threshold) return { value, end: at };
    weight *= BASE - threshold;
  }
}

/** The decoded bytes; undefined when `text` is not Punycode. */
export function punycode(text: string): string | undefined {
  const split = text.lastIndexOf("_");
  const out = [...text.slice(0, Math.max(split, 0))].map((c) => c.charCodeAt(0));
  let code = 128;
  let place = 0;
  let bias = 72;
  for (let at = split + 1; at < text.length; place++) {
    const step = delta(text, at, bias);
    if (step === undefined) return undefined;
    at = step.end;
    const count = out.length + 1;
    bias = adapt(step.value, count, code === 128 && place === 0 && out.length === Math.max(split, 0));
    place += step.value;
    code += Math.floor(place / count);
    place %= count;
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return undefined;
    out.splice(place, 0, code);
  }
  const bytes = new TextEncoder().encode(String.fromCodePoint(...out));
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}
