// One printed instruction: what stands on a line of the disassembly.

export interface Instruction {
  /** Bytes it covers. */
  readonly size: number;
  /** Mnemonic and operands, separated by a tab; `\t\t` inside for prefixes. */
  readonly text: string;
  /** Absolute address of a branch, to be annotated behind the text. */
  readonly branch?: bigint;
  /** Address an operand refers to, shown as a comment. */
  readonly reference?: bigint;
  /** Comments that do not depend on symbols. */
  readonly comments?: readonly string[];
}
