// The C runtime's objects that `cc` puts in front of a program: nothing of them is ever part of an image here, for they
// lead to a C library, and rustc asks for none without std. What they define and need decides what GNU ld says of a
// program that is linked with them. Facts: `nm` and `readelf -r` of glibc 2.36 and gcc 12 on x86-64 Debian.

export interface StartSymbol {
  readonly name: string;
  readonly section: string;
  readonly offset: number;
  readonly isWeak?: boolean;
}

export interface StartFile {
  readonly path: string;
  readonly symbols: readonly StartSymbol[];
  /** What live code of it needs, and from where. */
  readonly needs: readonly { readonly function: string; readonly section: string; readonly offset: number; readonly name: string }[];
}

const LIBRARIES = "/usr/lib/gcc/x86_64-linux-gnu/12/../../../x86_64-linux-gnu";
const COMPILER = "/usr/lib/gcc/x86_64-linux-gnu/12";

/** Where `cc` has the linker look for libraries. */
export const LIBRARY_FOLDERS: readonly string[] = [
  COMPILER,
  LIBRARIES,
  "/lib/x86_64-linux-gnu",
  "/usr/lib/x86_64-linux-gnu",
  "/lib",
  "/usr/lib",
];

function entry(name: string, more: readonly StartSymbol[]): StartFile {
  return {
    path: `${LIBRARIES}/${name}`,
    symbols: [
      { name: "_start", section: ".text", offset: 0 },
      ...more,
      { name: "_IO_stdin_used", section: ".rodata.cst4", offset: 0 },
      { name: "__data_start", section: ".data", offset: 0 },
      { name: "data_start", section: ".data", offset: 0, isWeak: true },
    ],
    needs: [
      { function: "_start", section: ".text", offset: 0x17, name: "main" },
      { function: "_start", section: ".text", offset: 0x1d, name: "__libc_start_main" },
    ],
  };
}

const INIT: StartFile = {
  path: `${LIBRARIES}/crti.o`,
  symbols: [
    { name: "_init", section: ".init", offset: 0 },
    { name: "_fini", section: ".fini", offset: 0 },
  ],
  needs: [],
};

const begin = (name: string, handle: string): StartFile => ({
  path: `${COMPILER}/${name}`,
  symbols: [{ name: "__dso_handle", section: handle, offset: 0 }],
  needs: [],
});

const RELOCATE: readonly StartSymbol[] = [{ name: "_dl_relocate_static_pie", section: ".text", offset: 0x30 }];

/** How the program is loaded decides which start files `cc` takes. */
export type StartKind = "pie" | "static-pie" | "static" | "no-pie";

export const START_FILES: Readonly<Record<StartKind, readonly StartFile[]>> = {
  pie: [entry("Scrt1.o", []), INIT, begin("crtbeginS.o", ".data.rel.local")],
  "static-pie": [entry("rcrt1.o", []), INIT, begin("crtbeginS.o", ".data.rel.local")],
  static: [entry("crt1.o", RELOCATE), INIT, begin("crtbeginT.o", ".data")],
  "no-pie": [entry("crt1.o", RELOCATE), INIT, begin("crtbegin.o", ".data")],
};
