// A drawn diagnostic's styles as colours, as a release of rustc has them on a terminal: levels in red, yellow, green and cyan,
// the frame in blue.
import { painted, paintedAfresh } from "../base/ansi.ts";
import type { Codes } from "../base/ansi.ts";
import type { Level } from "./diagnostic.ts";
import { lookOf } from "./look.ts";
import type { ReleaseNumber } from "./look.ts";
import type { Style, StyledLine } from "./styled-buffer.ts";

type Colour = "red" | "yellow" | "green" | "cyan" | "blue";

/** Bright colours by their number of 256 until 1.93; yellow is dark, except on Windows. */
const OLD: Readonly<Record<Colour, string>> = { red: "38;5;9", yellow: "33", green: "38;5;10", cyan: "38;5;14", blue: "38;5;12" };
const NEW: Readonly<Record<Colour, string>> = { red: "91", yellow: "33", green: "92", cyan: "96", blue: "94" };

/** Behind the level of a diagnostic that takes one line. */
const SHORT_TITLE: Codes = ["1"];

const LEVELS: Readonly<Record<Level, Colour>> = { error: "red", warning: "yellow", note: "green", help: "cyan" };

function codesOf(style: Style, level: Level, colours: Readonly<Record<Colour, string>>): Codes {
  switch (style) {
    case "error":
    case "warning":
    case "note":
    case "help":
      return ["1", colours[LEVELS[style]]];
    case "primary":
    case "primary-label":
      return ["1", colours[LEVELS[level]]];
    case "secondary":
    case "secondary-label":
    case "gutter":
      return ["1", colours.blue];
    case "title":
      return ["1"];
    case "short-title":
      return colours === OLD ? SHORT_TITLE : [];
    case "addition":
      return [colours.green];
    case "removal":
      return [colours.red];
    default:
      return [];
  }
}

const isLevel = (style: Style | undefined): style is Level => style !== undefined && style in LEVELS;

/** rustc's own emitter drew the bar of a line of marks together with the blank behind it. */
function withWideBar(line: StyledLine): StyledLine {
  const [first, bar, blank, ...rest] = line;
  const isMarks = first?.style === "none" && bar?.text === "|" && bar.style === "gutter" && blank?.style === "none";
  if (!isMarks || !blank.text.startsWith(" ")) return line;
  const shorter = { ...blank, text: blank.text.slice(1) };
  return [first, { ...bar, text: "| " }, ...(shorter.text === "" ? [] : [shorter]), ...rest];
}

/** Lines of one diagnostic. Marks have the colour of the level that heads their group. */
export function colouredLines(lines: readonly StyledLine[], release: ReleaseNumber): string[] {
  const { modern } = lookOf(release);
  let level: Level = "error";
  return lines.map((line) => {
    const [head] = line;
    if (isLevel(head?.style)) level = head.style;
    if (modern) return line.map(({ text, style }) => painted(text, codesOf(style, level, NEW))).join("");
    return withWideBar(line)
      .map(({ text, style }) => paintedAfresh(text, codesOf(style, level, OLD)))
      .join("");
  });
}
