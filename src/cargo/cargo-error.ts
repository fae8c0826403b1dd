// What cargo itself finds wrong (manifest, options, targets): a chain of causes, printed as cargo prints them.

/** `error: message`, then `Caused by:` blocks. Exit status 101, or 1 for the command line's own errors. */
export class CargoError extends Error {
  constructor(
    message: string,
    readonly causes: readonly string[] = [],
    readonly exitCode: 1 | 101 = 101,
    /** Printed without a newline at its end. */
    readonly isOpen = false,
    /** Of what kbuild refuses: `KB0600`. */
    readonly code?: string,
  ) {
    super(message);
  }
}

/** What cargo does and kbuild does not, yet. */
export function refusal(what: string): CargoError {
  return new CargoError(`kbuild does not support ${what} yet`, [], 101, false, "KB0600");
}

function indent(text: string): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? "" : `  ${line}`))
    .join("\n");
}

/** The whole text for stderr. */
export function renderCargoError(error: CargoError): string {
  const causes = error.causes.map((cause) => `\nCaused by:\n${indent(cause)}\n`).join("");
  return `error${error.code === undefined ? "" : `[${error.code}]`}: ${error.message}${error.isOpen ? "" : "\n"}${causes}`;
}
