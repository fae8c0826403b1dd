// What a machine sends, byte by byte.

/** Bytes to come out in whole pieces. */
export class Collected {
  readonly bytes: number[] = [];

  constructor(readonly flushed: ((bytes: Uint8Array) => void) | undefined) {}

  readonly add = (byte: number): void => {
    this.bytes.push(byte);
    if (this.flushed !== undefined && (byte === 10 || this.bytes.length >= 256)) this.flush();
  };

  flush(): void {
    if (this.flushed === undefined || this.bytes.length === 0) return;
    this.flushed(Uint8Array.from(this.bytes.splice(0)));
  }
}
