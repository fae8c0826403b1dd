// Where things of the real core stand, for notes that point at them: file, line, column from 0. As rustc 1.96.0 prints them,
// without code, where core's sources are not installed; of other releases nobody has looked.
const PLACES: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  96: {
    "core::option::Option::Some": "option.rs:608:4",
    "core::result::Result::Ok": "result.rs:561:4",
    "core::result::Result::Err": "result.rs:566:4",
    "core::task::Poll::Ready": "task/poll.rs:18:4",
  },
};

export interface CorePlace {
  /** Below `library/core/src`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export function corePlace(minor: number, path: string): CorePlace | undefined {
  const [file, line, column] = PLACES[minor]?.[path]?.split(":") ?? [];
  return file === undefined ? undefined : { file, line: Number(line), column: Number(column) };
}
