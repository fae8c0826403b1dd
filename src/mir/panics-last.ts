// Blocks that only call what does not return stand behind all others, out of the way of what usually happens.
import type { BasicBlock, BlockId, Body } from "./mir.ts";
import { retarget } from "./simplify.ts";

const isPanic = ({ statements, terminator }: BasicBlock): boolean =>
  statements.length === 0 && terminator.kind === "call" && terminator.target === undefined;

export function panicsLast(body: Body): Body {
  const ids = body.blocks.map((_, id) => id);
  const isLast = (id: BlockId) => id > 0 && isPanic(body.blocks[id] as BasicBlock);
  const order = [...ids.filter((id) => !isLast(id)), ...ids.filter(isLast)];
  if (order.every((id, i) => id === i)) return body;
  const numbers = new Map(order.map((id, i) => [id, i]));
  const blocks = order.map((id): BasicBlock => {
    const { statements, terminator } = body.blocks[id] as BasicBlock;
    return { statements, terminator: retarget(terminator, (target) => numbers.get(target) as number) };
  });
  return { ...body, blocks };
}
