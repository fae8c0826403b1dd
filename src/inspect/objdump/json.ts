// objdump --format=json: what was asked for as lists of one object a file, instructions included.
import { disassemble } from "../library.ts";
import type { DisassembleOptions } from "../library.ts";
import { fullName } from "../desk.ts";
import { hexText, JsonPrinter, relocationRecords, sectionRecords, segmentRecords, symbolRecords, whole } from "../json-printer.ts";
import type { JsonRecord } from "../json-printer.ts";
import { architectureName, formatName } from "./names.ts";
import type { ObjdumpContext } from "./objdump.ts";

async function* instructionRecords(context: ObjdumpContext): AsyncGenerator<JsonRecord> {
  const { start, stop, desk, object } = context;
  const options: DisassembleOptions = { ...(start === undefined ? {} : { start }), ...(stop === undefined ? {} : { stop }) };
  for await (const { address, bytes, text, target } of disassemble(object.file, { ...options, llvm: desk.llvm })) {
    const pairs = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    yield { address: hexText(address), bytes: pairs, text, target: target === undefined ? null : hexText(target) };
  }
}

/** One line; throws ElfError for a file that cannot be read, or a machine that cannot be disassembled. */
export async function jsonObject(context: ObjdumpContext, disassembles: boolean): Promise<void> {
  const { desk, options, object } = context;
  const { file } = object;
  const wants = (...names: string[]): boolean => names.some((name) => options.has(name)) || options.has("all-headers");
  const printer = new JsonPrinter(desk, {
    file: fullName(object),
    format: formatName(file, desk.llvm),
    architecture: architectureName(file, desk.llvm),
    startAddress: hexText(file.header.entry),
  });
  const list = (key: string, elements: Iterable<JsonRecord>): void => printer.list(key, whole(elements, context.warn));
  if (wants("section-headers")) list("sections", sectionRecords(file));
  if (wants("private-headers")) list("segments", segmentRecords(file));
  if (wants("syms")) list("symbols", symbolRecords(file, false));
  if (options.has("dynamic-syms")) list("dynamicSymbols", symbolRecords(file, true));
  if (wants("reloc", "dynamic-reloc")) list("relocations", relocationRecords(file));
  if (disassembles) await printer.slowList("instructions", instructionRecords(context));
  printer.end();
}
