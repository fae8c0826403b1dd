// Shards of strings as the real LLD dealt them: XXH64 by LLD 15, XXH3 by LLD 22.
import { expect, test } from "vitest";
import { xxh3, xxh64 } from "../../src/base/xxhash.ts";

const shard = (hash: (bytes: Uint8Array) => bigint, text: string) => Number((hash(new TextEncoder().encode(text)) & 0xffffffffn) >> 27n);

test("XXH64", () => {
  expect(xxh64(new Uint8Array())).toBe(0xef46db3751d8e999n);
  expect(shard(xxh64, "Linker: LLD 15.0.6")).toBe(10);
});

test("XXH3", () => {
  expect(xxh3(new Uint8Array())).toBe(0x2d06800538d394c2n);
  expect(shard(xxh3, "")).toBe(7);
  expect(shard(xxh3, "rustc version 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)")).toBe(10);
  expect(shard(xxh3, "Linker: Debian LLD 22.1.8")).toBe(16);
  expect(shard(xxh3, "rustc version 1.95.0 (59807616e 2026-04-14)")).toBe(1);
  expect(shard(xxh3, "Linker: LLD 22.1.2 (/checkout/src/llvm-project/llvm 1cb4e3833c1919c2e6fb579a23ac0e2b22587b7e)")).toBe(6);
});

test("XXH3 of each length class, as xxhsum 0.8 gives it", () => {
  const text = new TextEncoder().encode("Permission is hereby granted, free of charge. ".repeat(70));
  expect([5, 16, 17, 33, 65, 128, 200, 240, 241, 1024, 3000].map((length) => xxh3(text.subarray(0, length)).toString(16))).toEqual([
    "f21f3591fcb545ef",
    "45be5ea6674d34d1",
    "9ae8a4b155df9091",
    "31a2e74a208efef7",
    "6a3d73caead6dacf",
    "afdf7637a10a81aa",
    "378438bde80d07d4",
    "639c38ed1ecb3c3c",
    "a0d8d83a9a48d17",
    "a8955af51a5843d3",
    "a7e402ae456732cd",
  ]);
});
