// `ins` and `outs`: strings that come from a port or go to one, repeated or not. A repeated one that faults has counted what it
// did; one of many elements lets others have a turn in between.
import type { Computer } from "./computer.ts";
import type { Instruction } from "./decode.ts";
import { FLAG_DIRECTION, SYSTEM } from "./state.ts";
import { checkPort } from "./system.ts";

const RCX = 1;
const RDX = 2;
const RSI = 6;
const RDI = 7;
const ADDRESS = (1n << 64n) - 1n;
const ADDRESS_32 = (1n << 32n) - 1n;
/** Elements in one go. */
const AT_ONCE = 64;

type Step = (computer: Computer, address: bigint, port: number, bytes: number) => void;

const receive: Step = ({ processor, ports }, address, port, bytes) => {
  // Where it cannot be written nothing is taken from the device.
  processor.store(address, 8 * bytes, processor.load(address, 8 * bytes));
  processor.store(address, 8 * bytes, BigInt(ports.read(port, bytes) >>> 0));
};

const send: Step = ({ processor, ports }, address, port, bytes) => {
  ports.write(port, bytes, Number(BigInt.asIntN(32, processor.load(address, 8 * bytes))));
};

function portString(step: Step, pointer: number, bytes: number) {
  return (computer: Computer, { repeat, narrowAddress, low, high }: Instruction): void => {
    const p = computer.processor;
    const port = Number(p.register(RDX, 16));
    checkPort(computer, port, bytes);
    const mask = narrowAddress ? ADDRESS_32 : ADDRESS;
    const distance = BigInt(((p.slots[SYSTEM] as number) & FLAG_DIRECTION) === 0 ? bytes : -bytes);
    for (let done = 0; ; done++) {
      const left = p.register(RCX) & mask;
      if (repeat !== 0 && left === 0n) break;
      if (done === AT_ONCE) return p.setIp((BigInt(high >>> 0) << 32n) | BigInt(low >>> 0));
      step(computer, p.register(pointer) & mask, port, bytes);
      p.setRegister(pointer, 64, (p.register(pointer) + distance) & mask);
      if (repeat === 0) break;
      p.setRegister(RCX, 64, left - 1n);
    }
    computer.attend();
  };
}

export const PORT_STRINGS = {
  insb: portString(receive, RDI, 1),
  insw: portString(receive, RDI, 2),
  insd: portString(receive, RDI, 4),
  outsb: portString(send, RSI, 1),
  outsw: portString(send, RSI, 2),
  outsd: portString(send, RSI, 4),
} as const;
