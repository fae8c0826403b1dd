// --print-icf-sections: LLD tells of equal sections in the order of numbers that it makes of their contents and of what they refer to
// (ICF.cpp: two rounds over the relocations); what cannot be equal to anything has the next small number.
import { xxh3, xxh64 } from "../../base/xxhash.ts";
import { RELOCATION_WORDS } from "../../elf/object-columns.ts";
import { isInput } from "./input.ts";
import type { Chunk, InputSection } from "./input.ts";
import type { LinkState } from "./link-state.ts";
import { isConsumed, isUnwindTable } from "./mark-live.ts";
import { isMergeable } from "./merge.ts";
import type { LinkOptions } from "./options.ts";

/** Set in the numbers of what may be equal. */
const MADE_OF_CONTENTS = 0x80000000;

/** Whether LLD does not count the section: it merges it, takes it apart, or leaves it out. */
function isUncounted(section: InputSection, options: LinkOptions): boolean {
  if (options.strip !== "none" && !section.isAlloc && section.nameStartsWith(".debug")) return true;
  return isConsumed(section) || isUnwindTable(section) || isMergeable(section, options);
}

/** What is added to a section's number for what its relocations name. */
function sumOfTargets(section: InputSection, numbers: ReadonlyMap<Chunk, number>): number {
  let sum = 0;
  for (let row = section.relocationsFrom; row < section.relocationsTo; row += RELOCATION_WORDS) {
    const target = section.file.symbolOf(row)?.section;
    if (isInput(target)) sum = (sum + (numbers.get(target) ?? 0)) >>> 0;
  }
  return sum;
}

/** The numbers of the sections that may be equal. `throwing`: functions that are not, for how they unwind. */
export function foldingNumbers(
  state: LinkState,
  eligible: readonly InputSection[],
  throwing: ReadonlySet<Chunk>,
): ReadonlyMap<Chunk, number> {
  const hash = state.options.lld === 15 ? xxh64 : xxh3;
  const unique = new Map<Chunk, number>();
  for (const section of throwing) unique.set(section, unique.size + 1);
  const candidates = new Set<Chunk>(eligible);
  for (const { sections } of state.table.files)
    for (const section of sections) {
      if (section === undefined || candidates.has(section) || unique.has(section) || isUncounted(section, state.options)) continue;
      unique.set(section, unique.size + 1);
    }
  const made = (section: InputSection, number: number) => [section, (number | MADE_OF_CONTENTS) >>> 0] as const;
  let numbers = new Map(eligible.map((section) => made(section, Number(hash(section.data) & 0xffffffffn))));
  for (let round = 0; round < 2; round++) {
    const before: ReadonlyMap<Chunk, number> = new Map<Chunk, number>([...unique, ...numbers]);
    numbers = new Map(eligible.map((section) => made(section, (before.get(section) as number) + sumOfTargets(section, before))));
  }
  return numbers;
}
