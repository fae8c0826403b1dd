declare module "capstone-wasm" {
  export function loadCapstone(module?: object): Promise<void>;
  export class Capstone {
    constructor(architecture: number, mode: number);
    readonly handle: number;
    setOption(option: number, value: number): number;
    close(): void;
  }
}
