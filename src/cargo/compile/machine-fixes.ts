// What a compilation suggests and a machine may write: edits of diagnostics, those that meet an earlier one left for the next
// round. In: units as they were compiled. Out: their files' texts, before and after.
import type { SourceFile, SourceMap } from "../../base/source.ts";
import type { Diagnostic, Edit } from "../../diag/diagnostic.ts";
import { editedSpan } from "../../diag/edit.ts";
import type { BuiltUnit } from "../build/build-log.ts";

export interface FixedFile {
  /** Absolute. */
  readonly path: string;
  /** As messages name it. */
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** Diagnostics whose suggestion is in it. */
  readonly count: number;
  /** Some suggestion met another: another look may find it again. */
  readonly isPartial: boolean;
}

const BYTE_ORDER_MARK = "\ufeff";

/** They change the same text, or put something at the same place. */
const meets = ({ span: a }: Edit, { span: b }: Edit): boolean =>
  (a.lo < b.hi && b.lo < a.hi) || (a.lo === a.hi && b.lo === b.hi && a.lo === b.lo);

/** Machine-applicable suggestions; where there is a choice, there is a decision. */
function editsOf({ suggestions }: Diagnostic): (readonly Edit[])[] {
  const ready = suggestions.filter(({ applicability, alternatives }) => applicability === "MachineApplicable" && alternatives.length === 1);
  return ready.flatMap(({ alternatives }) => alternatives);
}

/** The one file, of the crate's own text, that all edits are in. */
function fileOf(sources: SourceMap, edits: readonly Edit[]): SourceFile | undefined {
  const files = new Set(edits.map(({ span }) => ((span.ctxt ?? 0) === 0 ? sources.fileAt(span.lo) : undefined)));
  const [file] = files;
  return files.size === 1 && file?.origin === "crate" ? file : undefined;
}

function withEdits({ text, start, hasBom }: SourceFile, edits: readonly Edit[]): string {
  let after = "";
  let at = 0;
  for (const { span, text: replacement } of [...edits].sort((a, b) => a.span.lo - b.span.lo)) {
    after += text.slice(at, span.lo - start) + replacement;
    at = span.hi - start;
  }
  return (hasBom ? BYTE_ORDER_MARK : "") + after + text.slice(at);
}

/** A unit that does not compile is left alone, unless `broken` code is to be mended, too. */
export function machineFixes({ planned: { unit }, diagnostics, sources }: BuiltUnit, broken: boolean): FixedFile[] {
  if (!broken && diagnostics.some(({ level }) => level === "error")) return [];
  const chosen = new Map<SourceFile, { edits: Edit[]; count: number; isPartial: boolean }>();
  // From the last on, as cargo takes them: that decides which of two that meet comes first.
  for (const suggested of diagnostics.flatMap(editsOf).toReversed()) {
    const edits = suggested.map((edit) => ({ ...edit, span: editedSpan(edit, sources, unit.release) }));
    const file = fileOf(sources, edits);
    if (file === undefined) continue;
    const own = chosen.get(file) ?? { edits: [], count: 0, isPartial: false };
    chosen.set(file, own);
    if (edits.some((edit) => own.edits.some((other) => meets(edit, other)))) own.isPartial = true;
    else {
      own.edits.push(...edits);
      own.count++;
    }
  }
  return [...chosen].map(([file, { edits, count, isPartial }]) => ({
    path: file.name.startsWith("/") ? file.name : `${unit.workspaceRoot}/${file.name}`,
    name: file.name,
    before: (file.hasBom ? BYTE_ORDER_MARK : "") + file.text,
    after: withEdits(file, edits),
    count,
    isPartial,
  }));
}
