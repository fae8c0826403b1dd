// readelf -d: the dynamic table.
import { EM_AARCH64, EM_HEXAGON, EM_MIPS } from "../../elf/constants.ts";
import { dynamicTagName } from "../../elf/dynamic-tags.ts";
import { byteText, hex } from "../../elf/read.ts";
import type { DynamicEntry } from "../dynamic-section.ts";
import { hexPadded } from "../format.ts";
import { memoryTagText } from "./memory-tags.ts";
import type { ReadelfView } from "./view.ts";

/** Tags whose value is a number of bytes. */
const BYTES = new Set([2n, 8n, 9n, 10n, 11n, 18n, 19n, 27n, 28n, 33n, 35n, 37n, 0x60000010n, 0x60000012n]);
const COUNTS = new Set([0x6ffffff9n, 0x6ffffffan, 0x6ffffffdn, 0x6fffffffn]);
const STRINGS: ReadonlyMap<bigint, string> = new Map([
  [1n, "Shared library: "],
  [14n, "Library soname: "],
  [15n, "Library rpath: "],
  [29n, "Library runpath: "],
  [0x7ffffffdn, "Auxiliary library: "],
  [0x7ffffffen, "Not needed object: "],
  [0x7fffffffn, "Filter library: "],
]);
const FLAGS = ["ORIGIN", "SYMBOLIC", "TEXTREL", "BIND_NOW", "STATIC_TLS"];
const FLAGS_1 = [
  ...["NOW", "GLOBAL", "GROUP", "NODELETE", "LOADFLTR", "INITFIRST", "NOOPEN", "ORIGIN", "DIRECT", "TRANS", "INTERPOSE", "NODEFLIB"],
  ...["NODUMP", "CONFALT", "ENDFILTEE", "DISPRELDNE", "DISPRELPND", "NODIRECT", "IGNMULDEF", "NOKSYMS", "NOHDR", "EDITED", "NORELOC"],
  ...["SYMINTPOSE", "GLOBAUDIT", "SINGLETON", "", "PIE"],
];
const MIPS_FLAGS = [
  ...[
    "QUICKSTART",
    "NOTPOT",
    "NO_LIBRARY_REPLACEMENT",
    "NO_MOVE",
    "SGI_ONLY",
    "GUARANTEE_INIT",
    "DELTA_C_PLUS_PLUS",
    "GUARANTEE_START_INIT",
  ],
  ...["PIXIE", "DEFAULT_DELAY_LOAD", "REQUICKSTART", "REQUICKSTARTED", "CORD", "NO_UNRES_UNDEF", "RLD_ORDER_SAFE"],
];

/** Bits without a name are passed over. */
function flagWords(value: bigint, names: readonly string[]): string {
  return names.map((name, i) => (name !== "" && (value & (1n << BigInt(i))) !== 0n ? `${name} ` : "")).join("");
}

/** MIPS's own tags: 0x70000001 to 0x70000035. */
function mipsText(tag: bigint, value: bigint): string | undefined {
  if (tag === 0x70000005n) return flagWords(value, MIPS_FLAGS);
  const decimal = [0x70000001n, 0x7000000an, 0x70000011n, 0x70000012n].includes(tag);
  return decimal ? value.toString() : undefined;
}

/** AArch64's tables of signed addresses, DT_AARCH64_AUTH_RELRSZ and _RELRENT; LLVM 22 reads the numbers so for each machine. */
const HEXAGON_VER = 0x70000001n;
const AUTHENTICATED_BYTES = new Set([0x70000011n, 0x70000013n]);

function machineText(view: ReadelfView, tag: bigint, value: bigint): string | undefined {
  const { machine } = view.file.header;
  if (machine === EM_MIPS) return mipsText(tag, value);
  if (machine === EM_HEXAGON && tag === HEXAGON_VER) return value.toString();
  if (view.desk.llvm === 15) return undefined;
  if (AUTHENTICATED_BYTES.has(tag)) return `${value} (bytes)`;
  return machine === EM_AARCH64 ? memoryTagText(tag, value) : undefined;
}

/** A name of the dynamic string table; what cannot be read is told. */
export function dynamicString(view: ReadelfView, value: bigint): string {
  const names = view.tables.dynamicNames;
  if (names === undefined) {
    view.warn("string table was not found");
    return "<?>";
  }
  const { offset, bytes } = names;
  const fail = (text: string): string => {
    view.warn(`string table at offset ${hex(offset)}: unable to read the string at ${hex(offset + value)}: ${text}`);
    return "<?>";
  };
  if (value >= BigInt(bytes.length)) return fail(`it goes past the end of the table (${hex(offset + BigInt(bytes.length))})`);
  if (bytes.at(-1) !== 0) return fail("the string table is not null-terminated");
  return byteText(bytes.subarray(Number(value), bytes.indexOf(0, Number(value))));
}

function valueText(view: ReadelfView, { tag, value }: DynamicEntry): string {
  const prefix = STRINGS.get(tag);
  if (prefix !== undefined) return `${prefix}[${dynamicString(view, value)}]`;
  if (tag === 30n) return flagWords(value, FLAGS);
  if (tag === 0x6ffffffbn) return flagWords(value, FLAGS_1);
  if (tag === 20n) return value === 7n ? "RELA" : value === 17n ? "REL" : `0x${value.toString(16)}`;
  const own = machineText(view, tag, value);
  if (own !== undefined) return own;
  if (BYTES.has(tag)) return `${value} (bytes)`;
  return COUNTS.has(tag) ? value.toString() : `0x${value.toString(16)}`;
}

export function dynamicTable(view: ReadelfView): string {
  const { file } = view;
  const { dynamic, dynamicOffset } = view.tables;
  if (dynamic.length === 0) return "";
  const name = (tag: bigint): string =>
    dynamicTagName(file.header.machine, Number(tag), view.desk.llvm) ?? `<unknown:>0x${tag.toString(16)}`;
  let width = 0;
  for (const { tag } of dynamic) width = Math.max(width, name(tag).length);
  let text = `Dynamic section at offset 0x${dynamicOffset.toString(16)} contains ${dynamic.length} entries:\n`;
  text += `  Tag${" ".repeat(view.width)}${"Type".padEnd(width + 2)} Name/Value\n`;
  for (const entry of dynamic) {
    const tag = `0x${hexPadded(entry.tag, view.width)}`;
    text += `  ${tag} ${`(${name(entry.tag)})`.padEnd(width + 2)} ${valueText(view, entry)}\n`;
  }
  return text;
}
