// What `--print` may ask for, as it stands on a command line.
import { FileError } from "../../base/host.ts";
import type { Host } from "../../base/host.ts";
import { normalizePath } from "../../base/normal-path.ts";
import { osErrorText } from "../os-errors.ts";
import { atLeast } from "../../target/release.ts";
import type { Release } from "../../target/release.ts";
import { RustcOptionError } from "./rustc-grammar.ts";

export interface PrintRequest {
  readonly what: string;
  /** Where the text goes instead of standard output, relative to where rustc runs. */
  readonly file: string | undefined;
}

/** What kbuild answers. */
const ANSWERED: ReadonlySet<string> = new Set([
  ...["cfg", "code-models", "crate-name", "file-names", "host-tuple", "link-args", "relocation-models", "split-debuginfo"],
  ...["sysroot", "target-list", "target-spec-json", "tls-models"],
]);

/** What stable releases answer. */
const KNOWN = [
  ...["calling-conventions", "cfg", "code-models", "crate-name", "deployment-target", "file-names", "host-tuple", "link-args"],
  ...["native-static-libs", "relocation-models", "split-debuginfo", "stack-protector-strategies", "sysroot", "target-cpus"],
  ...["target-features", "target-libdir", "target-list", "tls-models"],
];

const BOOK = "https://doc.rust-lang.org/rustc/command-line-arguments.html#--print-print-compiler-information";

function unknown(what: string, release: Release): RustcOptionError {
  if (!atLeast(release, 80)) return new RustcOptionError(`unknown print request \`${what}\``);
  const list = KNOWN.map((name) => `\`${name}\``).join(", ");
  const helps = [`valid print requests are: ${list}`, `for more information, see the rustc book: ${BOOK}`];
  return new RustcOptionError(`unknown print request: \`${what}\``, { helps });
}

/** `cfg`, and from 1.80 on `cfg=PATH`. Throws RustcOptionError. */
export function readPrintRequest(value: string, release: Release, takesUnstable: boolean): PrintRequest {
  const at = atLeast(release, 80) ? value.indexOf("=") : -1;
  const what = at < 0 ? value : value.slice(0, at);
  if (!KNOWN.includes(what) && what !== "target-spec-json") throw unknown(what, release);
  if (what === "target-spec-json" && !takesUnstable) {
    const name = atLeast(release, 80) ? "`target-spec-json`" : "target-spec-json";
    throw new RustcOptionError(`the \`-Z unstable-options\` flag must also be passed to enable the ${name} print option`);
  }
  if (!ANSWERED.has(what)) throw new RustcOptionError(`kbuild does not print \`${what}\` yet`, { code: "KB0604" });
  return { what, file: at < 0 ? undefined : value.slice(at + 1) };
}

/** What is told of a crate while it is compiled; all else is told instead. */
const WHILE_COMPILING = "link-args";

/** Nothing is compiled: rustc only answers. */
export const onlyAnswers = (prints: readonly PrintRequest[]): boolean => prints.some(({ what }) => what !== WHILE_COMPILING);

/** Puts the text where it is asked for, `folder` being where rustc runs. Returns what went wrong, in rustc's words. */
export function putPrinted({ file }: PrintRequest, text: string, folder: string, { files, stdout }: Host): string | undefined {
  if (file === undefined) {
    stdout.write(text);
    return undefined;
  }
  const path = normalizePath(file.startsWith("/") ? file : `${folder}/${file}`);
  try {
    // No folder is made for it.
    files.list(path.slice(0, path.lastIndexOf("/")) || "/");
    files.writeAtomically(path, text);
    return undefined;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return `failed to write \`${file}\` due to error \`${osErrorText(error.code)}\``;
  }
}
