// The links of Windows and macOS programs, and rustc's frame around what their linkers say. rustc tells exit codes in the
// words of the system that the linker belongs to.
import { error, unsupported } from "../../diag/diagnostic.ts";
import type { Diagnostic } from "../../diag/diagnostic.ts";
import { DUMMY_SPAN } from "../../base/source.ts";
import type { ElfObject } from "../../elf/object.ts";
import { linkMachO, readMachArguments } from "../../link/macho/link-macho.ts";
import { linkPe } from "../../link/pe/link-pe.ts";
import { readPeArguments } from "../../link/pe/options.ts";
import type { Session } from "../../target/session.ts";
import { atLeast } from "../../target/release.ts";

export interface ForeignLink {
  readonly session: Session;
  readonly object: ElfObject;
  readonly linkArguments: readonly string[];
  /** `deps/` of the build, absolute. */
  readonly folder: string;
}

export type ForeignLinked = { readonly image: Uint8Array } | { readonly diagnostic: Diagnostic };

/** rustc's own arguments, then the user's, as it shows them. */
function windowsCommand({ session, object, linkArguments, folder }: ForeignLink): string[] {
  const name = `${session.crateName}${session.extraFilename}`;
  const isOptimized = ["2", "3"].includes(session.optLevel);
  return [
    "link.exe",
    "/NOLOGO",
    `${folder}/${name}.symbols.o`,
    atLeast(session.release, 90) ? "<1 object files omitted>" : `${folder}/${name}.${object.name}`,
    "/NXCOMPAT",
    `/OUT:${folder}/${name}.exe`,
    `/OPT:REF,${isOptimized ? "ICF" : "NOICF"}`,
    "/DEBUG",
    ...(atLeast(session.release, 79) ? ["/PDBALTPATH:%_PDB%"] : []),
    ...linkArguments,
  ];
}

function failed({ session }: ForeignLink, summary: string, command: readonly string[], lines: readonly string[]): ForeignLinked {
  const words = command.map((word) => JSON.stringify(word)).join(" ");
  const diagnostic = error(summary)
    .note(`${atLeast(session.release, 90) ? " " : ""}${words}`)
    .note(`${lines.join("\n")}\n`);
  return { diagnostic };
}

const refusedArgument = (argument: string): ForeignLinked => ({
  diagnostic: unsupported("KB0606", `with the linker argument \`${argument}\``, DUMMY_SPAN),
});

const crateFile = ({ session }: ForeignLink) => `${session.crateName}${session.extraFilename}`;

export function linkWindows(link: ForeignLink): ForeignLinked {
  const { session, object, linkArguments, folder } = link;
  const request = readPeArguments(linkArguments, session.target.env === "gnu");
  if (typeof request === "string") return refusedArgument(request);
  const name = crateFile(link);
  const result = linkPe({ ...object, name: `${name}.${object.name}` }, request, `${folder}/${name}.exe`);
  if ("image" in result) return result;
  return failed(link, `linking with \`link.exe\` failed: exit code: ${result.exitCode}`, windowsCommand(link), result.lines);
}

function macCommand(link: ForeignLink): string[] {
  const { session, object, linkArguments, folder } = link;
  const isNew = atLeast(session.release, 90);
  const name = `${folder}/${crateFile(link)}`;
  const libraries = `<sysroot>/lib/rustlib/${session.target.triple}/lib`;
  return [
    "cc",
    ...(isNew ? ["-arch", "x86_64"] : ["-m64", "-arch", "x86_64"]),
    `${name}.symbols.o`,
    isNew ? "<1 object files omitted>" : `${name}.${object.name}`,
    "-L",
    libraries,
    ...(isNew ? ["-mmacosx-version-min=10.12.0"] : []),
    "-o",
    name,
    "-Wl,-dead_strip",
    "-nodefaultlibs",
    ...linkArguments,
  ];
}

export function linkMac(link: ForeignLink): ForeignLinked {
  const request = readMachArguments(link.linkArguments);
  if (typeof request === "string") return refusedArgument(request);
  const result = linkMachO({ ...link.object, name: `${crateFile(link)}.${link.object.name}` }, request);
  if ("image" in result) return result;
  return failed(link, "linking with `cc` failed: exit status: 1", macCommand(link), result.lines);
}
