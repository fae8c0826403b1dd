// Devices by themselves: what the clock says, what keys send, when code spins.
import { expect, test } from "vitest";
import { decode } from "../../src/machine/decode.ts";
import { Clock } from "../../src/machine/devices/clock.ts";
import { chordsOf, scanCodes } from "../../src/machine/devices/scan-codes.ts";
import { spinsAt } from "../../src/machine/spinning.ts";

const ask = (clock: Clock, register: number) => {
  clock.write(0x70, register);
  return clock.read(0x71);
};

test.each([0, 951_782_399, 951_868_799, 1_709_164_799, 1_767_268_800, 4_102_444_799])("the clock at %i", (seconds) => {
  const clock = new Clock(
    seconds,
    () => 0,
    () => {},
  );
  const date = new Date(1000 * seconds);
  clock.write(0x70, 0x0b);
  clock.write(0x71, 6);
  const wanted = [date.getUTCFullYear() % 100, date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCDay() + 1];
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds(), Math.floor(date.getUTCFullYear() / 100)];
  expect([9, 8, 7, 6, 4, 2, 0, 0x32].map((register) => ask(clock, register))).toEqual([...wanted, ...time]);
});

test("the clock counts in decimals until it is told otherwise", () => {
  const clock = new Clock(
    59,
    () => 0,
    () => {},
  );
  expect([ask(clock, 0), ask(clock, 9)]).toEqual([0x59, 0x70]);
});

test("keys go down and up again, with those held for their characters", () => {
  const codes = chordsOf("a?\x1b[A\x01\r\u00e9").map(scanCodes);
  expect(codes).toEqual([
    [0x1e, 0x9e],
    [0x2a, 0x35, 0xb5, 0xaa],
    [0x48, 0xc8],
    [0x1d, 0x1e, 0x9e, 0x9d],
    [0x1c, 0x9c],
  ]);
});

test.each([
  ["jmp to itself", [0xeb, 0xfe], true],
  ["past pause", [0xf3, 0x90, 0xeb, 0xfc], true],
  ["into such a loop, but not of it", [0xeb, 0x00, 0xeb, 0xfe], false],
  ["counting", [0xff, 0xc0, 0xeb, 0xfc], false],
])("%s", (_, code, spins) => {
  const bytes = Uint8Array.from(code);
  expect(spinsAt(0n, (address) => decode(bytes.subarray(Number(address)), Number(address), 0))).toBe(spins);
});
