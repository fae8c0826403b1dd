// What `cfg` conditions may name, as rustc 1.96.0 knows it (`-Zcheck-cfg-all-expected`): names, and for those that take values
// which. Facts only; values of one name are one text, as a table of strings loads fastest.

/** Names that take no value. */
const PLAIN =
  "clippy contract_checks debug_assertions doc doctest miri overflow_checks proc_macro rustfmt sanitizer_cfi_generalize_pointers sanitizer_cfi_normalize_integers target_thread_local ub_checks unix windows";

const VALUES: Readonly<Record<string, string>> = {
  fmt_debug: "full none shallow",
  panic: "abort immediate-abort unwind",
  relocation_model: "dynamic-no-pic pic pie ropi ropi-rwpi rwpi static",
  sanitize:
    "address cfi dataflow hwaddress kcfi kernel-address kernel-hwaddress leak memory memtag realtime safestack " +
    "shadow-call-stack thread",
  target_abi: "- abi64 abiv2 abiv2hf eabi eabihf elfv1 elfv2 fortanix ilp32 ilp32e llvm macabi sim softfloat spe uwp vec-extabi x32",
  target_arch:
    "aarch64 amdgpu arm arm64ec avr bpf csky hexagon loongarch32 loongarch64 m68k mips mips32r6 mips64 mips64r6 msp430 " +
    "nvptx64 powerpc powerpc64 riscv32 riscv64 s390x sparc sparc64 wasm32 wasm64 x86 x86_64 xtensa",
  target_endian: "big little",
  target_env: "- gnu macabi mlibc msvc musl newlib nto70 nto71 nto71_iosock nto80 ohos p1 p2 p3 relibc sgx sim uclibc v5",
  target_family: "unix wasm windows",
  target_feature:
    "10e60 2e3 32s 3e3r1 3e3r2 3e3r3 3e7 7e10 a aclass addsubiw adx aes allows-misaligned-mem-access altivec alu32 " +
    "amx-avx512 amx-bf16 amx-complex amx-fp16 amx-fp8 amx-int8 amx-movrs amx-tf32 amx-tile apxf atomics avx avx10.1 " +
    "avx10.2 avx2 avx512bf16 avx512bitalg avx512bw avx512cd avx512dq avx512f avx512fp16 avx512ifma avx512vbmi avx512vbmi2 " +
    "avx512vl avx512vnni avx512vp2intersect avx512vpopcntdq avxifma avxneconvert avxvnni avxvnniint16 avxvnniint8 b " +
    "backchain bf16 bmi1 bmi2 break bti bulk-memory c cache cmpxchg16b concurrent-functions crc crt-static cssc d d32 " +
    "deflate-conversion dit div32 doloop dotprod dpb dpb2 dsp dsp1e2 dspe60 e e1 e2 ecv edsp eijmpcall elpm elpmx elrw " +
    "enhanced-sort ermsb exception-handling extended-const f f16c f32mm f64mm faminmax fcma fdivdu fhm flagm flagm2 " +
    "float1e2 float1e3 float3e4 float7e60 floate1 fma fp-armv8 fp16 fp64 fp8 fp8dot2 fp8dot4 fp8fma fpregs fpuv2_df " +
    "fpuv2_sf fpuv3_df fpuv3_hf fpuv3_hi fpuv3_sf frecipe frintts fxsr gc gfni guarded-storage hard-float hard-float-abi " +
    "hard-tp hbc high-registers high-word hvx hvx-ieee-fp hvx-length128b hvx-length64b hvx-qfloat hvxv60 hvxv62 hvxv65 " +
    "hvxv66 hvxv67 hvxv68 hvxv69 hvxv71 hvxv73 hvxv75 hvxv79 hwdiv i8mm ijmpcall isa-68000 isa-68010 isa-68020 isa-68030 " +
    "isa-68040 isa-68060 isa-68881 isa-68882 jmpcall jsconv kl lahfsahf lam-bh lamcas lasx lbt ld-seq-sa leoncasa lor " +
    "lowbytefirst lpm lpmx lse lse128 lse2 lsx lut lvz lzcnt m mclass message-security-assist-extension12 " +
    "message-security-assist-extension3 message-security-assist-extension4 message-security-assist-extension5 " +
    "message-security-assist-extension8 message-security-assist-extension9 miscellaneous-extensions-2 " +
    "miscellaneous-extensions-3 miscellaneous-extensions-4 mops movbe movrs movw mp mp1e2 msa msync mte mul multivalue " +
    "mutable-globals neon nnp-assist nontrapping-fptoint nvic outline-atomics paca pacg pan partword-atomics pauth-lr " +
    "pclmulqdq pmuv3 popcnt power10-vector power8-altivec power8-crypto power8-vector power9-altivec power9-vector prfchw " +
    "ptx32 ptx40 ptx41 ptx42 ptx43 ptx50 ptx60 ptx61 ptx62 ptx63 ptx64 ptx65 ptx70 ptx71 ptx72 ptx73 ptx74 ptx75 ptx76 " +
    "ptx77 ptx78 ptx80 ptx81 ptx82 ptx83 ptx84 ptx85 ptx86 ptx87 quadword-atomics rand ras rclass rcpc rcpc2 rcpc3 rdm " +
    "rdrand rdseed reference-types relax relaxed-simd rmw rtm rva23u64 sb scq sha sha2 sha3 sha512 sign-ext simd128 sm3 " +
    "sm4 sm_100 sm_100a sm_101 sm_101a sm_120 sm_120a sm_20 sm_21 sm_30 sm_32 sm_35 sm_37 sm_50 sm_52 sm_53 sm_60 sm_61 " +
    "sm_62 sm_70 sm_72 sm_75 sm_80 sm_86 sm_87 sm_89 sm_90 sm_90a sme sme-b16b16 sme-f16f16 sme-f64f64 sme-f8f16 sme-f8f32 " +
    "sme-fa64 sme-i16i64 sme-lutv2 sme2 sme2p1 soft-float spe spm spmx ssbs sse sse2 sse3 sse4.1 sse4.2 sse4a ssse3 " +
    "ssve-fp8dot2 ssve-fp8dot4 ssve-fp8fma supm sve sve-b16b16 sve2 sve2-aes sve2-bitperm sve2-sha3 sve2-sm4 sve2p1 " +
    "tail-call tbm thumb-mode thumb2 tinyencoding tme transactional-execution trust trustzone ual unaligned-scalar-mem " +
    "unaligned-vector-mem v v5te v6 v6k v6t2 v7 v8 v8.1a v8.2a v8.3a v8.4a v8.5a v8.6a v8.7a v8.8a v8.9a v8plus v9 v9.1a " +
    "v9.2a v9.3a v9.4a v9.5a v9a vaes vdsp2e60f vdspv1 vdspv2 vector vector-enhancements-1 vector-enhancements-2 " +
    "vector-enhancements-3 vector-packed-decimal vector-packed-decimal-enhancement vector-packed-decimal-enhancement-2 " +
    "vector-packed-decimal-enhancement-3 vfp2 vfp3 vfp4 vh virt virtualization vpclmulqdq vsx wfxt wide-arithmetic widekl " +
    "x87 xop xsave xsavec xsaveopt xsaves za128rs za64rs zaamo zabha zacas zalrsc zama16b zawrs zba zbb zbc zbkb zbkc zbkx " +
    "zbs zca zcb zcmop zdinx zfa zfbfmin zfh zfhmin zfinx zhinx zhinxmin zic64b zicbom zicbop zicboz ziccamoa ziccif " +
    "zicclsm ziccrse zicntr zicond zicsr zifencei zihintntl zihintpause zihpm zimop zk zkn zknd zkne zkne_or_zknd zknh zkr " +
    "zks zksed zksh zkt zreg ztso zvbb zvbc zve32f zve32x zve64d zve64f zve64x zvfbfmin zvfbfwma zvfh zvfhmin zvkb zvkg " +
    "zvkn zvknc zvkned zvkng zvknha zvknhb zvks zvksc zvksed zvksg zvksh zvkt zvl1024b zvl128b zvl16384b zvl2048b zvl256b " +
    "zvl32768b zvl32b zvl4096b zvl512b zvl64b zvl65536b zvl8192b",
  target_has_atomic: "128 16 32 64 8 ptr",
  target_has_atomic_equal_alignment: "128 16 32 64 8 ptr",
  target_has_atomic_load_store: "128 16 32 64 8 ptr",
  target_os:
    "aix amdhsa android cuda cygwin dragonfly emscripten espidf freebsd fuchsia haiku helenos hermit horizon hurd illumos " +
    "ios l4re linux lynxos178 macos managarm motor netbsd none nto nuttx openbsd psp psx qurt redox rtems solaris " +
    "solid_asp3 teeos trusty tvos uefi unknown vexos visionos vita vxworks wasi watchos windows xous zkvm",
  target_pointer_width: "16 32 64",
  target_vendor: "amd apple espressif fortanix ibm kmc mti nintendo nvidia openwrt pc risc0 sony sun unikraft unknown uwp vex win7 wrs",
};

/** Names that stand with and without a value. */
const OPTIONAL: ReadonlySet<string> = new Set(["target_has_atomic", "target_has_atomic_equal_alignment", "target_has_atomic_load_store"]);

let known: ReadonlyMap<string, ReadonlySet<string | undefined>> | undefined;

/** From each name to its values; undefined among them is to have none. */
export function knownCfgs(): ReadonlyMap<string, ReadonlySet<string | undefined>> {
  return (known ??= readCfgs());
}

function readCfgs(): Map<string, Set<string | undefined>> {
  const read = new Map<string, Set<string | undefined>>();
  for (const name of PLAIN.split(" ")) read.set(name, new Set([undefined]));
  for (const [name, text] of Object.entries(VALUES)) {
    const values = new Set<string | undefined>(text.split(" ").map((value) => (value === "-" ? "" : value)));
    if (OPTIONAL.has(name)) values.add(undefined);
    read.set(name, values);
  }
  return read;
}
