// Types of a target specification's values, as rustc reads them since 1.90: each looks at a value with its place and answers
// with nothing or with the first mistake, in the words of the reader that rustc is built with, the path to the value in front.
import { placeText } from "./json-text.ts";
import type { JsonNode } from "./json-text.ts";

export type Check = (node: JsonNode, at: Site) => string | undefined;

/** Where a value stands: the whole text, the keys that lead to it. */
export interface Site {
  readonly text: string;
  readonly path: string;
}

/** A mistake with its place: `end` counts the characters that were read. */
export function mistake({ text, path }: Site, words: string, end: number): string {
  return `${path === "" ? "" : `${path}: `}${words}${placeText(text, end)}`;
}

/** What was read when a value is found wrong after the fact: the blanks behind it, and the bracket that closes what it is part of. */
function behind(text: string, end: number): number {
  let at = end;
  while (/[ \t\r\n]/.test(text[at] ?? "")) at++;
  return text[at] === "}" || text[at] === "]" ? at + 1 : at;
}

export function lateMistake(at: Site, words: string, end: number): string {
  return mistake(at, words, behind(at.text, end));
}

const isInteger = (text: string): boolean => /^-?\d+$/.test(text);

/** A value as messages name it. */
function shown({ value, text }: JsonNode): string {
  if (value === null) return "null";
  if (typeof value === "string") return `string ${JSON.stringify(value)}`;
  if (typeof value === "boolean") return `boolean \`${value}\``;
  if (typeof value !== "number") return Array.isArray(value) ? "sequence" : "map";
  if (isInteger(text)) return `integer \`${text}\``;
  return `floating point \`${Number.isInteger(value) && Math.abs(value) < 1e16 ? value.toFixed(1) : value}\``;
}

/** Lists and objects are not looked into where something else is wanted. */
export function wrongType(node: JsonNode, at: Site, expected: string): string {
  const isOpaque = typeof node.value === "object" && node.value !== null;
  return mistake(at, `invalid type: ${shown(node)}, expected ${expected}`, isOpaque ? node.start : node.end);
}

export const text: Check = (node, at) => (typeof node.value === "string" ? undefined : wrongType(node, at, "a string"));
export const flag: Check = (node, at) => (typeof node.value === "boolean" ? undefined : wrongType(node, at, "a boolean"));

export function unsigned(bits: 16 | 32 | 64): Check {
  const limit = 1n << BigInt(bits);
  return (node, at) => {
    if (typeof node.value !== "number" || !isInteger(node.text)) return wrongType(node, at, `u${bits}`);
    const number = BigInt(node.text);
    if (number >= 0n && number < limit) return undefined;
    return mistake(at, `invalid value: integer \`${node.text}\`, expected u${bits}`, node.end);
  };
}

/** A string that is read further; `read` answers with words where it cannot be. */
export function parsed(read: (value: string) => string | undefined): Check {
  return (node, at) => {
    const { value } = node;
    if (typeof value !== "string") return wrongType(node, at, "a string");
    const words = read(value);
    return words === undefined ? undefined : lateMistake(at, words, node.end);
  };
}

/** One of a few words; `others` are read, too, and not named. */
export function oneOf(what: string, words: string, others = ""): Check {
  const allowed = words.split(" ");
  const known = new Set([...allowed, ...others.split(" ")]);
  const list = allowed.map((word) => `'${word}'`).join(", ");
  return parsed((value) => (known.has(value) ? undefined : `invalid ${what}: '${value}'. allowed values: ${list}`));
}

export function list(element: Check): Check {
  return (node, at) => {
    if (!Array.isArray(node.value)) return wrongType(node, at, "a sequence");
    for (const [i, item] of node.items.entries()) {
      const found = element(item, { ...at, path: `${at.path}[${i}]` });
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

const isObject = ({ value }: JsonNode): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

/** An object whose keys are words of their own; `key` answers with words where one cannot be read. */
export function map(key: (name: string) => string | undefined, element: Check): Check {
  return (node, at) => {
    if (!isObject(node)) return wrongType(node, at, "a map");
    for (const entry of node.entries) {
      const inner = { ...at, path: `${at.path}.${entry.key}` };
      const words = key(entry.key);
      const found = words === undefined ? element(entry.node, inner) : lateMistake(inner, words, entry.keyEnd);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/** An object of known fields, all of which may be left out but `required`; others are not looked at. */
export function struct(name: string, fields: Readonly<Record<string, Check>>, required?: string): Check {
  return (node, at) => {
    if (!isObject(node)) return wrongType(node, at, `struct ${name}`);
    for (const { key, node: value } of node.entries) {
      const check = fields[key];
      const found =
        check === undefined || (value.value === null && key !== required) ? undefined : check(value, { ...at, path: `${at.path}.${key}` });
      if (found !== undefined) return found;
    }
    if (required === undefined || node.entries.some(({ key }) => key === required)) return undefined;
    return mistake(at, `missing field \`${required}\``, node.end);
  };
}

/** An object that says with `kind` which of a few it is. */
export function tagged(name: string, kinds: string): Check {
  const known = kinds.split(" ");
  return (node, at) => {
    if (!isObject(node)) return wrongType(node, at, `internally tagged enum ${name}`);
    const kind = node.entries.find(({ key }) => key === "kind")?.node;
    if (kind === undefined) return mistake(at, "missing field `kind`", node.end);
    const inner = { ...at, path: `${at.path}.kind` };
    if (typeof kind.value !== "string") return wrongType(kind, inner, "variant identifier");
    if (known.includes(kind.value)) return undefined;
    const names = known.map((word) => `\`${word}\``).join(", ");
    return mistake(inner, `unknown variant \`${kind.value}\`, expected one of ${names}`, kind.end);
  };
}

/** A list of strings, or one. */
export function oneOrList(name: string): Check {
  return (node, at) => {
    const isList = Array.isArray(node.value) && node.items.every(({ value }) => typeof value === "string");
    if (isList || typeof node.value === "string") return undefined;
    return lateMistake(at, `data did not match any variant of untagged enum ${name}`, node.end);
  };
}
