// The text of an instruction with holes. Most instructions of a program differ from one seen before only in a displacement, an
// immediate or a branch's distance; so the text is made once for each shape, and what is left for each instruction is to fill in
// numbers. That is what makes disassembly fast.
import { FourText } from "../byte-sink.ts";
import type { ByteSink } from "../byte-sink.ts";

/** Bytes that stand for the slots in a text. */
/** `page`: a target whose address stands in the text even where symbols stand for those of others. */
export const SLOT = { displacement: 1, immediate: 2, target: 3, name: 5, page: 6 } as const;

/** The same while a text is being made: characters of no byte text, whose low bytes are those. */
export const HOLE = { displacement: "\uE001", immediate: "\uE002", target: "\uE003", name: "\uE005", page: "\uE006" } as const;

/** How a displacement is written: AT&T `-8(`, always (no register beside it), Intel ` - 8`. */
export type DisplacementForm = "att" | "always" | "intel";

/** How an immediate is meant. */
export interface ImmediateForm {
  readonly signed: boolean;
  readonly bits: 8 | 16 | 32 | 64;
}

export interface Template {
  /** Byte text, with SLOT's bytes in it. */
  readonly text: FourText;
  /** Which of SLOT's bytes there are, and where. */
  readonly slots: readonly PlacedSlot[];
  readonly hasTarget: boolean;
  readonly displacement: DisplacementForm;
  /** Factor of an 8-bit displacement (EVEX). */
  readonly scale: number;
  readonly immediate: ImmediateForm;
  /** The immediate is told in a comment when it is large. */
  readonly commentsImmediate: boolean;
  /** The displacement is relative to the next instruction, and told in a comment. */
  readonly isRelative: boolean;
  readonly comments: readonly string[];
  /** `<unknown>`: the bytes are no instruction. */
  readonly isUnknown: boolean;
}

export interface PlacedSlot {
  readonly slot: number;
  readonly at: number;
}

export type TemplateRest = Partial<Omit<Template, "text" | "slots" | "hasTarget">>;

const BYTE: ImmediateForm = { signed: false, bits: 8 };
/** No text has control characters below it. */
const TAB = 9;
const NO_COMMENTS: readonly string[] = [];

function slotsOf(text: FourText): PlacedSlot[] {
  const slots: PlacedSlot[] = [];
  for (let at = 0; at < text.size; at++) if (text.at(at) < TAB) slots.push({ slot: text.at(at), at });
  return slots;
}

/** A template of a text in which HOLE's characters stand for slots. */
export function templateOf(text: string, rest: TemplateRest = {}): Template {
  const fours = new FourText(text);
  return {
    text: fours,
    slots: slotsOf(fours),
    hasTarget: text.includes(HOLE.target) || text.includes(HOLE.page),
    displacement: rest.displacement ?? "att",
    scale: rest.scale ?? 1,
    immediate: rest.immediate ?? BYTE,
    commentsImmediate: rest.commentsImmediate ?? false,
    isRelative: rest.isRelative ?? false,
    comments: rest.comments === undefined || rest.comments.length === 0 ? NO_COMMENTS : rest.comments,
    isUnknown: rest.isUnknown ?? false,
  };
}

export const UNKNOWN = templateOf("<unknown>", { isUnknown: true });

/** One decoded instruction: its template and the numbers for the slots. Made once and filled again. */
export class Decoded {
  size = 0;
  template: Template = UNKNOWN;
  displacement = 0;
  immediate = 0;
  /** The immediate when it has 64 bits. */
  wide = 0n;
  /** Offset of a branch's target in the code, or of what a relative operand refers to. */
  target = 0;
  /** Offset whose name is shown for the target; LLVM does not always look at the target itself. */
  named = 0;
}

/** Decodes one instruction after the other. */
export interface Decoder {
  /** Fills `decoded` from the bytes at `at`; bytes past `end` do not exist. `at` is below `end`. */
  decode(code: Uint8Array, at: number, end: number, decoded: Decoded): void;
}

/** A number as the style wants it: decimal, or `0x`, `-0x`. */
export function writeNumber(sink: ByteSink, value: number, hex: boolean): void {
  if (!hex) return sink.decimal(value);
  if (value < 0) sink.byte(0x2d);
  sink.byte(0x30);
  sink.byte(0x78);
  sink.hex(Math.abs(value));
}
