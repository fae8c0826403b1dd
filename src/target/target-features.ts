// Target features that `#[target_feature]` and `-C target-feature` may name, by architecture, as rustc 1.96.0 knows them. Facts
// only, from the compiler's own table (rustc_target/src/target_features.rs): behind a colon stands the language feature that an
// unstable one needs; `forbidden` ones change the calling convention and may not be named.
const ROWS: Readonly<Record<string, string>> = {
  x86_64:
    "adx aes amx-avx512:x86_amx_intrinsics amx-bf16:x86_amx_intrinsics amx-complex:x86_amx_intrinsics " +
    "amx-fp8:x86_amx_intrinsics amx-fp16:x86_amx_intrinsics amx-int8:x86_amx_intrinsics amx-movrs:x86_amx_intrinsics " +
    "amx-tf32:x86_amx_intrinsics amx-tile:x86_amx_intrinsics apxf:apx_target_feature avx avx2 " +
    "avx10.1:avx10_target_feature avx10.2:avx10_target_feature avx512bf16 avx512bitalg avx512bw avx512cd avx512dq avx512f " +
    "avx512fp16 avx512ifma avx512vbmi avx512vbmi2 avx512vl avx512vnni avx512vp2intersect avx512vpopcntdq avxifma " +
    "avxneconvert avxvnni avxvnniint8 avxvnniint16 bmi1 bmi2 cmpxchg16b ermsb:ermsb_target_feature f16c fma fxsr gfni kl " +
    "lahfsahf:lahfsahf_target_feature lzcnt movbe movrs:movrs_target_feature pclmulqdq popcnt " +
    "prfchw:prfchw_target_feature rdrand rdseed retpoline-external-thunk:forbidden retpoline-indirect-branches:forbidden " +
    "retpoline-indirect-calls:forbidden rtm:rtm_target_feature sha sha512 sm3 sm4 soft-float:forbidden sse sse2 sse3 " +
    "sse4.1 sse4.2 sse4a ssse3 tbm vaes vpclmulqdq widekl x87:x87_target_feature xop:xop_target_feature xsave xsavec " +
    "xsaveopt xsaves",
  arm:
    "aclass:arm_target_feature aes:arm_target_feature atomics-32:forbidden crc:arm_target_feature d32:arm_target_feature " +
    "dotprod:arm_target_feature dsp:arm_target_feature fp-armv8:arm_target_feature fp16:arm_target_feature " +
    "fpregs:arm_target_feature i8mm:arm_target_feature mclass:arm_target_feature neon:arm_target_feature " +
    "rclass:arm_target_feature sha2:arm_target_feature soft-float:arm_target_feature thumb-mode:arm_target_feature " +
    "thumb2:arm_target_feature trustzone:arm_target_feature v5te:arm_target_feature v6:arm_target_feature " +
    "v6k:arm_target_feature v6t2:arm_target_feature v7:arm_target_feature v8:arm_target_feature vfp2:arm_target_feature " +
    "vfp3:arm_target_feature vfp4:arm_target_feature virtualization:arm_target_feature",
  aarch64:
    "aes bf16 bti crc cssc:aarch64_unstable_target_feature dit dotprod dpb dpb2 ecv:aarch64_unstable_target_feature f32mm " +
    "f64mm faminmax:aarch64_unstable_target_feature fcma fhm flagm flagm2:aarch64_unstable_target_feature " +
    "fp-armv8:forbidden fp8:aarch64_unstable_target_feature fp8dot2:aarch64_unstable_target_feature " +
    "fp8dot4:aarch64_unstable_target_feature fp8fma:aarch64_unstable_target_feature fp16 frintts " +
    "hbc:aarch64_unstable_target_feature i8mm jsconv lor lse lse2:aarch64_unstable_target_feature " +
    "lse128:aarch64_unstable_target_feature lut:aarch64_unstable_target_feature mops:aarch64_unstable_target_feature mte " +
    "neon outline-atomics:aarch64_unstable_target_feature paca pacg pan pauth-lr:aarch64_unstable_target_feature pmuv3 " +
    "rand ras rcpc rcpc2 rcpc3:aarch64_unstable_target_feature rdm reserve-x18:forbidden sb sha2 sha3 sm4 " +
    "sme:aarch64_unstable_target_feature sme-b16b16:aarch64_unstable_target_feature " +
    "sme-f8f16:aarch64_unstable_target_feature sme-f8f32:aarch64_unstable_target_feature " +
    "sme-f16f16:aarch64_unstable_target_feature sme-f64f64:aarch64_unstable_target_feature " +
    "sme-fa64:aarch64_unstable_target_feature sme-i16i64:aarch64_unstable_target_feature " +
    "sme-lutv2:aarch64_unstable_target_feature sme2:aarch64_unstable_target_feature " +
    "sme2p1:aarch64_unstable_target_feature spe ssbs ssve-fp8dot2:aarch64_unstable_target_feature " +
    "ssve-fp8dot4:aarch64_unstable_target_feature ssve-fp8fma:aarch64_unstable_target_feature sve " +
    "sve-b16b16:aarch64_unstable_target_feature sve2 sve2-aes sve2-bitperm sve2-sha3 sve2-sm4 " +
    "sve2p1:aarch64_unstable_target_feature tme v8.1a:aarch64_ver_target_feature v8.2a:aarch64_ver_target_feature " +
    "v8.3a:aarch64_ver_target_feature v8.4a:aarch64_ver_target_feature v8.5a:aarch64_ver_target_feature " +
    "v8.6a:aarch64_ver_target_feature v8.7a:aarch64_ver_target_feature v8.8a:aarch64_ver_target_feature " +
    "v8.9a:aarch64_ver_target_feature v9.1a:aarch64_ver_target_feature v9.2a:aarch64_ver_target_feature " +
    "v9.3a:aarch64_ver_target_feature v9.4a:aarch64_ver_target_feature v9.5a:aarch64_ver_target_feature " +
    "v9a:aarch64_ver_target_feature vh wfxt:aarch64_unstable_target_feature",
  riscv:
    "a b c d:riscv_target_feature e:riscv_target_feature f:riscv_target_feature forced-atomics:forbidden m " +
    "relax:riscv_target_feature rva23u64:riscv_target_feature supm:riscv_target_feature " +
    "unaligned-scalar-mem:riscv_target_feature unaligned-vector-mem:riscv_target_feature v:riscv_target_feature za64rs " +
    "za128rs zaamo zabha zacas zalrsc zama16b zawrs zba zbb zbc zbkb zbkc zbkx zbs zca zcb zcmop " +
    "zdinx:riscv_target_feature zfa:riscv_target_feature zfbfmin:riscv_target_feature zfh:riscv_target_feature " +
    "zfhmin:riscv_target_feature zfinx:riscv_target_feature zhinx:riscv_target_feature zhinxmin:riscv_target_feature " +
    "zic64b zicbom zicbop zicboz ziccamoa ziccif zicclsm ziccrse zicntr zicond zicsr zifencei zihintntl zihintpause zihpm " +
    "zimop zk zkn zknd zkne zkne_or_zknd:riscv_target_feature zknh zkr zks zksed zksh zkt ztso zvbb:riscv_target_feature " +
    "zvbc:riscv_target_feature zve32f:riscv_target_feature zve32x:riscv_target_feature zve64d:riscv_target_feature " +
    "zve64f:riscv_target_feature zve64x:riscv_target_feature zvfbfmin:riscv_target_feature zvfbfwma:riscv_target_feature " +
    "zvfh:riscv_target_feature zvfhmin:riscv_target_feature zvkb:riscv_target_feature zvkg:riscv_target_feature " +
    "zvkn:riscv_target_feature zvknc:riscv_target_feature zvkned:riscv_target_feature zvkng:riscv_target_feature " +
    "zvknha:riscv_target_feature zvknhb:riscv_target_feature zvks:riscv_target_feature zvksc:riscv_target_feature " +
    "zvksed:riscv_target_feature zvksg:riscv_target_feature zvksh:riscv_target_feature zvkt:riscv_target_feature " +
    "zvl32b:riscv_target_feature zvl64b:riscv_target_feature zvl128b:riscv_target_feature zvl256b:riscv_target_feature " +
    "zvl512b:riscv_target_feature zvl1024b:riscv_target_feature zvl2048b:riscv_target_feature " +
    "zvl4096b:riscv_target_feature zvl8192b:riscv_target_feature zvl16384b:riscv_target_feature " +
    "zvl32768b:riscv_target_feature zvl65536b:riscv_target_feature",
};

/** Of an architecture, by name: the language feature it needs, "" for none; undefined if the table has not the architecture. */
export function targetFeatures(arch: string): ReadonlyMap<string, string> | undefined {
  const row = Object.hasOwn(ROWS, arch) ? ROWS[arch] : undefined;
  return row === undefined
    ? undefined
    : new Map(
        row
          .split(" ")
          .map((entry) => entry.split(":") as [string, string?])
          .map(([name, needs = ""]) => [name, needs]),
      );
}
