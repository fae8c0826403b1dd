// `--message-format`: how a build tells of diagnostics and artifacts.
import { CargoError } from "../cargo-error.ts";

export interface MessageFormat {
  /** JSON lines on the standard output; else text on the standard error. */
  readonly json: boolean;
  /** Diagnostics take one line each. */
  readonly short: boolean;
  /** The text in JSON has colours. */
  readonly ansi: boolean;
  /** With JSON for artifacts only: diagnostics are text. */
  readonly rendersDiagnostics: boolean;
}

export const HUMAN: MessageFormat = { json: false, short: false, ansi: false, rendersDiagnostics: false };

const CHANGES: Readonly<Record<string, Partial<MessageFormat>>> = {
  human: {},
  short: { short: true },
  json: { json: true },
  "json-diagnostic-short": { json: true, short: true },
  "json-diagnostic-rendered-ansi": { json: true, ansi: true },
  "json-render-diagnostics": { json: true, rendersDiagnostics: true },
};

export const MESSAGE_FORMATS: readonly string[] = Object.keys(CHANGES);

/** From here on the command line's parser knows them. */
export const MESSAGE_FORMATS_SINCE = 71;

/** All values that were given, each perhaps several between commas. Throws CargoError. */
export function messageFormat(given: readonly string[]): MessageFormat {
  const written = given.flatMap((text) => text.split(","));
  const names = written.map((name) => name.toLowerCase());
  const unknown = written.find((_, i) => !Object.hasOwn(CHANGES, names[i] as string));
  if (unknown !== undefined) throw new CargoError(`invalid message format specifier: \`${unknown}\``);
  // The plain names stand alone; those that say more of JSON come behind `json` or nothing.
  const clashes = names.slice(1).some((name) => !name.startsWith("json-")) || (names.length > 1 && names[0]?.startsWith("json") !== true);
  if (clashes) throw new CargoError("cannot specify two kinds of `message-format` arguments");
  return names.reduce<MessageFormat>((all, name) => ({ ...all, ...CHANGES[name] }), HUMAN);
}
