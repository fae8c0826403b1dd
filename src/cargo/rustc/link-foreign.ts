// The links of Windows and macOS programs, and rustc's frame around what their linkers say. rustc tells exit codes in the
// words of the system that the linker belongs to.
import { error, unsupported } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import { DUMMY_SPAN } from "../../base/source.ts";
import type { ElfObject } from "../../elf/object.ts";
import { linkMachO, readMachArguments } from "../../link/macho/link-macho.ts";
import { linkPe } from "../../link/pe/link-pe.ts";
import { readPeArguments } from "../../link/pe/options.ts";
import { commandText, linkedPath, macWords, windowsWords } from "./linker-command.ts";
import type { LinkerCall, Word } from "./linker-command.ts";

export type ForeignLinked = { readonly image: Uint8Array } | { readonly diagnostic: Diagnostic };

/** A linker of another format, and how rustc would start it. */
export interface ForeignLinker {
  readonly words: (call: LinkerCall) => readonly Word[];
  readonly link: (object: ElfObject, call: LinkerCall) => ForeignLinked;
}

function failed(call: LinkerCall, summary: string, words: readonly Word[], lines: readonly string[]): ForeignLinked {
  const diagnostic = error(summary)
    .note(commandText(words, call, { kind: "shown" }))
    .note(`${lines.join("\n")}\n`);
  return { diagnostic };
}

const refusedArgument = (argument: string): ForeignLinked => ({
  diagnostic: unsupported("KB0606", `with the linker argument \`${argument}\``, DUMMY_SPAN),
});

/** The crate's object by the name that messages have for it. */
const named = (object: ElfObject, { session }: LinkerCall): ElfObject => ({
  ...object,
  name: `${session.crateName}${session.extraFilename}.${object.name}`,
});

function linkWindows(object: ElfObject, call: LinkerCall): ForeignLinked {
  const request = readPeArguments(call.linkArguments, call.session.target.env === "gnu");
  if (typeof request === "string") return refusedArgument(request);
  const result = linkPe(named(object, call), request, `${linkedPath(call)}.exe`);
  if ("image" in result) return result;
  return failed(call, `linking with \`link.exe\` failed: exit code: ${result.exitCode}`, windowsWords(call), result.lines);
}

function linkMac(object: ElfObject, call: LinkerCall): ForeignLinked {
  const request = readMachArguments(call.linkArguments);
  if (typeof request === "string") return refusedArgument(request);
  const result = linkMachO(named(object, call), request);
  if ("image" in result) return result;
  return failed(call, "linking with `cc` failed: exit status: 1", macWords(call), result.lines);
}

/** Formats besides ELF, each with the linker of its system. */
export const FOREIGN_LINKERS: Readonly<Record<"coff" | "mach-o", ForeignLinker>> = {
  coff: { words: windowsWords, link: linkWindows },
  "mach-o": { words: macWords, link: linkMac },
};
