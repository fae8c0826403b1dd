// Packets of GDB's remote protocol: `$text#checksum`, answered by `+`; a byte 3 outside of packets asks for a stop.
// Source: GDB manual, appendix E.1.

const checksum = (text: string): string => {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum += text.charCodeAt(i);
  return (sum & 0xff).toString(16).padStart(2, "0");
};

/** Characters as bytes, one each. */
export const packet = (text: string): string => `$${text}#${checksum(text)}`;

export type Received = { readonly kind: "packet"; readonly text: string } | { readonly kind: "damaged" } | { readonly kind: "stop" };

/** More than any command of a debugger takes. */
const MOST = 0x20000;
const STOP = "\x03";

/** Cuts what comes in into packets. */
export class PacketReader {
  #rest = "";

  /** What is complete with these bytes (Latin-1). A packet that never ends is dropped. */
  add(bytes: string): Received[] {
    const found: Received[] = [];
    let text = this.#rest + bytes;
    for (;;) {
      const start = [...text].findIndex((one) => one === "$" || one === STOP);
      if (start < 0) text = "";
      if (start < 0) break;
      if (text[start] === STOP) {
        found.push({ kind: "stop" });
        text = text.slice(start + 1);
        continue;
      }
      const end = text.indexOf("#", start);
      if (end < 0 || end + 3 > text.length) {
        text = text.length > MOST ? "" : text.slice(start);
        break;
      }
      const body = text.slice(start + 1, end);
      found.push(checksum(body) === text.slice(end + 1, end + 3).toLowerCase() ? { kind: "packet", text: body } : { kind: "damaged" });
      text = text.slice(end + 3);
    }
    this.#rest = text;
    return found;
  }
}

/** Bytes as two hex digits each. */
export const hexOf = (bytes: Iterable<number>): string => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length >> 1 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

/** A number's bytes, the lowest first. */
export const littleEndian = (value: bigint, bits: number): Uint8Array =>
  Uint8Array.from({ length: bits / 8 }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));

export function numberOf(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
