// readelf --format=json: the tables asked for as lists of one object a file.
import { dynamicTagName } from "../../elf/dynamic-tags.ts";
import type { ElfFile } from "../../elf/read.ts";
import { fullName } from "../desk.ts";
import { dynamicEntries } from "../dynamic-section.ts";
import { hexText, JsonPrinter, relocationRecords, sectionRecords, segmentRecords, symbolRecords, whole } from "../json-printer.ts";
import type { JsonRecord } from "../json-printer.ts";
import type { ReadelfView } from "./view.ts";

function headerRecord(file: ElfFile): JsonRecord {
  const { header } = file;
  return {
    class: file.is64 ? 64 : 32,
    littleEndian: file.littleEndian,
    osAbi: header.osAbi,
    abiVersion: header.abiVersion,
    type: header.type,
    machine: header.machine,
    entry: hexText(header.entry),
    programHeaders: hexText(header.phoff),
    sectionHeaders: hexText(header.shoff),
    flags: hexText(header.flags),
  };
}

function* dynamicRecords(file: ElfFile): Generator<JsonRecord> {
  for (const { tag, value } of dynamicEntries(file)) {
    yield { tag: hexText(tag), name: dynamicTagName(file.header.machine, Number(tag), 22) ?? null, value: hexText(value) };
  }
}

/** One line: the header always, lists as asked. */
export function jsonObject(view: ReadelfView, wants: (...names: string[]) => boolean): void {
  const { file } = view;
  const printer = new JsonPrinter(view.desk, { file: fullName(view.object), header: headerRecord(file) });
  const list = (key: string, elements: Iterable<JsonRecord>): void =>
    printer.list(
      key,
      whole(elements, (text) => view.warn(text)),
    );
  if (wants("all", "headers", "section-headers")) list("sections", sectionRecords(file));
  if (wants("all", "headers", "program-headers", "section-mapping")) list("segments", segmentRecords(file));
  if (wants("all", "dynamic-table")) list("dynamic", dynamicRecords(file));
  if (wants("all", "relocs")) list("relocations", relocationRecords(file));
  if (wants("all", "symbols")) list("symbols", symbolRecords(file, false));
  if (wants("all", "symbols", "dyn-syms")) list("dynamicSymbols", symbolRecords(file, true));
  printer.end();
}
