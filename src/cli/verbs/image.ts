// `kbuild image`: builds, then wraps the kernel into something that boots.
import { bytesAccess } from "../../base/memory-host.ts";
import { prepareBuild } from "../../cargo/build/build.ts";
import { CargoError } from "../../cargo/cargo-error.ts";
import { NOTHING_TO_IMAGE, bootable, forOneBinary } from "../../cargo/build/runnable.ts";
import { statusLine } from "../../cargo/words.ts";
import { placeKernel } from "../../elf/place.ts";
import { ElfError } from "../../elf/read.ts";
import { ImageError } from "../../image/image-error.ts";
import { FORMATS } from "../../image/formats.ts";
import type { ImageFormat } from "../../image/formats.ts";
import { addChoice } from "../clap-options.ts";
import { checkCommandLine } from "../machine/settings.ts";
import type { Context, Verb } from "../program.ts";
import { addBuildOptions, buildOptions } from "./build.ts";
import type { BuildFlags } from "./build.ts";

interface Flags extends BuildFlags {
  readonly format?: string;
  readonly commandLine?: string;
  readonly output?: string;
}

function outputPath(output: string | undefined, image: string, { extension }: ImageFormat, { host }: Context): string {
  const path = output === undefined ? `${image}.${extension}` : output.startsWith("/") ? output : `${host.currentDirectory}/${output}`;
  if (host.files.status(path)?.kind === "folder")
    throw new CargoError(`\`${path}\` is a folder: give the image a file's name with -o`, [], 1);
  return path;
}

/** The words for the kernel, which some formats leave to whoever boots them. */
function commandLineOf(commandLine: string | undefined, name: string, { commandLineOf: giver }: ImageFormat): string {
  if (commandLine !== undefined && giver !== undefined)
    throw new CargoError(`an image of format \`${name}\` holds no command line: ${giver} gives it`, [], 1);
  return checkCommandLine(commandLine);
}

function wrap(image: string, format: ImageFormat, commandLine: string, { host }: Context): Uint8Array {
  try {
    return format.make(placeKernel(bytesAccess(host.files.read(image)), format.base), commandLine);
  } catch (error) {
    if (error instanceof ElfError || error instanceof ImageError)
      throw new CargoError(`cannot make an image of ${image}`, [error.message], 1);
    throw error;
  }
}

export const image: Verb = {
  summary: "Build the kernel and wrap it into a bootable image",
  setUp(command, context, finish) {
    addChoice(addBuildOptions(command), "--format <FORMAT>", "Kind of image: pvh, if not said", Object.keys(FORMATS))
      .option("--command-line <TEXT>", "What the kernel is told at its start (bios, uefi)")
      .option("-o, --output <FILE>", "Where to put the image (beside the kernel, if not said)")
      .action(async (flags: Flags) => {
        const { host } = context;
        const options = forOneBinary(host, buildOptions(flags, context, "link"), NOTHING_TO_IMAGE);
        const name = flags.format ?? "pvh";
        const format = FORMATS[name] as ImageFormat;
        const commandLine = commandLineOf(flags.commandLine, name, format);
        const prepared = await prepareBuild(host, options, context.readCore, context.log);
        const kernel = bootable(prepared.plan);
        const path = outputPath(flags.output, kernel, format, context);
        const status = await prepared.run();
        if (status !== 0) return finish(status);
        const bytes = wrap(kernel, format, commandLine, context);
        host.files.writeAtomically(path, bytes);
        if (!options.shell.isQuiet) host.stderr.write(statusLine("Imaged", `${path} (${bytes.length} bytes, ${format.summary})`));
        return finish(0);
      });
  },
};
