// Suggested names that look like what is there: rustc adds a hint so that the reader sees the difference at all.

/** Letters whose capital looks like the small letter. */
const LOOK_ALIKE = "cfikosuvwxyz";
/** Digits and the letters they are taken for. */
const DIGIT_LETTERS = ["0O", "1l", "5S", "8B", "9g"];

export interface Confusion {
  readonly capitals: boolean;
  readonly digits: boolean;
}

const NONE: Confusion = { capitals: false, digits: false };

function isCapital(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase() && (LOOK_ALIKE.includes(a) || LOOK_ALIKE.includes(b));
}

function isDigit(a: string, b: string): boolean {
  return DIGIT_LETTERS.some((pair) => pair.includes(a) && pair.includes(b));
}

/** What `found` and `suggested` differ in, if all their differences are hard to see. */
export function confusion(found: string, suggested: string): Confusion {
  if (found.length !== suggested.length || found === suggested) return NONE;
  let result = NONE;
  for (let i = 0; i < found.length; i++) {
    const [a, b] = [found.charAt(i), suggested.charAt(i)];
    if (a === b) continue;
    if (isCapital(a, b)) result = { ...result, capitals: true };
    else if (isDigit(a, b)) result = { ...result, digits: true };
    else return NONE;
  }
  return result;
}

/** ` (notice the capitalization)` and its like; "" where nothing is confusing. */
export function noticeText({ capitals, digits }: Confusion): string {
  if (capitals && digits) return " (notice the capitalization and digit/letter confusion)";
  if (capitals) return " (notice the capitalization)";
  return digits ? " (notice the digit/letter confusion)" : "";
}
