// Links a macOS program: what `cc` and Apple's `ld` settle first, then the image. Only static executables are written; one
// that is loaded by dyld would need a system library, and ld says so. What is wrong is told in ld's words.
import type { ElfObject } from "../../elf/object.ts";
import { FlatImage } from "../flat-image.ts";
import { writeMachO } from "./write-macho.ts";

export interface MachRequest {
  /** `-e`, with C's underscore. */
  readonly entry: string | undefined;
  readonly isStatic: boolean;
  readonly hasStartFiles: boolean;
}

export type MachResult = { readonly image: Uint8Array } | { readonly lines: readonly string[] };

const FLAGS: Readonly<Record<string, Partial<MachRequest>>> = {
  "-static": { isStatic: true },
  "-nostartfiles": { hasStartFiles: false },
  "-nostdlib": { hasStartFiles: false },
  "-nodefaultlibs": {},
};

/** The request, or the argument that is not understood. */
export function readMachArguments(args: readonly string[]): MachRequest | string {
  const list = args.flatMap((arg) => (arg.startsWith("-Wl,") ? arg.slice(4).split(",") : [arg]));
  let request: MachRequest = { entry: undefined, isStatic: false, hasStartFiles: true };
  for (let at = 0; at < list.length; at++) {
    const word = list[at] as string;
    const flag = FLAGS[word];
    const value = word === "-e" ? list[++at] : undefined;
    if (flag === undefined && value === undefined) return word;
    request = { ...request, ...flag, ...(value === undefined ? {} : { entry: value }) };
  }
  return request;
}

const FAILED = "clang: error: linker command failed with exit code 1 (use -v to see invocation)";
const failure = (...lines: string[]): MachResult => ({ lines: [...lines, FAILED] });

export function linkMachO(object: ElfObject, request: MachRequest): MachResult {
  const entry = request.entry ?? (request.isStatic ? "start" : "_main");
  if (request.isStatic && request.hasStartFiles) return failure("ld: library not found for -lcrt0.o");
  const image = new FlatImage(object, entry.replace(/^_/, ""));
  if (!entry.startsWith("_") || !image.hasEntry) return failure(`ld: entry point (${entry}) undefined. for architecture x86_64`);
  if (!request.isStatic) return failure("ld: dynamic main executables must link with libSystem.dylib for architecture x86_64");
  if (image.missing.length > 0) {
    const names = image.missing.flatMap(({ name, from }) => [`  "_${name}", referenced from:`, `      _${from} in ${object.name}`]);
    return failure("Undefined symbols for architecture x86_64:", ...names, "ld: symbol(s) not found for architecture x86_64");
  }
  const bytes = writeMachO(image);
  const [first] = image.errors;
  if (first !== undefined) throw new Error(first);
  return { image: bytes };
}
