// --format=json of the inspectors against the schemas that describe it (src/inspect/schemas/*.json). The schemas use few words of JSON Schema, which
// are checked here; a word that is not among them fails.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import type { Desk } from "../../src/inspect/desk.ts";
import { nm } from "../../src/inspect/nm.ts";
import { objdump } from "../../src/inspect/objdump/objdump.ts";
import { readelf } from "../../src/inspect/readelf/readelf.ts";
import { size } from "../../src/inspect/size.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const TOOLS = { nm, objdump, readelf, size };

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false;
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}
const WORDS = new Set(["type", "enum", "pattern", "items", "properties", "required", "additionalProperties", "anyOf", "$ref", "$defs"]);
const NOTES = new Set(["$schema", "title", "description"]);

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

/** What is wrong with a value, with the path to it. */
function* problems(value: unknown, schema: Schema, root: Schema, path: string): Generator<string> {
  for (const word of Object.keys(schema)) if (!WORDS.has(word) && !NOTES.has(word)) yield `${path}: unknown word ${word}`;
  if (schema.$ref !== undefined) yield* problems(value, root.$defs?.[schema.$ref.replace("#/$defs/", "")] ?? {}, root, path);
  if (schema.type !== undefined && ![schema.type].flat().includes(typeOf(value))) yield `${path}: a ${typeOf(value)}`;
  if (schema.enum !== undefined && !schema.enum.includes(value)) yield `${path}: ${String(value)} is none of the words`;
  if (schema.pattern !== undefined && !new RegExp(schema.pattern, "s").test(String(value))) yield `${path}: ${String(value)}`;
  if (schema.anyOf?.every((each) => [...problems(value, each, root, path)].length > 0) === true) yield `${path}: fits nothing`;
  if (Array.isArray(value)) for (const [i, each] of value.entries()) yield* problems(each, schema.items ?? {}, root, `${path}[${i}]`);
  else if (typeof value === "object" && value !== null) yield* memberProblems(value, schema, root, path);
}

function* memberProblems(value: object, schema: Schema, root: Schema, path: string): Generator<string> {
  for (const name of schema.required ?? []) if (!(name in value)) yield `${path}: no ${name}`;
  for (const [name, each] of Object.entries(value)) {
    const known = schema.properties?.[name];
    if (known !== undefined) yield* problems(each, known, root, `${path}.${name}`);
    else if (schema.additionalProperties === false) yield `${path}: ${name} is not in the schema`;
  }
}

async function run(tool: keyof typeof TOOLS, args: readonly string[]): Promise<unknown[]> {
  let text = "";
  const desk: Desk = {
    llvm: 15,
    print: (part) => (text += part),
    printBytes: () => {},
    error: (part) => expect(part).toBe(""),
    open: (path) => {
      const bytes = new Uint8Array(readFileSync(`${ROOT}/fixtures/${path}`));
      return { size: bytes.length, read: (at, length) => bytes.subarray(at, at + length), close: () => {} };
    },
    write: () => {},
    timeText: () => "",
    sourceLines: () => undefined,
  };
  expect(await TOOLS[tool](desk, args)).toBe(0);
  return text
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
}

test.each([
  ["nm", "-a link/elf168/dev inspect/unwind.o"],
  ["size", "link/elf168/dev inspect/thumb.o"],
  ["objdump", "-x -T -d link/elf168/dev inspect/x86-odd.o inspect/thumb.o"],
  ["readelf", "-a link/elf168/dev inspect/notes.o inspect/core inspect/arm.o"],
] as const)("%s %s", async (tool, line) => {
  const schema: Schema = JSON.parse(readFileSync(`${ROOT}/src/inspect/schemas/${tool}.json`, "utf8"));
  const args = line.split(" ");
  const found = await run(tool, ["--format=json", ...args]);
  expect(found).toHaveLength(args.filter((arg) => !arg.startsWith("-")).length);
  expect(found.flatMap((value) => [...problems(value, schema, schema, tool)])).toEqual([]);
});

test("what was asked for is there", async () => {
  const [file] = await run("objdump", ["--format=json", "-h", "-d", "link/elf168/dev"]);
  expect(file).toMatchObject({ format: "elf64-x86-64", architecture: "x86_64" });
  expect(file).toHaveProperty("sections[5].name", ".text");
  expect(file).toHaveProperty("instructions[0].text", "jmp\t0x1212");
  expect(file).not.toHaveProperty("symbols");
});
