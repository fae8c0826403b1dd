// The linker's door: rustc's line for a session, objects in, image out.
import { EM_X86_64 } from "../elf/constants.ts";
import type { ElfObject } from "../elf/object.ts";
import type { Unpack } from "../elf/packed-contents.ts";
import type { Architecture } from "../target/target.ts";
import type { Session } from "../target/session.ts";
import { runLld } from "./elf/lld.ts";
import type { LldResult } from "./elf/lld.ts";
import type { ReadFile } from "./elf/load-inputs.ts";
import type { LinkMachine } from "./elf/machine.ts";
import { AARCH64_LINK } from "./elf/machines/aarch64.ts";
import { ARM_LINK } from "./elf/machines/arm.ts";
import { RISCV64_LINK } from "./elf/machines/riscv64.ts";
import { defaultLinkOptions } from "./elf/options.ts";
import type { LinkOptions } from "./elf/options.ts";
import { LIBRARY_FOLDERS } from "./start-files.ts";
import { runtimeObjects } from "./runtime-objects.ts";

export type { LinkOptions, LldResult };

/** `strip` of the profile. */
export type Strip = "none" | "debuginfo" | "symbols";

/** Architectures that kbuild links for as their own. */
const MACHINES: Readonly<Partial<Record<Architecture, LinkMachine>>> = { aarch64: AARCH64_LINK, riscv64: RISCV64_LINK, arm: ARM_LINK };

/** What rustc passes to LLD for a bare-metal binary of this session. */
export function linkOptionsFor(session: Session, strip: Strip): LinkOptions {
  const { arch } = session.target;
  const base = { ...defaultLinkOptions(session.release.llvmMajor, MACHINES[arch]), ehFrameHeader: arch !== "riscv64" };
  const stripped = ({ none: "none", debuginfo: "debug", symbols: "all" } as const)[strip];
  return { ...base, pie: session.relocationModel !== "static" && session.target.positionIndependentExecutables, strip: stripped };
}

/** What a crate is linked with besides its own object. */
export interface LinkRequest {
  readonly session: Session;
  readonly options: LinkOptions;
  /** Words for the linker in front of what the release brings along (`-l`), and behind it. */
  readonly libraries: readonly string[];
  readonly arguments: readonly string[];
  readonly readFile: ReadFile;
  readonly unpack: Unpack | undefined;
}

/** Where a C compiler has its linker look besides. */
const usualFolders = ({ target }: Session): string[] =>
  target.linkerFlavor === "gnu-cc" ? LIBRARY_FOLDERS.flatMap((folder) => ["-L", folder]) : [];

const RUNTIME = "libcompiler_builtins.rlib";

/** Links a crate's object, with what its release brings along and what the arguments name, into an image. */
export function link(object: ElfObject, request: LinkRequest): LldResult {
  const { session, options, libraries, readFile, unpack } = request;
  const runtime = object.machine === EM_X86_64 && session.target.os === "none" ? runtimeObjects(session.release) : [];
  return runLld({
    objects: new Map([
      [object.name, [object]],
      [RUNTIME, runtime],
    ]),
    arguments: [object.name, "--as-needed", ...libraries, ...usualFolders(session), "-Bstatic", RUNTIME, "-Bdynamic", ...request.arguments],
    options,
    readFile,
    unpack,
  });
}
