// What the linker was asked for, with rustc's defaults for each release (see `LinkOptions` users in the driver).

/** LLD's major version decides layout details: `.relro_padding`, empty `.got`, the string hash. */
export type LldMajor = 15 | 22;

export interface LinkOptions {
  readonly lld: LldMajor;
  /** `Linker: LLD 15.0.6`, what LLD writes into `.comment`. */
  readonly identification: string;
  /** `-pie`: ET_DYN with relative relocations; else ET_EXEC. */
  readonly pie: boolean;
  /** `-e` */
  readonly entry: string;
  /** Default: 0 for PIE, 0x200000 else. */
  readonly imageBase: bigint | undefined;
  readonly gcSections: boolean;
  readonly ehFrameHeader: boolean;
  /** `-z relro` */
  readonly relro: boolean;
  /** `-z now` */
  readonly now: boolean;
  readonly strip: "none" | "debug" | "all";
  /** PT_INTERP's path; makes a dynamically loaded PIE. */
  readonly interpreter: string | undefined;
}

export function defaultLinkOptions(lld: LldMajor): LinkOptions {
  return {
    lld,
    identification: lld === 15 ? "Linker: LLD 15.0.6" : "Linker: Debian LLD 22.1.8",
    pie: true,
    entry: "_start",
    imageBase: undefined,
    gcSections: true,
    ehFrameHeader: true,
    relro: true,
    now: true,
    strip: "none",
    interpreter: undefined,
  };
}
