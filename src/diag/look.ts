// The look of a release: what its emitter does differently. Releases up to 1.93 draw with rustc's own emitter, 1.94 and
// later with the annotate-snippets crate. Each difference is one field here, so that drawing asks and never compares.

/** All that rendering needs of a release (`target/release.ts` has the rest). */
export interface ReleaseNumber {
  readonly minor: number;
}

export interface Look {
  /** Drawn by annotate-snippets: line numbers to the right, `-`/`+` lines for replacements, columns without source from 0. */
  readonly modern: boolean;
  /** Control characters show as pictures. */
  readonly pictures: boolean;
  /** Columns of the code when there is no terminal; the old emitter does not take off the gutter. */
  readonly widthCountsGutter: boolean;
  /** A file without source is shown at least by its origin line. */
  readonly showsMissingFiles: boolean;
  /** A suggestion of whole new lines marks them with `+`. */
  readonly marksWholeLines: boolean;
  /** Lines that say nothing (blank, a bracket, a comment) are cut from the head and tail of multi-line spans. */
  readonly cutsEmptyLines: boolean;
}

export const DEFAULT_WIDTH = 140;

export function lookOf({ minor }: ReleaseNumber): Look {
  return {
    modern: minor >= 94,
    pictures: minor >= 83,
    widthCountsGutter: minor >= 94,
    cutsEmptyLines: minor >= 82,
    showsMissingFiles: minor >= 67,
    marksWholeLines: minor >= 66,
  };
}
