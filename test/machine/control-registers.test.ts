// What control registers take: by the processor's manual, as QEMU looks at little of it.
import { expect, test } from "vitest";
import { ControlRegisters } from "../../src/machine/control-registers.ts";
import { Fault, Memory } from "../../src/machine/memory.ts";
import { Paging } from "../../src/machine/paging.ts";
import { Processor } from "../../src/machine/processor.ts";

function registers() {
  const memory = new Memory(0x1000, () => 0);
  const processor = new Processor(memory, { systemCall: () => {}, system: () => false });
  const paging = new Paging(
    () => memory,
    () => 0,
    () => false,
  );
  const priority = { get: () => 3, set: () => {} };
  return { processor, paging, subject: new ControlRegisters(() => processor, paging.state, priority) };
}

test.each([
  [0, 0x1_8000_0013n, "past 32 bits"],
  [0, 0xa000_0013n, "not write-through, but cached"],
  [0, 0x8000_0012n, "pages without protection"],
  [0, 0x13n, "no pages: long mode is not left"],
  [3, 1n << 60n, "an address past the pages'"],
  [4, 0x600n, "no PAE"],
  [4, 0x8620n, "a bit that is reserved"],
  [4, 1n << 40n, "past 32 bits"],
  [8, 16n, "more than a class"],
])("CR%i refuses %s: %s", (number, value) => {
  const { subject } = registers();
  const before = subject.read(number);
  expect(() => subject.write(number, value)).toThrow(
    expect.toSatisfy((thrown) => thrown instanceof Fault && thrown.vector === 13) as Error,
  );
  expect(subject.read(number)).toBe(before);
});

test("registers that do not exist", () => {
  const { subject } = registers();
  expect(() => subject.read(5)).toThrow(expect.toSatisfy((thrown) => thrown instanceof Fault && thrown.vector === 6) as Error);
});

test("contexts begin with the first", () => {
  const { subject, paging } = registers();
  subject.write(3, 0x1018n);
  expect(() => subject.write(4, 0x20620n)).toThrow();
  subject.write(3, 0x1000n);
  subject.write(4, 0x20620n);
  subject.write(3, 0x8000_0000_0000_2005n);
  expect([subject.read(3), paging.state.root]).toEqual([0x2005n, 0x2000]);
});

test("units are switched off", () => {
  const { subject, processor } = registers();
  subject.write(0, 0x8000_001bn);
  expect([processor.floatFault, processor.vectorFault]).toEqual([7, 7]);
  subject.write(0, 0x8000_0017n);
  expect([processor.floatFault, processor.vectorFault]).toEqual([7, 6]);
  subject.write(0, 0x8000_0013n);
  expect([processor.floatFault, processor.vectorFault]).toEqual([undefined, undefined]);
});
