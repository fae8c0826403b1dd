// The number of a definition, across all crates of a compilation: `sema/definitions.ts` gives them out.
export type DefId = number;
