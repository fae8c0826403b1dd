/** What the judges of hints and of the doctor know of a crate. */
export interface Crate {
  readonly path: string;
  /** `group/crate`. */
  readonly name: string;
  readonly meta: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string };
  readonly verdicts: readonly { readonly exit: number }[];
}

export function cratesBelow(roots: readonly string[]): Crate[];

/** Not what records the verdicts, nor what builds leave behind. */
export function isOfCrate(path: string): boolean;

export class Counts {
  add(key: string): void;
  of(key: string): number;
}
