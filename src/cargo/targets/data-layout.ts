// LLVM's string of sizes and alignments, as far as rustc reads it: what it says where the string is none, or does not fit the fields
// beside it. (rustc 1.96: `rustc_abi/src/lib.rs`.)

const WIDEST_POINTER_PLACE = 0xffff_ffffn;
const WIDEST_SIZE = 0xffff_ffff_ffff_ffffn;
/** In bytes. */
const LARGEST_ALIGNMENT = 1n << 29n;

/** Why the standard library of Rust takes no such number. */
function numberFault(text: string, widest: bigint): string | undefined {
  if (text === "") return "cannot parse integer from empty string";
  if (!/^\+?\d+$/.test(text)) return "invalid digit found in string";
  return BigInt(text.replace("+", "")) > widest ? "number too large to fit in target type" : undefined;
}

function sizeFault(text: string, cause: string, kind = "size", widest = WIDEST_SIZE): string | undefined {
  const fault = numberFault(text, widest);
  return fault === undefined ? undefined : `invalid ${kind} \`${text}\` for \`${cause}\` in "data-layout": ${fault}`;
}

/** Of the first alignment; the preferred one behind it is not looked at. */
function alignmentFault([text]: readonly string[], cause: string): string | undefined {
  if (text === undefined) return `missing alignment for \`${cause}\` in "data-layout"`;
  const fault = sizeFault(text, cause, "alignment");
  if (fault !== undefined) return fault;
  const bytes = (BigInt(text.replace("+", "")) + 7n) / 8n;
  const wrong = (bytes & (bytes - 1n)) !== 0n ? "not a power of 2" : bytes > LARGEST_ALIGNMENT ? "too large" : undefined;
  return wrong === undefined ? undefined : `invalid alignment for \`${cause}\` in "data-layout": ${bytes} is ${wrong}`;
}

function pointerFault(place: string, [size = "", ...rest]: readonly string[]): string | undefined {
  if (/^\p{Alphabetic}/u.test(place)) return `unknown pointer specification \`${place}\` in datalayout string`;
  const placeFault = place === "" ? undefined : sizeFault(place, "p-", "address space", WIDEST_POINTER_PLACE);
  return placeFault ?? sizeFault(size, "p-") ?? alignmentFault(rest, "p-");
}

function partFault(part: string): string | undefined {
  const [head = "", ...rest] = part.split(":");
  if (rest.length === 0 && head.startsWith("P")) return sizeFault(head.slice(1), "P", "address space", WIDEST_POINTER_PLACE);
  if (/^(?:a|f16|f32|f64|f128)$/.test(head)) return alignmentFault(rest, head);
  if (head.startsWith("p") && rest.length > 0) return pointerFault(head.replace(/^pf?/, ""), rest);
  if (/^[iv]/.test(head)) return sizeFault(head.slice(1), head.slice(0, 1)) ?? alignmentFault(rest, head);
  return undefined;
}

/** The first part that is none. */
export function layoutFault(layout: string): string | undefined {
  for (const part of layout.split("-")) {
    const fault = partFault(part);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** The layout against the fields beside it: rustc looks when it makes a session, after all of the other fields. */
export function layoutInconsistency(layout: string, pointerWidth: number, endian: string): string | undefined {
  const parts = layout.split("-").map((part) => part.split(":"));
  const claimed = parts.some(([head]) => head === "e") ? "little" : "big";
  if (claimed !== endian) return `"data-layout" claims architecture is ${claimed}-endian, while "target-endian" is \`${endian}\``;
  const pointers = Number(parts.findLast(([head]) => head === "p" || head === "p0")?.[1] ?? 64);
  return pointers === pointerWidth
    ? undefined
    : `"data-layout" claims pointers are ${pointers}-bit, while "target-pointer-width" is \`${pointerWidth}\``;
}
