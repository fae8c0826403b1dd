// Placeholders of other languages in a format string whose arguments nothing uses: C's `printf` and the shell's `$name`, and what
// they are here. (`printf`: C11 7.21.6.1; which are told, and how: by experiment.)
import type { Extent } from "./format-string.ts";

export interface Foreign extends Extent {
  readonly text: string;
  /** What to write instead. */
  readonly translation: string | undefined;
  /** Why there is nothing to write. */
  readonly problem: string | undefined;
}

/** Parameter, flags, width, precision, length (which is taken whatever follows), type. */
const DIRECTIVE =
  /%(?:%|(?:([1-9]\d*)\$)?([-0+ #']*)([1-9]\d*|\*(?:\d+\$)?)?(?:\.(\d+|\*(?:\d+\$)?))?(?=((?:hh|ll|I32|I64|[hlLzjtqI])?))\5([^]))/uy;

/** Of `printf`, in order, up to the first `%` that begins none. */
export function printfDirectives(text: string): Foreign[] {
  const found: Foreign[] = [];
  for (let at = text.indexOf("%"); at >= 0; at = text.indexOf("%", DIRECTIVE.lastIndex)) {
    DIRECTIVE.lastIndex = at;
    const match = DIRECTIVE.exec(text);
    if (match === null) break;
    const [whole, parameter, flags = "", width, precision, , type] = match;
    const said = type === undefined ? undefined : translate({ parameter, flags, width, precision, type });
    if (said !== undefined) found.push({ from: at, to: at + whole.length, text: whole, ...said });
  }
  return found;
}

interface Directive {
  readonly parameter: string | undefined;
  readonly flags: string;
  readonly width: string | undefined;
  readonly precision: string | undefined;
  readonly type: string;
}

interface Conversion {
  readonly type: string;
  /** Zeros on the left are a flag; elsewhere they fill. */
  readonly pads: boolean;
  readonly isInteger: boolean;
}

function conversionOf(type: string): Conversion | undefined {
  if ("diu".includes(type)) return { type: "", pads: true, isInteger: true };
  if ("fFsc".includes(type)) return { type: "", pads: false, isInteger: false };
  if ("eE".includes(type)) return { type, pads: true, isInteger: false };
  if ("xXo".includes(type)) return { type, pads: true, isInteger: true };
  if (type === "p") return { type, pads: false, isInteger: true };
  if ("gG".includes(type)) return { type: type === "g" ? "e" : "E", pads: true, isInteger: false };
  return undefined;
}

/** `5`, `2$` (C counts from one), `*`. */
function numberText(text: string): string | undefined {
  const argument = /^\*(\d+)\$$/.exec(text)?.[1];
  if (argument === undefined) return text;
  return argument === "0" ? undefined : `${Number(argument) - 1}$`;
}

function translate(directive: Directive): Pick<Foreign, "translation" | "problem"> | undefined {
  const { parameter, flags, type } = directive;
  const problem = (words: string) => ({ translation: undefined, problem: words });
  const unknown = [...flags].find((flag) => !"#0-+".includes(flag));
  if (unknown !== undefined) return problem(`the flag \`${unknown}\` is unknown or unsupported`);
  if (directive.width === "*") return problem("you have to use a positional or named parameter for the width");
  const conversion = conversionOf(type);
  if (conversion === undefined) return problem(`the conversion specifier \`${type}\` is unknown or unsupported`);
  let fill = flags.includes("0") ? "0" : "";
  let { width, precision } = directive;
  if (conversion.isInteger && precision !== undefined) {
    if (width !== undefined) return problem("width and precision cannot both be specified for integer conversions");
    [fill, width, precision] = ["0", precision, undefined];
  }
  const align = type === "s" && width !== undefined && !flags.includes("-") ? ">" : flags.includes("-") ? "<" : "";
  const pads = fill === "0" && conversion.pads;
  if (pads) fill = "";
  const [shownWidth, shownPrecision] = [width, precision].map((text) => (text === undefined ? "" : numberText(text)));
  if (shownWidth === undefined || shownPrecision === undefined) return undefined;
  const specification = [
    fill === "" ? align : `${fill}${align === "" ? ">" : align}`,
    flags.includes("+") ? "+" : "",
    flags.includes("#") && "xX".includes(conversion.type) && conversion.type !== "" ? "#" : "",
    pads ? "0" : "",
    shownWidth,
    precision === undefined ? "" : `.${shownPrecision}`,
    conversion.type,
  ].join("");
  const argument = parameter === undefined ? "" : String(Number(parameter) - 1);
  return { translation: `{${argument}${specification === "" ? "" : `:${specification}`}}`, problem: undefined };
}

const VARIABLE = /\$(?:\$|(\d)|([A-Za-z_]\w*)|)/g;

/** Of the shell: `$name`, `$1`, up to the first `$` that is none. */
export function shellVariables(text: string): Foreign[] {
  const found: Foreign[] = [];
  for (const match of text.matchAll(VARIABLE)) {
    const [whole, ordinal, name] = match;
    if (whole === "$") break;
    const argument = ordinal ?? name;
    const extent = { from: match.index, to: match.index + whole.length };
    if (argument !== undefined) found.push({ text: whole, translation: `{${argument}}`, problem: undefined, ...extent });
  }
  return found;
}
