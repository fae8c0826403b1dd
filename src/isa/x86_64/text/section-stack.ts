// The sections that assembly text has opened, the one that it writes to, and those that it comes back to.
import type { Cursor } from "./lexer.ts";
import { OpenSection, sectionAttributes } from "./sections.ts";

export class SectionStack {
  readonly #opened: OpenSection[] = [];
  readonly #pushed: { readonly now: OpenSection; readonly before: OpenSection | undefined }[] = [];
  #now: OpenSection;
  #before: OpenSection | undefined;

  constructor(readonly keepsText: boolean) {
    this.#now = this.#open(".text", undefined, undefined, 0) as OpenSection;
  }

  get now(): OpenSection {
    return this.#now;
  }

  /** In the order in which they were opened. */
  get all(): readonly OpenSection[] {
    return this.#opened;
  }

  /** undefined if the attributes make no sense, or are not those that the section has. */
  #open(name: string, flags: string | undefined, type: string | undefined, entrySize: number): OpenSection | undefined {
    const attributes = sectionAttributes(name, flags, type, entrySize);
    const known = this.#opened.find((section) => section.attributes.name === name);
    if (known !== undefined && (flags === undefined || attributes?.flags === known.attributes.flags)) return known;
    if (attributes === undefined || known !== undefined) return undefined;
    const made = new OpenSection(attributes, this.keepsText);
    this.#opened.push(made);
    return made;
  }

  /** `.section` */
  enter(name: string, flags: string | undefined, type: string | undefined, entrySize: number, cursor: Cursor): void {
    const opened = this.#open(name, flags, type, entrySize);
    if (opened === undefined) return cursor.fail(`changed section flags for ${name}`);
    this.#before = this.#now;
    this.#now = opened;
  }

  /** `.pushsection`, before it enters one. */
  push(): void {
    this.#pushed.push({ now: this.#now, before: this.#before });
  }

  /** `.popsection` */
  pop(cursor: Cursor): void {
    const top = this.#pushed.pop();
    if (top === undefined) return cursor.fail(".popsection without corresponding .pushsection");
    this.#now = top.now;
    this.#before = top.before;
  }

  /** `.previous` */
  swap(cursor: Cursor): void {
    if (this.#before === undefined) return cursor.fail(".previous without corresponding .section");
    [this.#now, this.#before] = [this.#before, this.#now];
  }
}
