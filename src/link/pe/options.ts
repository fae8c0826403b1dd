// What `link.exe` is asked for, from its command line: options begin with `/` or `-`, in either case of letters. One that
// is in no table is refused; none is passed over. Facts: MSVC linker reference.

export interface Reserve {
  readonly reserve: number;
  readonly commit: number;
}

export interface Subsystem {
  readonly number: number;
  readonly major: number;
  readonly minor: number;
}

export interface PeOptions {
  readonly imageBase: bigint;
  readonly subsystem: Subsystem;
  readonly stack: Reserve;
  readonly heap: Reserve;
  /** The loader may move it (`/DYNAMICBASE`, not `/FIXED`). */
  readonly isRelocatable: boolean;
  /** `/Brepro`: a hash of the file stands where its time would. */
  readonly isHashed: boolean;
}

/** As the command line has it: what is not asked for is inferred from the program. */
export interface PeRequest extends Omit<PeOptions, "subsystem"> {
  readonly entry: string | undefined;
  readonly subsystem: Subsystem | undefined;
}

export const DEFAULT_PE_REQUEST: PeRequest = {
  imageBase: 0x140000000n,
  entry: undefined,
  subsystem: undefined,
  stack: { reserve: 0x100000, commit: 0x1000 },
  heap: { reserve: 0x100000, commit: 0x1000 },
  isRelocatable: true,
  isHashed: false,
};

const SUBSYSTEMS: Readonly<Record<string, number>> = {
  native: 1,
  windows: 2,
  console: 3,
  posix: 7,
  efi_application: 10,
  efi_boot_service_driver: 11,
  efi_runtime_driver: 12,
  efi_rom: 13,
  boot_application: 16,
};

/** `console,6.2`; undefined for what is none. */
export function subsystemOf(text: string): Subsystem | undefined {
  const [name = "", version = "6.0"] = text.split(",");
  const number = SUBSYSTEMS[name.toLowerCase()];
  const [, major, minor = "0"] = /^(\d+)(?:\.(\d+))?$/.exec(version) ?? [];
  return number === undefined || major === undefined ? undefined : { number, major: Number(major), minor: Number(minor) };
}

function reserveOf(text: string, otherwise: Reserve): Reserve | undefined {
  const [reserve = "", commit] = text.split(",");
  const numbers = [Number(reserve), commit === undefined ? otherwise.commit : Number(commit)];
  return numbers.every((number) => Number.isSafeInteger(number) && number >= 0)
    ? { reserve: numbers[0] as number, commit: numbers[1] as number }
    : undefined;
}

type Row = (request: PeRequest, value: string) => PeRequest | undefined;

/** Already so. */
const NOTHING: Row = (request) => request;

const BOOLEAN =
  (key: "isRelocatable", turnedRound = false): Row =>
  (request, value) => {
    if (value !== "" && value.toUpperCase() !== "NO") return undefined;
    return { ...request, [key]: (value === "") !== turnedRound };
  };

const ROWS: Readonly<Record<string, Row>> = {
  ENTRY: (request, value) => (value === "" ? undefined : { ...request, entry: value }),
  SUBSYSTEM: (request, value) => {
    const subsystem = subsystemOf(value);
    return subsystem === undefined ? undefined : { ...request, subsystem };
  },
  BASE: (request, value) =>
    /^(?:0x[0-9a-f]+|\d+)$/i.test(value) && BigInt(value) % 0x10000n === 0n ? { ...request, imageBase: BigInt(value) } : undefined,
  STACK: (request, value) => {
    const stack = reserveOf(value, request.stack);
    return stack === undefined ? undefined : { ...request, stack };
  },
  HEAP: (request, value) => {
    const heap = reserveOf(value, request.heap);
    return heap === undefined ? undefined : { ...request, heap };
  },
  FIXED: BOOLEAN("isRelocatable", true),
  DYNAMICBASE: BOOLEAN("isRelocatable"),
  NOLOGO: NOTHING,
  NODEFAULTLIB: NOTHING,
  NXCOMPAT: (request, value) => (value === "" ? request : undefined),
  OPT: (request, value) => (/^(?:NO)?(?:REF|ICF)(?:,(?:NO)?(?:REF|ICF))*$/i.test(value) ? request : undefined),
  TIMESTAMP: (request, value) => (value === "0" ? request : undefined),
  BREPRO: (request, value) => (value === "" ? { ...request, isHashed: true } : undefined),
  MACHINE: (request, value) => (value.toUpperCase() === "X64" ? request : undefined),
};

/** GNU ld's spelling of the same, which `x86_64-w64-mingw32-gcc` takes. */
const GNU_FLAGS = new Set(["-nostartfiles", "-nostdlib", "-nodefaultlibs", "-static"]);

function gnuWord(request: PeRequest, list: readonly string[], at: number): readonly [PeRequest, number] | undefined {
  const word = list[at] as string;
  if (GNU_FLAGS.has(word)) return [request, 1];
  const [name, attached] = word.includes("=") ? [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)] : [word, undefined];
  const value = attached ?? list[at + 1];
  const used = attached === undefined ? 2 : 1;
  if (value === undefined) return undefined;
  if (name === "-e" || name === "--entry") return [{ ...request, entry: value }, used];
  if (name !== "--subsystem") return undefined;
  const [subsystemName, version] = value.split(":");
  const subsystem = subsystemOf(version === undefined ? value : `${subsystemName},${version}`);
  return subsystem === undefined ? undefined : [{ ...request, subsystem }, used];
}

/** The request, or the argument that is not understood. */
export function readPeArguments(args: readonly string[], takesGnu: boolean): PeRequest | string {
  const list = takesGnu ? args.flatMap((arg) => (arg.startsWith("-Wl,") ? arg.slice(4).split(",") : [arg])) : args;
  let request = DEFAULT_PE_REQUEST;
  for (let at = 0; at < list.length;) {
    const word = list[at] as string;
    const gnu = takesGnu ? gnuWord(request, list, at) : undefined;
    const [, name = "", value = ""] = /^[-/]([A-Za-z]+)(?::(.*))?$/.exec(word) ?? [];
    const made = gnu?.[0] ?? ROWS[name.toUpperCase()]?.(request, value);
    if (made === undefined) return word;
    request = made;
    at += gnu?.[1] ?? 1;
  }
  return request;
}
