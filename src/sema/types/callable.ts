// What can be called: functions, function pointers, closures.
import { reveal } from "./reveal.ts";
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
      const put = (part: Ty): Ty => normal(selector, tcx.types.substitute(part, type.args));
      return { params: signature.params.map(put), output: put(signature.output), unsafe: signature.unsafe };
    }
    case "fn-pointer":
      return { params: type.params, output: type.output, unsafe: type.unsafe };
    case "closure": {
      // In a generic function it may speak of associated types, which the arguments decide.
      const { params, output, unsafe } = tcx.closureTable.signature(type.closure, type.args);
      return { params: params.map((param) => normal(selector, param)), output: normal(selector, output), unsafe };
    }
    default:
      return undefined;
  }
}

/** To code, opaque types among parameters and results are what they are: arguments come so, too. */
function normal(selector: Selector, type: Ty): Ty {
  const found = selector.normalize(type, []);
  return selector.reveals ? selector.normalize(reveal(selector.tcx, found), []) : found;
}
