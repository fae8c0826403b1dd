// What the tags of build attributes are called, and their values in words, by machine. Addenda to the ABI for the Arm Architecture,
// section 3; RISC-V ELF psABI, "Attributes"; MSP430 EABI (SLAA534), 13; Qualcomm Hexagon ABI, "Attributes".
const EM_ARM = 40;
const EM_MSP430 = 105;
const EM_HEXAGON = 164;
const EM_RISCV = 243;

/** A value in words; undefined for one that is none of the tag's, which ends the reading. */
type Describe = (value: bigint) => string | undefined;

/** How a tag's value stands and is shown. */
export type TagForm =
  | { readonly kind: "text" }
  | { readonly kind: "number" }
  | { readonly kind: "compatibility" }
  | { readonly kind: "also" }
  | {
      readonly kind: "described";
      readonly describe: Describe;
      /** As what is wrong with its value is told. */
      readonly called: string;
    };

export interface AttributeTag {
  /** Empty where LLVM has none. */
  readonly name: string;
  readonly form: TagForm;
}

export interface AttributeTable {
  readonly vendor: string;
  readonly tags: Readonly<Record<number, AttributeTag>>;
}

const text = (name: string): AttributeTag => ({ name, form: { kind: "text" } });
const number = (name: string): AttributeTag => ({ name, form: { kind: "number" } });
const described = (name: string, describe: Describe, called = name): AttributeTag => ({
  name,
  form: { kind: "described", describe, called },
});
const among = (name: string, words: readonly string[], called = name): AttributeTag =>
  described(name, (value) => (value < BigInt(words.length) ? words[Number(value)] : undefined), called);

const PERMITTED = ["Not Permitted", "Permitted"];
const NOP_SPACE = ["Not Permitted", "Permitted in NOP space", "Permitted"];
const USED = ["Not Used", "Used"];
const IEEE = ["Unsupported", "IEEE-754", "Sign Only"];
const GOALS = ["None", "Speed", "Aggressive Speed", "Size", "Aggressive Size"];

export const CPU_ARCHITECTURES = [
  ...["Pre-v4", "ARM v4", "ARM v4T", "ARM v5T", "ARM v5TE", "ARM v5TEJ", "ARM v6", "ARM v6KZ", "ARM v6T2", "ARM v6K", "ARM v7"],
  ...["ARM v6-M", "ARM v6S-M", "ARM v7E-M", "ARM v8-A", "ARM v8-R", "ARM v8-M Baseline", "ARM v8-M Mainline", "", "", ""],
  ...["ARM v8.1-M Mainline", "ARM v9-A"],
];

const PROFILES: Readonly<Record<string, string>> = { 65: "Application", 77: "Microcontroller", 82: "Real-time", 83: "Classic", 0: "None" };

/** Alignments: four words, then powers of two up to 12. */
const alignment = (name: string, words: readonly string[], first: string, second: string): AttributeTag =>
  described(
    name,
    (value) => (value < 4n ? words[Number(value)] : value <= 12n ? `8-byte ${first}, ${2 ** Number(value)}-byte ${second}` : "Invalid"),
    name,
  );

const ARM: AttributeTable = {
  vendor: "aeabi",
  tags: {
    4: text("CPU_raw_name"),
    5: text("CPU_name"),
    6: among("CPU_arch", CPU_ARCHITECTURES),
    7: described("CPU_arch_profile", (value) => PROFILES[String(value)] ?? "Unknown"),
    8: among("ARM_ISA_use", PERMITTED),
    9: among("THUMB_ISA_use", ["Not Permitted", "Thumb-1", "Thumb-2", "Permitted"]),
    10: among("FP_arch", [
      ...["Not Permitted", "VFPv1", "VFPv2", "VFPv3", "VFPv3-D16", "VFPv4", "VFPv4-D16", "ARMv8-a FP", "ARMv8-a FP-D16"],
    ]),
    11: among("WMMX_arch", ["Not Permitted", "WMMXv1", "WMMXv2"]),
    12: among("Advanced_SIMD_arch", ["Not Permitted", "NEONv1", "NEONv2+FMA", "ARMv8-a NEON", "ARMv8.1-a NEON"]),
    13: among("PCS_config", [
      ...["None", "Bare Platform", "Linux Application", "Linux DSO", "Palm OS 2004", "Reserved (Palm OS)", "Symbian OS 2004"],
      "Reserved (Symbian OS)",
    ]),
    14: among("ABI_PCS_R9_use", ["v6", "Static Base", "TLS", "Unused"]),
    15: among("ABI_PCS_RW_data", ["Absolute", "PC-relative", "SB-relative", "Not Permitted"]),
    16: among("ABI_PCS_RO_data", ["Absolute", "PC-relative", "Not Permitted"]),
    17: among("ABI_PCS_GOT_use", ["Not Permitted", "Direct", "GOT-Indirect"]),
    18: among("ABI_PCS_wchar_t", ["Not Permitted", "Unknown", "2-byte", "Unknown", "4-byte"]),
    19: among("ABI_FP_rounding", ["IEEE-754", "Runtime"]),
    20: among("ABI_FP_denormal", IEEE),
    21: among("ABI_FP_exceptions", ["Not Permitted", "IEEE-754"]),
    22: among("ABI_FP_user_exceptions", ["Not Permitted", "IEEE-754"]),
    23: among("ABI_FP_number_model", ["Not Permitted", "Finite Only", "RTABI", "IEEE-754"]),
    24: alignment(
      "ABI_align_needed",
      ["Not Permitted", "8-byte alignment", "4-byte alignment", "Reserved"],
      "alignment",
      "extended alignment",
    ),
    25: alignment(
      "ABI_align_preserved",
      ["Not Required", "8-byte data alignment", "8-byte data and code alignment", "Reserved"],
      "stack alignment",
      "data alignment",
    ),
    26: among("ABI_enum_size", ["Not Permitted", "Packed", "Int32", "External Int32"]),
    27: among("ABI_HardFP_use", ["Tag_FP_arch", "Single-Precision", "Reserved", "Tag_FP_arch (deprecated)"]),
    28: among("ABI_VFP_args", ["AAPCS", "AAPCS VFP", "Custom", "Not Permitted"]),
    29: among("ABI_WMMX_args", ["AAPCS", "iWMMX", "Custom"]),
    30: among("ABI_optimization_goals", [...GOALS, "Debugging", "Best Debugging"]),
    31: among("ABI_FP_optimization_goals", [...GOALS, "Accuracy", "Best Accuracy"]),
    32: { name: "compatibility", form: { kind: "compatibility" } },
    34: among("CPU_unaligned_access", ["Not Permitted", "v6-style"]),
    36: among("FP_HP_extension", ["If Available", "Permitted"]),
    38: among("ABI_FP_16bit_format", ["Not Permitted", "IEEE-754", "VFPv3"]),
    42: among("MPextension_use", PERMITTED),
    44: among("DIV_use", ["If Available", "Not Permitted", "Permitted"]),
    46: among("DSP_extension", PERMITTED),
    48: among("MVE_arch", ["Not Permitted", "MVE integer", "MVE integer and float"]),
    50: among("PAC_extension", NOP_SPACE),
    52: among("BTI_extension", NOP_SPACE),
    64: described("nodefaults", () => "Unspecified Tags UNDEFINED"),
    65: { name: "also_compatible_with", form: { kind: "also" } },
    66: among("T2EE_use", PERMITTED),
    67: text("conformance"),
    68: among("Virtualization_use", ["Not Permitted", "TrustZone", "Virtualization Extensions", "TrustZone + Virtualization Extensions"]),
    74: among("BTI_use", USED),
    76: among("PACRET_use", USED),
  },
};

const RISCV: AttributeTable = {
  vendor: "riscv",
  tags: {
    4: described("stack_align", (value) => `Stack alignment is ${value}-bytes`),
    5: text("arch"),
    6: among("unaligned_access", ["No unaligned access", "Unaligned access"], "Unaligned_access"),
    8: number("priv_spec"),
    10: number("priv_spec_minor"),
    12: number("priv_spec_revision"),
  },
};

const LATER_RISCV: AttributeTable = {
  ...RISCV,
  tags: { ...RISCV.tags, 14: among("atomic_abi", ["UNKNOWN", "A6C", "A6S", "A7"], "Atomic_abi"), 16: number("x3_reg_usage") },
};

const MODELS = ["None", "Small", "Large"];

const MSP430: AttributeTable = {
  vendor: "mspabi",
  tags: {
    4: among("ISA", ["None", "MSP430", "MSP430X"]),
    6: among("Code_Model", MODELS, "CodeModel"),
    8: among("Data_Model", [...MODELS, "Restricted"], "DataModel"),
    10: among("Enum_Size", ["None", "Small", "Integer", "Don't Care"], "EnumSize"),
  },
};

const HEXAGON: AttributeTable = {
  vendor: "hexagon",
  tags: {
    4: number("arch"),
    5: number("hvx_arch"),
    6: number("hvx_ieeefp"),
    7: number("hvx_qfloat"),
    8: number("zreg"),
    9: number("audio"),
    10: number("cabac"),
  },
};

/** The machine's tags; undefined where LLVM reads none. */
export function attributeTable(machine: number, llvm: 15 | 22): AttributeTable | undefined {
  if (machine === EM_ARM) return ARM;
  if (machine === EM_RISCV) return llvm === 22 ? LATER_RISCV : RISCV;
  if (machine === EM_MSP430) return MSP430;
  return machine === EM_HEXAGON && llvm === 22 ? HEXAGON : undefined;
}
