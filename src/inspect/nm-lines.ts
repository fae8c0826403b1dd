// nm's lines in llvm-nm's formats, written as bytes: most of a line is the symbol's name, which is copied from the string table.
import { SHN_ABS, SHN_COMMON, SHN_UNDEF, STT_COMMON } from "../elf/constants.ts";
import { demangle } from "../elf/demangle/demangle.ts";
import type { ByteSink } from "./byte-sink.ts";
import type { SymbolColumns } from "./nm-symbols.ts";
import { symbolSection } from "./symbol-values.ts";

export interface LineFormat {
  /** bsd, posix, sysv, darwin, just-symbols. */
  readonly format: string;
  readonly radix: number;
  readonly showAddress: boolean;
  readonly showSize: boolean;
  readonly demangle: boolean;
}

const BLANK = 0x20;
const ZERO = 0x30;
const SYSTEM_V_NAME = 20;
const TYPE_NAMES = ["NOTYPE", "OBJECT", "FUNC", "SECTION", "FILE", "COMMON", "TLS"];

function typeName(type: number): string {
  if (type === 10) return "IFUNC";
  if (type < 7) return TYPE_NAMES[type] as string;
  if (type < 10) return `<unknown>: ${type}`;
  return type < 13 ? `<OS specific>: ${type}` : `<processor specific>: ${type}`;
}

function placeName({ file, table }: SymbolColumns, i: number): string {
  const raw = table.rawIndex[i];
  if (raw === SHN_ABS) return "*ABS*";
  if (raw === SHN_COMMON || table.type(i) === STT_COMMON) return "*COM*";
  if (raw === SHN_UNDEF) return "*UND*";
  const index = symbolSection(file, table, i);
  const section = index === undefined ? undefined : file.sections[index];
  return section === undefined ? "" : file.sectionNameOrEmpty(section);
}

export class SymbolLines {
  readonly #width: number;

  constructor(
    readonly sink: ByteSink,
    readonly format: LineFormat,
    readonly columns: SymbolColumns,
    readonly llvm: 15 | 22,
  ) {
    this.#width = columns.file.is64 ? 16 : 8;
  }

  #number(high: number, low: number, width: number): void {
    const { radix } = this.format;
    if (radix === 16) return this.sink.hexHalves(high, low, width, ZERO);
    let value: number | bigint = high === 0 ? low : (BigInt(high) << 32n) | BigInt(low);
    // Only decimal numbers have a sign, which counts in the width.
    if (radix === 10 && high >= 0x80000000) value = BigInt.asIntN(64, BigInt(value));
    if (value < 0) return this.sink.text(`-${String(-value).padStart(width - 1, "0")}`);
    this.sink.text(value.toString(radix).padStart(width, "0"));
  }

  #address(i: number, width: number): void {
    this.#number(this.columns.high[i] as number, this.columns.low[i] as number, width);
  }

  #size(i: number, width: number): void {
    const { sizeHigh, sizeLow } = this.columns.table;
    this.#number(sizeHigh[i] as number, sizeLow[i] as number, width);
  }

  #addressField(i: number): void {
    if (this.columns.isUndefined(i)) this.sink.blanks(this.#width);
    else this.#address(i, this.#width);
  }

  #sizeField(i: number): void {
    if (this.columns.isUndefined(i)) this.sink.blanks(this.#width);
    else this.#size(i, this.#width);
  }

  #name(i: number): void {
    const { columns, sink } = this;
    if (this.format.demangle) sink.text(demangle(columns.name(i), this.llvm, false));
    else sink.zeroTerminated(columns.bytes, columns.at[i] as number);
  }

  #letter(i: number): void {
    this.sink.byte(this.columns.letters[i] as number);
  }

  /** A symbol's line. */
  line(i: number): void {
    const { format } = this.format;
    if (format === "just-symbols") this.#name(i);
    else if (format === "posix") this.#posix(i);
    else if (format === "sysv") this.#systemV(i);
    else this.#bsd(i);
    this.sink.endLine();
  }

  #bsd(i: number): void {
    const { sink, format } = this;
    if (format.showAddress) {
      this.#addressField(i);
      sink.byte(BLANK);
    }
    if (format.showSize) {
      this.#sizeField(i);
      sink.byte(BLANK);
    }
    this.#letter(i);
    sink.byte(BLANK);
    this.#name(i);
  }

  #posix(i: number): void {
    const { sink } = this;
    this.#name(i);
    sink.byte(BLANK);
    this.#letter(i);
    sink.byte(BLANK);
    this.#address(i, 0);
    sink.byte(BLANK);
    this.#size(i, 0);
  }

  #systemV(i: number): void {
    const { sink, columns, format, llvm } = this;
    const name = columns.name(i);
    sink.text(`${(format.demangle ? demangle(name, llvm, false) : name).padEnd(SYSTEM_V_NAME)}|`);
    this.#addressField(i);
    sink.text("|   ");
    this.#letter(i);
    sink.text(`  |${typeName(columns.table.type(i)).padStart(18)}|`);
    this.#sizeField(i);
    sink.text(`|     |${placeName(columns, i)}`);
  }
}
