// A target in words: what each field of its specification decides, the data layout part by part, and what sets a file's target
// apart from the built-in one. Facts: rustc's target specifications and LLVM's language reference (data layout).

/** Field -> what it decides. */
const FIELDS: Readonly<Record<string, string>> = {
  arch: "the processor: what `cfg(target_arch)` says, and which code generator is used",
  "llvm-target": "the name by which LLVM knows the target",
  "target-pointer-width": "bits of a pointer, and of `usize`",
  "target-c-int-width": "bits of C's `int`",
  "target-endian": "which byte of a number comes first in memory",
  "data-layout": "sizes and alignments, in LLVM's notation",
  os: "the operating system: `none` is bare metal",
  env: "the C library or ABI of the system",
  vendor: "the second part of the triple; it means nothing to the code",
  abi: "the variant of the calling convention, as `cfg(target_abi)` says it",
  cpu: "the processor whose instructions may be used",
  features: "instruction sets turned on (`+`) and off (`-`)",
  "rustc-abi": "where floating-point numbers are passed: `softfloat` is in general registers",
  "linker-flavor": "whose command line the linker understands",
  linker: "the linker that is run",
  "panic-strategy": "what a panic does by default: `abort` or `unwind`",
  "disable-redzone": "functions do not use the 128 bytes below the stack pointer: interrupts need them",
  "code-model": "where code and data may lie: `kernel` is the upper 2 GiB",
  "relocation-model": "`static` code runs at its own address, `pic` at any",
  "position-independent-executables": "programs are linked to run at any address",
  "static-position-independent-executables": "also those without a dynamic loader",
  "relro-level": "which parts become read-only after relocation",
  "stack-probes": "how large stack frames touch each page",
  "max-atomic-width": "the widest number that can be changed in one step, in bits",
  "plt-by-default": "calls of other libraries go through a table",
  "crt-objects-fallback": "whether the compiler's own start files are used",
  executables: "programs can be made, not only libraries",
  "exe-suffix": "what programs' names end with",
  "supported-sanitizers": "run-time checkers that work there",
  metadata: "description and support tier; for documentation",
  "is-builtin": "the target comes with the compiler",
  "pre-link-args": "arguments for the linker in front of the objects",
  "post-link-args": "arguments for the linker behind the objects",
  "frame-pointer": "functions keep a frame pointer",
  "dynamic-linking": "shared libraries can be made",
};

export function fieldWords(name: string): string | undefined {
  return FIELDS[name];
}

const bits = (text: string): string => `${text} bit`;

function pointerWords(space: string, sizes: readonly string[]): string {
  const where = space === "" ? "pointers" : `pointers of address space ${space}`;
  return `${where} have ${bits(sizes[0] ?? "?")}`;
}

const KINDS: Readonly<Record<string, string>> = { i: "integers", f: "floating-point numbers", v: "vectors", a: "aggregates" };
const MANGLING: Readonly<Record<string, string>> = {
  e: "ELF",
  o: "Mach-O",
  w: "Windows COFF",
  x: "Windows COFF for 32 bits",
  m: "MIPS",
  l: "GOFF",
  a: "XCOFF",
};

/** One part of a data layout in words. */
export function layoutPart(part: string): string {
  if (part === "e") return "little-endian";
  if (part === "E") return "big-endian";
  if (part.startsWith("m:")) return `names are mangled for ${MANGLING[part.slice(2)] ?? part.slice(2)}`;
  const pointer = /^p(\d*):(.*)$/.exec(part);
  if (pointer !== null) return pointerWords(pointer[1] ?? "", (pointer[2] ?? "").split(":"));
  const stack = /^S(\d+)$/.exec(part);
  if (stack !== null) return `the stack is aligned to ${bits(stack[1] ?? "")}`;
  const native = /^n([\d:]+)$/.exec(part);
  if (native !== null) return `registers hold ${(native[1] ?? "").replaceAll(":", ", ")} bit`;
  const functions = /^F([in])(\d+)$/.exec(part);
  if (functions !== null) return `functions are aligned to ${bits(functions[2] ?? "")}`;
  const sized = /^([ifva])(\d*):(.*)$/.exec(part);
  if (sized === null) return "(no words for this part)";
  const [, kind = "", size = "", alignment = ""] = sized;
  return `${KINDS[kind]}${size === "" || size === "0" ? "" : ` of ${bits(size)}`} are aligned to ${bits(alignment.split(":").join(" or "))}`;
}
