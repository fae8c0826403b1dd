import type { CodeMachine } from "./code-machine.ts";
import type { ObjdumpContext } from "./objdump.ts";
export function armMachine(context: ObjdumpContext, hex: boolean): CodeMachine {
  void context;
  void hex;
  throw new Error("not yet");
}
