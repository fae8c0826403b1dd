// Long options that LLD 15 and 22 know (their `--help`; most of those of link-time optimisation left out): what is in these
// lists and not in `command-line.ts` is refused as not done, what is in neither is no option at all.
import type { LldMajor } from "./options.ts";

const names = (text: string): string[] => text.trim().split(/\s+/);

const KNOWN_TO_BOTH = names(
  `
    Bdynamic Bno-symbolic Bshareable Bstatic Bsymbolic Bsymbolic-functions Bsymbolic-non-weak-functions EB EL Map Tbss Tdata Ttext
    Ttext-segment
    allow-multiple-definition allow-shlib-undefined android-memtag-heap android-memtag-mode android-memtag-stack apply-dynamic-relocs
    as-needed auxiliary build-id call-graph-ordering-file call-graph-profile-sort call_shared check-sections color-diagnostics
    compress-debug-sections cref defsym demangle dependency-file dependent-libraries disable-new-dtags discard-all discard-locals
    discard-none dn dy dynamic-linker dynamic-list eh-frame-hdr emit-relocs enable-new-dtags end-group end-lib entry
    error-handling-script error-limit error-unresolved-symbols exclude-libs execute-only export-dynamic export-dynamic-symbol
    export-dynamic-symbol-list fatal-warnings filter fini fix-cortex-a53-843419 fix-cortex-a8 format fortran-common gc-sections
    gdb-index gnu-unique hash-style help icf ignore-data-address-equality ignore-function-address-equality image-base init
    just-symbols keep-unique library library-path load-pass-plugin merge-exidx-entries mllvm mmap-output-file nmagic
    no-allow-multiple-definition no-allow-shlib-undefined no-apply-dynamic-relocs no-as-needed no-check-sections no-color-diagnostics
    no-demangle no-dependent-libraries no-dynamic-linker no-eh-frame-hdr no-execute-only no-export-dynamic no-fatal-warnings
    no-fortran-common no-gc-sections no-gdb-index no-gnu-unique no-lto-pgo-warn-mismatch no-lto-unique-basic-block-section-names
    no-lto-whole-program-visibility no-merge-exidx-entries no-mmap-output-file no-nmagic no-omagic no-optimize-bb-jumps
    no-pcrel-optimize no-pie no-power10-stubs no-print-gc-sections no-print-icf-sections no-relax no-rosegment no-toc-optimize
    no-undefined no-undefined-version no-use-android-relr-tags no-warn-backrefs no-warn-common no-warn-ifunc-textrel
    no-warn-symbol-ordering no-whole-archive noinhibit-exec non_shared nostdlib oformat omagic opt-remarks-filename opt-remarks-format
    opt-remarks-hotness-threshold opt-remarks-passes opt-remarks-with-hotness optimize-bb-jumps orphan-handling output pack-dyn-relocs
    package-metadata pcrel-optimize pic-executable pic-veneer pie plugin pop-state power10-stubs print-archive-stats print-gc-sections
    print-icf-sections print-map print-symbol-order push-state relax relocatable reproduce retain-symbols-file rosegment rpath
    rsp-quoting save-temps script section-start shared shuffle-sections soname sort-section split-stack-adjust-size start-group
    start-lib static strip-all strip-debug symbol-ordering-file sysroot target1-abs target1-rel target2 thinlto-cache-dir
    thinlto-cache-policy thinlto-jobs thinlto-single-module threads time-trace time-trace-granularity toc-optimize trace trace-symbol
    undefined undefined-glob undefined-version unique unresolved-symbols use-android-relr-tags verbose version version-script
    vs-diagnostics warn-backrefs warn-backrefs-exclude warn-common warn-ifunc-textrel warn-symbol-ordering warn-unresolved-symbols
    whole-archive why-extract wrap
  `,
);

const OF_LLD_15 = names("no-lto-legacy-pass-manager lto-legacy-pass-manager");

const OF_LLD_22 = names(
  `
    Bsymbolic-non-weak be8 bp-compression-sort bp-compression-sort-startup-functions bp-startup-sort branch-to-branch cmse-implib
    compress-sections debug-names default-script dT enable-non-contiguous-regions fat-lto-objects force-group-allocation in-implib
    irpgo-profile lto no-branch-to-branch no-debug-names no-fat-lto-objects no-lto-basic-block-address-map
    no-lto-validate-all-vtables-have-type-infos no-relax-gp no-warnings no-xosegment out-implib print-memory-usage
    randomize-section-padding relax-gp remap-inputs remap-inputs-file thinlto-distributor thinlto-distributor-arg
    thinlto-remote-compiler thinlto-remote-compiler-arg thinlto-remote-compiler-prepend-arg verbose-bp-section-orderer w why-live
    xosegment
  `,
);

export const LLD_OPTION_NAMES: Readonly<Record<LldMajor, ReadonlySet<string>>> = {
  15: new Set([...KNOWN_TO_BOTH, ...OF_LLD_15]),
  22: new Set([...KNOWN_TO_BOTH, ...OF_LLD_22]),
};
