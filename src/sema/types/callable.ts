// What can be called: functions, function pointers, closures.
import type { Selector } from "./select.ts";
import type { Ty } from "./ty.ts";

export interface Callable {
  readonly params: readonly Ty[];
  readonly output: Ty;
  readonly unsafe: boolean;
}

export function callableOf(selector: Selector, type: Ty): Callable | undefined {
  const { tcx } = selector;
  switch (type.kind) {
    case "fn-def": {
      const signature = tcx.signature(type.def);
      const put = (part: Ty): Ty => selector.normalize(tcx.types.substitute(part, type.args), []);
      return { params: signature.params.map(put), output: put(signature.output), unsafe: signature.unsafe };
    }
    case "fn-pointer":
      return { params: type.params, output: type.output, unsafe: type.unsafe };
    case "closure":
      return tcx.closureTable.signature(type.closure, type.args);
    default:
      return undefined;
  }
}
