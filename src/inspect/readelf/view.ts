// One file as readelf sees it: the object, its name for warnings, and helpers that warn instead of failing.
import { ElfError } from "../../elf/read.ts";
import type { ElfFile, Section } from "../../elf/read.ts";
import { demangle } from "../../elf/demangle/demangle.ts";
import type { Desk, ObjectInput } from "../desk.ts";

export class ReadelfView {
  readonly file: ElfFile;
  /** As warnings name it: a member without its archive. */
  readonly name: string;
  readonly #warned = new Set<string>();

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

  sectionName(section: Section): string {
    if (this.file.sectionNameIndex === 0) return "";
    return this.attempt(() => this.file.sectionName(section), "<?>");
  }

  symbolText(name: string): string {
    return this.demangles ? demangle(name, this.desk.llvm) : name;
  }
}
