// What note types mean: of core files, and of owners that have their own.
type NoteTypes = Readonly<Record<number, string>>;

/** Of core files, whoever owns the note. */
export const CORE_TYPES: NoteTypes = {
  0x1: "NT_PRSTATUS (prstatus structure)",
  0x2: "NT_FPREGSET (floating point registers)",
  0x3: "NT_PRPSINFO (prpsinfo structure)",
  0x4: "NT_TASKSTRUCT (task structure)",
  0x6: "NT_AUXV (auxiliary vector)",
  0xa: "NT_PSTATUS (pstatus structure)",
  0xc: "NT_FPREGS (floating point registers)",
  0xd: "NT_PSINFO (psinfo structure)",
  0x10: "NT_LWPSTATUS (lwpstatus_t structure)",
  0x11: "NT_LWPSINFO (lwpsinfo_t structure)",
  0x12: "NT_WIN32PSTATUS (win32_pstatus structure)",
  0x100: "NT_PPC_VMX (ppc Altivec registers)",
  0x102: "NT_PPC_VSX (ppc VSX registers)",
  0x103: "NT_PPC_TAR (ppc TAR register)",
  0x104: "NT_PPC_PPR (ppc PPR register)",
  0x105: "NT_PPC_DSCR (ppc DSCR register)",
  0x106: "NT_PPC_EBB (ppc EBB registers)",
  0x107: "NT_PPC_PMU (ppc PMU registers)",
  0x108: "NT_PPC_TM_CGPR (ppc checkpointed GPR registers)",
  0x109: "NT_PPC_TM_CFPR (ppc checkpointed floating point registers)",
  0x10a: "NT_PPC_TM_CVMX (ppc checkpointed Altivec registers)",
  0x10b: "NT_PPC_TM_CVSX (ppc checkpointed VSX registers)",
  0x10c: "NT_PPC_TM_SPR (ppc TM special purpose registers)",
  0x10d: "NT_PPC_TM_CTAR (ppc checkpointed TAR register)",
  0x10e: "NT_PPC_TM_CPPR (ppc checkpointed PPR register)",
  0x10f: "NT_PPC_TM_CDSCR (ppc checkpointed DSCR register)",
  0x200: "NT_386_TLS (x86 TLS information)",
  0x201: "NT_386_IOPERM (x86 I/O permissions)",
  0x202: "NT_X86_XSTATE (x86 XSAVE extended state)",
  0x300: "NT_S390_HIGH_GPRS (s390 upper register halves)",
  0x301: "NT_S390_TIMER (s390 timer register)",
  0x302: "NT_S390_TODCMP (s390 TOD comparator register)",
  0x303: "NT_S390_TODPREG (s390 TOD programmable register)",
  0x304: "NT_S390_CTRS (s390 control registers)",
  0x305: "NT_S390_PREFIX (s390 prefix register)",
  0x306: "NT_S390_LAST_BREAK (s390 last breaking event address)",
  0x307: "NT_S390_SYSTEM_CALL (s390 system call restart data)",
  0x308: "NT_S390_TDB (s390 transaction diagnostic block)",
  0x309: "NT_S390_VXRS_LOW (s390 vector registers 0-15 upper half)",
  0x30a: "NT_S390_VXRS_HIGH (s390 vector registers 16-31)",
  0x30b: "NT_S390_GS_CB (s390 guarded-storage registers)",
  0x30c: "NT_S390_GS_BC (s390 guarded-storage broadcast control)",
  0x400: "NT_ARM_VFP (arm VFP registers)",
  0x401: "NT_ARM_TLS (AArch TLS registers)",
  0x402: "NT_ARM_HW_BREAK (AArch hardware breakpoint registers)",
  0x403: "NT_ARM_HW_WATCH (AArch hardware watchpoint registers)",
  0x46494c45: "NT_FILE (mapped files)",
  0x46e62b7f: "NT_PRXFPREG (user_xfpregs structure)",
  0x53494749: "NT_SIGINFO (siginfo_t data)",
};

/** What LLVM 22 knows besides. */
export const CORE_TYPES_22: NoteTypes = {
  0x405: "NT_ARM_SVE (AArch64 SVE registers)",
  0x406: "NT_ARM_PAC_MASK (AArch64 Pointer Authentication code masks)",
  0x409: "NT_ARM_TAGGED_ADDR_CTRL (AArch64 Tagged Address Control)",
  0x40b: "NT_ARM_SSVE (AArch64 Streaming SVE registers)",
  0x40c: "NT_ARM_ZA (AArch64 SME ZA registers)",
  0x40d: "NT_ARM_ZT (AArch64 SME ZT registers)",
  0x40e: "NT_ARM_FPMR (AArch64 Floating Point Mode Register)",
  0x410: "NT_ARM_GCS (AArch64 Guarded Control Stack state)",
};

/** FreeBSD's of core files. */
export const FREEBSD_CORE_TYPES: NoteTypes = {
  0x7: "NT_THRMISC (thrmisc structure)",
  0x8: "NT_PROCSTAT_PROC (proc data)",
  0x9: "NT_PROCSTAT_FILES (files data)",
  0xa: "NT_PROCSTAT_VMMAP (vmmap data)",
  0xb: "NT_PROCSTAT_GROUPS (groups data)",
  0xc: "NT_PROCSTAT_UMASK (umask data)",
  0xd: "NT_PROCSTAT_RLIMIT (rlimit data)",
  0xe: "NT_PROCSTAT_OSREL (osreldate data)",
  0xf: "NT_PROCSTAT_PSSTRINGS (ps_strings data)",
  0x10: "NT_PROCSTAT_AUXV (auxv data)",
};

/** Types by owner, in files that are no core files. */
export const OWNER_TYPES: Readonly<Record<string, NoteTypes>> = {
  GNU: {
    0x1: "NT_GNU_ABI_TAG (ABI version tag)",
    0x2: "NT_GNU_HWCAP (DSO-supplied software HWCAP info)",
    0x3: "NT_GNU_BUILD_ID (unique build ID bitstring)",
    0x4: "NT_GNU_GOLD_VERSION (gold version)",
    0x5: "NT_GNU_PROPERTY_TYPE_0 (property note)",
  },
  FreeBSD: {
    0x1: "NT_FREEBSD_ABI_TAG (ABI version tag)",
    0x2: "NT_FREEBSD_NOINIT_TAG (no .init tag)",
    0x3: "NT_FREEBSD_ARCH_TAG (architecture tag)",
    0x4: "NT_FREEBSD_FEATURE_CTL (FreeBSD feature control)",
  },
  AMD: {
    0x1: "NT_AMD_HSA_CODE_OBJECT_VERSION (AMD HSA Code Object Version)",
    0x2: "NT_AMD_HSA_HSAIL (AMD HSA HSAIL Properties)",
    0x3: "NT_AMD_HSA_ISA_VERSION (AMD HSA ISA Version)",
    0xa: "NT_AMD_HSA_METADATA (AMD HSA Metadata)",
    0xb: "NT_AMD_HSA_ISA_NAME (AMD HSA ISA Name)",
    0xc: "NT_AMD_PAL_METADATA (AMD PAL Metadata)",
  },
  AMDGPU: {
    0x20: "NT_AMDGPU_METADATA (AMDGPU Metadata)",
  },
  LLVMOMPOFFLOAD: {
    0x1: "NT_LLVM_OPENMP_OFFLOAD_VERSION (image format version)",
    0x2: "NT_LLVM_OPENMP_OFFLOAD_PRODUCER (producing toolchain)",
    0x3: "NT_LLVM_OPENMP_OFFLOAD_PRODUCER_VERSION (producing toolchain version)",
  },
  Android: {
    0x1: "NT_ANDROID_TYPE_IDENT",
    0x3: "NT_ANDROID_TYPE_KUSER",
    0x4: "NT_ANDROID_TYPE_MEMTAG (Android memory tagging information)",
  },
};

/** Types that mean the same whoever owns the note. */
export const ANY_OWNER: NoteTypes = {
  0x1: "NT_VERSION (version)",
  0x2: "NT_ARCH (architecture)",
  0x100: "OPEN",
  0x101: "func",
};
