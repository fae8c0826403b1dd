// One file as readelf sees it: the object, its name for warnings, and helpers that warn instead of failing.
import { ElfError, saying } from "../../elf/read.ts";
import type { ElfFile, Section } from "../../elf/read.ts";
import { demangle } from "../../elf/demangle/demangle.ts";
import type { Desk, ObjectInput } from "../desk.ts";
import { FileTables } from "./file-tables.ts";

export class ReadelfView {
  readonly file: ElfFile;
  /** As warnings name it: a member without its archive. */
  readonly name: string;
  readonly #warned = new Set<string>();
  #tables: FileTables | undefined;

  constructor(
    readonly object: ObjectInput,
    readonly desk: Desk,
    readonly demangles: boolean,
  ) {
    this.file = object.file;
    this.name = object.name;
  }

  /** Digits of an address. */
  get width(): number {
    return this.file.is64 ? 16 : 8;
  }

  warn(text: string): void {
    if (this.#warned.has(text)) return;
    this.#warned.add(text);
    this.warnAgain(text);
  }

  /** A warning that comes as often as its reason. */
  warnAgain(text: string): void {
    this.desk.error(`readelf: warning: '${this.name}': ${text}\n`);
  }

  /** The result of `work`, or `otherwise` and a warning when the file is broken there. */
  attempt<T>(work: () => T, otherwise: T): T {
    try {
      return work();
    } catch (error) {
      if (error instanceof ElfError) this.warn(error.message);
      else if (!(error instanceof RangeError)) throw error;
      return otherwise;
    }
  }

  /** What the file says of itself; the first who asks is told what is wrong with it. Throws ElfError. */
  get tables(): FileTables {
    this.#tables ??= new FileTables(this.file, this.desk.llvm, (text) => this.warn(text));
    return this.#tables;
  }

  print(text: string): void {
    this.desk.print(text);
  }

  /** The result of `work`, or undefined and a warning that begins with `lead`. */
  within<T>(lead: string, work: () => T): T | undefined {
    return this.attempt<T | undefined>(() => saying(lead, work), undefined);
  }

  /** A section's name, or what stands for one that cannot be told. */
  sectionName(section: Section): string {
    const lead = `unable to get the name of ${this.file.describe(section)}: `;
    return this.within(lead, () => this.file.sectionName(section, (text) => this.warn(text))) ?? "<?>";
  }

  /** A section's name where it can be told, without a word where not. */
  sectionNameIfAny(section: Section): string | undefined {
    try {
      return this.file.sectionName(section, () => {});
    } catch (error) {
      if (error instanceof ElfError) return undefined;
      throw error;
    }
  }

  symbolText(name: string): string {
    return this.demangles ? demangle(name, this.desk.llvm) : name;
  }
}
