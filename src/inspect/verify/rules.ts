// Rules for a linked image, one function each. In: an ELF file and the policy. Out: findings with the rule's stable id and the
// place in the file they speak of. A rule the policy does not name is not looked at.
import { DT_NEEDED, EM_X86_64, PF_W, PF_X, PT_INTERP, PT_LOAD, SHN_UNDEF, STB_WEAK } from "../../elf/constants.ts";
import { imageViolations } from "../../elf/image-rules.ts";
import { findTable, readSymbolTable } from "../../elf/read-symbols.ts";
import type { SymbolTable } from "../../elf/read-symbols.ts";
import { ElfError } from "../../elf/read.ts";
import type { ElfFile } from "../../elf/read.ts";
import { dynamicEntries } from "../dynamic-section.ts";
import type { Policy } from "./policy.ts";

export interface Finding {
  /** `KV001`: stable. */
  readonly rule: string;
  readonly message: string;
  /** A section, segment or symbol. */
  readonly place: string | undefined;
}

export interface Rule {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly isAsked: (policy: Policy) => boolean;
  /** Messages and the places they are about. */
  readonly check: (image: ElfFile, policy: Policy) => readonly (readonly [message: string, place?: string])[];
}

/** e_machine of the ELF gABI, by the names of Rust's targets. */
const MACHINES: Readonly<Record<string, number>> = { x86: 3, arm: 40, x86_64: EM_X86_64, aarch64: 183, riscv: 243 };

function symbols(image: ElfFile): SymbolTable | undefined {
  const section = findTable(image, false);
  return section === undefined ? undefined : readSymbolTable(image, section);
}

function symbolIndices(image: ElfFile, wanted: (table: SymbolTable, i: number) => boolean): string[] {
  const table = symbols(image);
  const found: string[] = [];
  for (let i = 1; table !== undefined && i < table.count; i++) if (wanted(table, i)) found.push(table.name(i));
  return found;
}

const isDefined = (table: SymbolTable, i: number): boolean => table.sectionIndex[i] !== SHN_UNDEF;

const RULES_OF_SYMBOLS: readonly Rule[] = [
  {
    id: "KV005",
    name: "undefined-symbols",
    summary: "no symbol is undefined",
    isAsked: ({ undefinedSymbols }) => undefinedSymbols === false,
    check: (image) =>
      symbolIndices(image, (table, i) => !isDefined(table, i) && table.binding(i) !== STB_WEAK && table.name(i) !== "").map((name) => [
        `the symbol \`${name}\` is undefined`,
        name,
      ]),
  },
  {
    id: "KV008",
    name: "required-symbols",
    summary: "symbols that must be there",
    isAsked: ({ requiredSymbols }) => requiredSymbols !== undefined,
    check: (image, { requiredSymbols = [] }) => {
      const names = new Set(symbolIndices(image, isDefined));
      return requiredSymbols.filter((name) => !names.has(name)).map((name) => [`the symbol \`${name}\` is not defined`, name]);
    },
  },
  {
    id: "KV009",
    name: "forbidden-symbols",
    summary: "symbols that must not be there",
    isAsked: ({ forbiddenSymbols }) => forbiddenSymbols !== undefined,
    check: (image, { forbiddenSymbols = [] }) => {
      const names = new Set(symbolIndices(image, isDefined));
      return forbiddenSymbols.filter((name) => names.has(name)).map((name) => [`the symbol \`${name}\` is defined`, name]);
    },
  },
];

function neededLibraries(image: ElfFile): string[] {
  const needed = dynamicEntries(image).filter(({ tag }) => tag === BigInt(DT_NEEDED));
  return needed.map((_, i) => `dependency ${i + 1}`);
}

export const RULES: readonly Rule[] = [
  {
    id: "KV001",
    name: "machine",
    summary: "the image is for the machine that the policy names",
    isAsked: ({ machine }) => machine !== undefined,
    check: ({ header }, { machine = "" }) => {
      const wanted = Object.hasOwn(MACHINES, machine) ? MACHINES[machine] : undefined;
      if (wanted === undefined) return [[`the machine \`${machine}\` is not known; known are ${Object.keys(MACHINES).join(", ")}`]];
      return header.machine === wanted
        ? []
        : [[`the image is for machine ${header.machine}, not for \`${machine}\` (${wanted})`, "e_machine"]];
    },
  },
  {
    id: "KV002",
    name: "entry",
    summary: "the image has an entry point",
    isAsked: ({ entry }) => entry === true,
    check: ({ header }) => (header.entry === 0n ? [["the image has no entry point", "e_entry"]] : []),
  },
  {
    id: "KV003",
    name: "unwind-tables",
    summary: "no tables for unwinding",
    isAsked: ({ unwindTables }) => unwindTables === false,
    check: (image) =>
      image.sections
        .map((section) => [image.sectionNameOrEmpty(section), section.size] as const)
        .filter(([name, size]) => size > 0n && /^\.(?:eh_frame(?:_hdr)?|gcc_except_table|ARM\.ex(?:idx|tab))/.test(name))
        .map(([name, size]) => [`the section \`${name}\` holds ${size} bytes for unwinding`, name]),
  },
  {
    id: "KV004",
    name: "dynamic-dependencies",
    summary: "no interpreter and no shared libraries",
    isAsked: ({ dynamicDependencies }) => dynamicDependencies === false,
    check: (image) => [
      ...image.segments.filter(({ type }) => type === PT_INTERP).map(() => ["the image asks for an interpreter", "PT_INTERP"] as const),
      ...neededLibraries(image).map((place) => ["the image needs a shared library", place] as const),
    ],
  },
  {
    id: "KV006",
    name: "writable-code",
    summary: "no segment is writable and executable",
    isAsked: ({ writableCode }) => writableCode === false,
    check: ({ segments }) =>
      segments
        .filter(({ type, flags }) => type === PT_LOAD && (flags & PF_W) !== 0 && (flags & PF_X) !== 0)
        .map(({ index }) => [`segment ${index} is writable and executable`, `segment ${index}`]),
  },
  {
    id: "KV007",
    name: "budgets",
    summary: "sections and the file are within their budgets",
    isAsked: ({ sectionBudgets, fileBudget }) => sectionBudgets !== undefined || fileBudget !== undefined,
    check: (image, { sectionBudgets = {}, fileBudget }) => {
      const size = (name: string) =>
        image.sections.filter((section) => image.sectionNameOrEmpty(section) === name).reduce((sum, section) => sum + section.size, 0n);
      const over = Object.entries(sectionBudgets)
        .filter(([name, most]) => size(name) > BigInt(most))
        .map(
          ([name, most]) =>
            [
              `the section \`${name}\` holds ${size(name)} bytes, ${size(name) - BigInt(most)} more than its budget of ${most}`,
              name,
            ] as const,
        );
      const file = image.access.size;
      return fileBudget !== undefined && file > fileBudget
        ? [...over, [`the file holds ${file} bytes, ${file - fileBudget} more than its budget of ${fileBudget}`] as const]
        : over;
    },
  },
  ...RULES_OF_SYMBOLS,
  {
    id: "KV011",
    name: "well-formed",
    summary: "headers, segments, symbols and relocations fit together",
    isAsked: ({ wellFormed }) => wellFormed === true,
    check: ({ access }) =>
      imageViolations(access.read(0, access.size)).map(({ rule, source, message }) => [`${message} (${rule}: ${source})`, rule] as const),
  },
];

/** Judged outside, where builds are made. */
export const REPRODUCIBLE: Pick<Rule, "id" | "name" | "summary"> = {
  id: "KV010",
  name: "reproducible",
  summary: "two builds give the same bytes",
};

export function verifyImage(image: ElfFile, policy: Policy): Finding[] {
  const asked = RULES.filter(({ isAsked }) => isAsked(policy));
  return asked.flatMap(({ id, check }) => findings(id, () => check(image, policy)));
}

/** A rule that a damaged file leaves no answer to is not held. */
function findings(rule: string, check: () => ReturnType<Rule["check"]>): Finding[] {
  try {
    return check().map(([message, place]) => ({ rule, message, place }));
  } catch (error) {
    if (error instanceof ElfError) return [{ rule, message: `the file leaves this open: ${error.message}`, place: undefined }];
    throw error;
  }
}
