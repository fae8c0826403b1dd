// LLD as a function: a command line over what is asked already, files by name; the image, the map, what it says.
import { expandResponses } from "../../base/response-files.ts";
import type { ElfObject } from "../../elf/object.ts";
import type { Unpack } from "../../elf/packed-contents.ts";
import { readCommandLine } from "./command-line.ts";
import { linkElf } from "./link-elf.ts";
import type { LinkResult } from "./link-elf.ts";
import { loadInputs } from "./load-inputs.ts";
import type { ReadFile } from "./load-inputs.ts";
import type { LinkOptions } from "./options.ts";

export interface LldRequest {
  /** Objects that are not files, by the names that `arguments` call them. */
  readonly objects: ReadonlyMap<string, readonly ElfObject[]>;
  readonly arguments: readonly string[];
  readonly options: LinkOptions;
  readonly readFile: ReadFile;
  /** Without it objects with packed sections are refused. */
  readonly unpack?: Unpack | undefined;
}

export interface LldResult extends LinkResult {
  /** Where the map goes, unless that is the standard output. */
  readonly mapFile: string | undefined;
  /** Lines of its standard output. */
  readonly output: readonly string[];
  /** What `--verbose` says besides, in front of errors and warnings. */
  readonly log: readonly string[];
}

/** A response file within itself stays a word, which is no file: LLD 15 says so, 22 tells of the loop. */
function withResponses({ arguments: words, readFile }: LldRequest): readonly string[] {
  const read = (path: string): string | undefined => {
    const bytes = readFile(path);
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  };
  return expandResponses(words, { read, recursive: () => undefined });
}

/** Links as `ld.lld` with these arguments would. What is wrong with the command line or its files keeps LLD from linking. */
export function runLld(request: LldRequest): LldResult {
  const line = readCommandLine(withResponses(request), request.options);
  const version = line.tellsVersion ? [`${line.options.identification.replace("Linker: ", "")} (compatible with GNU linkers)`] : [];
  let log: readonly string[] = [];
  const failed = (errors: readonly string[]): LldResult => ({
    image: undefined,
    errors: limited(errors, line.options.errorLimit),
    warnings: line.options.warns ? line.warnings : [],
    entry: 0n,
    map: undefined,
    mapFile: undefined,
    output: version,
    log,
  });
  const loaded = loadInputs(line, request.objects, request.readFile, request.unpack);
  if (line.namesFiles) log = loaded.files;
  const early = [...line.errors, ...loaded.errors];
  if (early.length > 0) return failed(early);
  if (line.conflicts.length > 0) return failed(line.conflicts);
  if (line.lateErrors.length > 0) return failed(line.lateErrors);
  if (loaded.inputs.length === 0) return failed(["no input files"]);
  const result = linkElf(loaded.inputs, loaded.options);
  const warnings = loaded.options.warns ? [...line.warnings, ...loaded.warnings, ...result.warnings] : [];
  if (loaded.options.fatalWarnings && warnings.length > 0) return failed([...warnings, ...result.errors]);
  const errors = limited(result.errors, line.options.errorLimit);
  const isPrinted = line.mapFile === "-" && result.map !== undefined;
  const output = [...version, ...result.output, ...(isPrinted ? [result.map.replace(/\n$/, "")] : [])];
  return { ...result, errors, warnings, mapFile: isPrinted ? undefined : line.mapFile, output, log };
}

function limited(errors: readonly string[], limit: number): readonly string[] {
  if (limit === 0 || errors.length <= limit) return errors;
  return [...errors.slice(0, limit), "too many errors emitted, stopping now (use --error-limit=0 to see all errors)"];
}
