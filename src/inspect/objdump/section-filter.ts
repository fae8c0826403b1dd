// The sections `-j` names; numbers stay as they are. Which names were never met is told at the end.

export class SectionFilter {
  readonly #met = new Set<string>();

  constructor(readonly names: readonly string[]) {}

  get active(): boolean {
    return this.names.length > 0;
  }

  wants(name: string): boolean {
    if (!this.active) return true;
    const wanted = this.names.includes(name);
    if (wanted) this.#met.add(name);
    return wanted;
  }

  /** The names to complain about: none when any matched. */
  missed(): readonly string[] {
    return this.#met.size > 0 ? [] : [...new Set(this.names)];
  }
}
