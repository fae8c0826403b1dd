// Assembly that stands for itself: `global_asm!` and naked functions.
import type { Span } from "../base/source.ts";
import * as elf from "../elf/constants.ts";
import { AsmError, AsmErrors, Assembler } from "../isa/x86_64/assemble.ts";
import type { AssembledSection } from "../isa/x86_64/text/sections.ts";
import type { DefId } from "../sema/types/def-id.ts";
import type { InlineAsm } from "../sema/types/thir.ts";
import { encodedCode, pendingRelocations } from "./function-code.ts";
import type { FunctionCode } from "./function-code.ts";
import { globalAsmText, nakedAsm } from "./global-asm.ts";
import type { FunctionInstance } from "./module.ts";
import type { ModuleHost } from "./module-host.ts";
import type { PendingSection } from "./pending-section.ts";

/** What LLVM aligns code of assembly to at least. */
const LEAST_ALIGNMENT = 4;

/** `scope` keeps its labels apart from others'. */
function assembled(host: ModuleHost, scope: string, asm: InlineAsm): readonly AssembledSection[] {
  const assembler = new Assembler(scope, {
    syntax: asm.options.includes("att_syntax") ? "att" : "intel",
    llvm: host.llvm,
    keepsText: host.wantsText,
  });
  try {
    assembler.assemble(globalAsmText(asm, host, host.context));
    return assembler.finish();
  } catch (error) {
    if (error instanceof AsmError || error instanceof AsmErrors) return host.refuse(`this assembly (${error.message})`, asm.span);
    throw error;
  }
}

/** A naked function is its assembly and nothing else. */
export function nakedCode(host: ModuleHost, { def, args, symbol }: FunctionInstance, span: Span): FunctionCode {
  const { tables, session } = host.context;
  if (host.portable !== undefined) return host.refuse(`a naked function for \`${session.target.triple}\``, span);
  const body = tables.body(def);
  const asm = body === undefined ? undefined : nakedAsm(body.value);
  if (asm === undefined || args.length > 0) return host.refuse("this naked function", span);
  const sections = assembled(host, `naked.${symbol}`, asm);
  const [only] = sections;
  if (sections.length !== 1 || only?.name !== ".text" || only.symbols.length > 0)
    return host.refuse("sections and labels in a naked function", span);
  return encodedCode(only.code, Math.max(LEAST_ALIGNMENT, only.alignment));
}

function pendingSection({ name, type, flags, alignment, entrySize, code, symbols }: AssembledSection, symbol: string): PendingSection {
  return {
    name,
    type,
    flags,
    alignment: (flags & elf.SHF_EXECINSTR) === 0 ? alignment : Math.max(LEAST_ALIGNMENT, alignment),
    entrySize,
    data: type === elf.SHT_NOBITS ? new Uint8Array() : code.bytes,
    size: code.bytes.length,
    relocations: pendingRelocations(code),
    symbol,
    symbolType: elf.STT_NOTYPE,
    binding: elf.STB_LOCAL,
    visibility: elf.STV_DEFAULT,
    inner: symbols,
    isAssembly: true,
    ...(code.lines === undefined ? {} : { lines: code.lines }),
  };
}

/** `global_asm!`: text assembled into sections, its labels symbols. */
export function globalAsmSections(host: ModuleHost, def: DefId, span: Span): readonly PendingSection[] {
  const { tables, session } = host.context;
  const body = tables.body(def);
  if (body?.value.kind !== "asm") return host.refuse("this `global_asm!`", span);
  if (host.portable !== undefined) return host.refuse(`\`global_asm!\` for \`${session.target.triple}\``, span);
  return assembled(host, `global${def}`, body.value.asm).map((section, i) => pendingSection(section, `.Lglobal_asm.${def}.${i}`));
}
