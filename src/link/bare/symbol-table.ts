// `.symtab` and `.strtab` of a bare-metal image: locals of what is in the image, then its globals, names in that order.
import { ByteWriter } from "../../base/bytes.ts";
import * as elf from "../../elf/constants.ts";
import type { ObjectSymbol } from "../../elf/object.ts";
import type { BareLink } from "./link-bare.ts";
import { madeSection } from "./sections.ts";
import type { OutputSection } from "./sections.ts";

function isKept(link: BareLink, { type, place, name }: ObjectSymbol): boolean {
  if (name === "" || type === elf.STT_SECTION || place === "undefined" || place === "common") return false;
  if (place === "absolute") return true;
  return (
    link.home(place) !== undefined || (link.section(place).name === ".comment" && link.sections.has(".comment")) || isTable(link, place)
  );
}

/** Mapping symbols of tables that the linker makes anew stay with them. */
function isTable(link: BareLink, place: number): boolean {
  return link.section(place).name === ".eh_frame" && link.sections.has(".eh_frame");
}

/** LLD makes RISC-V's attributes anew and leaves a name in the old ones without a section. */
function outputOf(link: BareLink, symbol: ObjectSymbol): OutputSection | undefined {
  if (typeof symbol.place !== "number" || link.section(symbol.place).name === ".riscv.attributes") return undefined;
  return link.home(symbol.place)?.output ?? link.sections.get(link.section(symbol.place).name);
}

function entryBytes(out: ByteWriter, link: BareLink, symbol: ObjectSymbol, name: number): void {
  const info = (symbol.binding << 4) | symbol.type;
  const output = outputOf(link, symbol);
  const number = output === undefined ? elf.SHN_ABS : link.ordered.indexOf(output) + 1;
  const isHome = typeof symbol.place === "number" && link.home(symbol.place) === undefined;
  const address = isHome ? (output?.address ?? 0n) : link.addressOf(symbol);
  if (link.machine.is64) out.u32(name).u8(info).u8(symbol.visibility).u16(number).u64(address).u64(symbol.size);
  else out.u32(name).u32(Number(address)).u32(Number(symbol.size)).u8(info).u8(symbol.visibility).u16(number);
}

/** Undefined where everything is stripped. */
export function symbolTable(link: BareLink): { readonly symbols: OutputSection; readonly strings: OutputSection } | undefined {
  if (link.options.strip === "all") return undefined;
  const kept = link.object.symbols.filter((symbol) => isKept(link, symbol));
  const locals = kept.filter(({ binding, visibility }) => binding === elf.STB_LOCAL || visibility === elf.STV_HIDDEN);
  const all = [...locals, ...kept.filter((symbol) => !locals.includes(symbol))];
  const names = new ByteWriter().u8(0);
  const places = all.map(({ name }) => {
    const at = names.bytes.length;
    names.append(new TextEncoder().encode(`${name}\0`));
    return at;
  });
  const entrySize = elf.SYM_SIZE[link.machine.is64 ? 64 : 32];
  const symbols = madeSection(".symtab", elf.SHT_SYMTAB, 0, link.machine.is64 ? 8 : 4, entrySize * (all.length + 1), () => {
    const out = new ByteWriter().append(new Uint8Array(entrySize));
    all.forEach((symbol, i) => entryBytes(out, link, symbol, places[i] as number));
    return out.bytes.slice();
  });
  const bytes = names.bytes.slice();
  const strings = madeSection(".strtab", elf.SHT_STRTAB, 0, 1, bytes.length, () => bytes);
  symbols.entrySize = entrySize;
  symbols.link = strings;
  symbols.info = locals.length + 1;
  return { symbols, strings };
}
