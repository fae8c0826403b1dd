// elfy has no types of its own; this is what the second reader uses of it.
declare module "elfy" {
  interface ElfyProgram {
    readonly type: string;
    readonly offset: number;
    readonly vaddr: number;
    readonly paddr: number;
    readonly filesz: number;
    readonly memsz: number;
    readonly align: number;
  }
  interface ElfySection {
    readonly name: string;
    readonly type: string;
    readonly addr: number;
    readonly off: number;
    readonly size: number;
    readonly link: number;
    readonly info: number;
  }
  interface ElfyFile {
    readonly type: string;
    readonly machine: string;
    readonly entry: number;
    readonly phoff: number;
    readonly shoff: number;
    readonly body: { readonly programs: readonly ElfyProgram[]; readonly sections: readonly ElfySection[] };
  }
  const elfy: { parse(file: Uint8Array): ElfyFile };
  export default elfy;
}
