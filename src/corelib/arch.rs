//! `asm!` and its kin are built in; of the intrinsics of CPUs there are those that need no vectors.

/// What else stands there is known by name only.
pub mod x86_64 {
    pub use super::cpu::{__cpuid, __cpuid_count, __get_cpuid_max, __rdtscp, _mm_pause, _rdtsc, CpuidResult};
}

mod cpu {
    #[derive(Copy, Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
    pub struct CpuidResult {
        pub eax: u32,
        pub ebx: u32,
        pub ecx: u32,
        pub edx: u32,
    }

    // Since when these are safe was seen in the newest release only.
    #[cfg(since = "96")]
    #[inline]
    pub fn __cpuid_count(leaf: u32, sub_leaf: u32) -> CpuidResult {
        cpuid(leaf, sub_leaf)
    }
    #[cfg(since = "96")]
    #[inline]
    pub fn __cpuid(leaf: u32) -> CpuidResult {
        cpuid(leaf, 0)
    }
    #[cfg(since = "96")]
    #[inline]
    pub fn __get_cpuid_max(leaf: u32) -> (u32, u32) {
        let CpuidResult { eax, ebx, .. } = cpuid(leaf, 0);
        (eax, ebx)
    }
    #[cfg(since = "96")]
    #[inline]
    pub fn _mm_pause() {
        crate::hint::spin_loop()
    }
    #[cfg(not(since = "80"))]
    #[inline]
    pub unsafe fn __cpuid_count(leaf: u32, sub_leaf: u32) -> CpuidResult {
        cpuid(leaf, sub_leaf)
    }
    #[cfg(not(since = "80"))]
    #[inline]
    pub unsafe fn __cpuid(leaf: u32) -> CpuidResult {
        cpuid(leaf, 0)
    }
    #[cfg(not(since = "80"))]
    #[inline]
    pub unsafe fn __get_cpuid_max(leaf: u32) -> (u32, u32) {
        let CpuidResult { eax, ebx, .. } = cpuid(leaf, 0);
        (eax, ebx)
    }
    #[cfg(not(since = "80"))]
    #[inline]
    pub unsafe fn _mm_pause() {
        crate::hint::spin_loop()
    }

    #[inline]
    fn cpuid(leaf: u32, sub_leaf: u32) -> CpuidResult {
        let (eax, ebx, ecx, edx);
        unsafe {
            crate::arch::asm!(
                "mov {0:r}, rbx", "cpuid", "xchg {0:r}, rbx",
                out(reg) ebx, inout("eax") leaf => eax, inout("ecx") sub_leaf => ecx, out("edx") edx,
                options(nostack, preserves_flags)
            );
        }
        CpuidResult { eax, ebx, ecx, edx }
    }

    #[inline]
    pub unsafe fn _rdtsc() -> u64 {
        let (low, high): (u32, u32);
        unsafe {
            crate::arch::asm!("rdtsc", out("eax") low, out("edx") high, options(nomem, nostack, preserves_flags));
        }
        (high as u64) << 32 | low as u64
    }
    #[inline]
    pub unsafe fn __rdtscp(aux: *mut u32) -> u64 {
        let (low, high, id): (u32, u32, u32);
        unsafe {
            crate::arch::asm!("rdtscp", out("eax") low, out("edx") high, out("ecx") id, options(nomem, nostack, preserves_flags));
            *aux = id;
        }
        (high as u64) << 32 | low as u64
    }
}
