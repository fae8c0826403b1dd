import { expect, test } from "vitest";
import { ByteWriter } from "../../src/base/bytes.ts";

test("a writer grows at any width", () => {
  const writer = new ByteWriter(true, 1).u8(1).u16(2).u32(3).u64(4n);
  expect([...writer.bytes]).toEqual([1, 2, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0]);
});

test("LEB128 as the DWARF specification's examples have it", () => {
  const bytes = (write: (writer: ByteWriter) => void) => {
    const writer = new ByteWriter();
    write(writer);
    return [...writer.bytes];
  };
  expect(bytes((w) => w.uleb128(12857))).toEqual([0xb9, 0x64]);
  expect(bytes((w) => w.sleb128(-129))).toEqual([0xff, 0x7e]);
  expect(bytes((w) => w.sleb128(127))).toEqual([0xff, 0x00]);
});
