// The option that a mistyped one may have been meant as, by LLVM's measure (`OptTable::findNearest`): one letter more, less or other.
// Options shorter than four letters are never meant; of several the first by name is, where a longer name stands before its start.
import type { OptionRow } from "./options.ts";

const SHORTEST = 4;

/** Whether the texts are at most one insertion, deletion or replacement apart, and not equal. */
function isOneStep(a: string, b: string): boolean {
  if (a.length > b.length) return isOneStep(b, a);
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const isLonger = b.length === a.length + 1;
  return (isLonger || (b.length === a.length && at < a.length)) && a.slice(isLonger ? at : at + 1) === b.slice(at + 1);
}

/** Names in the order of LLVM's tables. */
function compareNames(a: string, b: string): number {
  const [first, second] = [`${a.toLowerCase()}\uffff`, `${b.toLowerCase()}\uffff`];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** The spellings that LLVM's tables have for a row: with `=` for a value that is attached. */
function spellings({ spelling, form, isOurs }: OptionRow): string[] {
  if (isOurs === true || spelling.replace(/^--?/, "").length < SHORTEST) return [];
  if (form === "none" || !spelling.startsWith("--")) return [spelling];
  return form === "equals" ? [`${spelling}=`] : [`${spelling}=`, spelling];
}

/** The nearest of the rows' options to what was typed, with its value; undefined if none is one step away. */
export function nearOption(rows: readonly OptionRow[], typed: string): string | undefined {
  const equals = typed.indexOf("=");
  const start = equals < 0 ? typed : typed.slice(0, equals + 1);
  const value = equals < 0 ? "" : typed.slice(equals + 1);
  const isNear = (candidate: string): boolean => {
    if (!candidate.endsWith("=")) return isOneStep(candidate, typed);
    // Without a value that would be two steps.
    return value !== "" && isOneStep(candidate, start);
  };
  const near = rows.flatMap(spellings).filter(isNear);
  const nearest = near.sort((a, b) => compareNames(a.replace(/^--?/, ""), b.replace(/^--?/, "")))[0];
  return nearest?.endsWith("=") === true ? nearest + value : nearest;
}
