// What each value becomes: an instruction with a register for its result, or nothing of its own, because it is written
// into the instructions that use it: constants, places of the frame, addresses, comparisons before a branch.
import { terminatorArguments } from "../../ssa/ir.ts";
import type { SsaFunction, Value, ValueId } from "../../ssa/ir.ts";

/** A memory operand before registers are chosen. */
export interface AddressParts {
  readonly base: ValueId | undefined;
  readonly index: ValueId | undefined;
  readonly scale: 1 | 2 | 4 | 8;
  readonly displacement: number;
  readonly slot: number | undefined;
  readonly symbol: { readonly name: string; readonly addend: number } | undefined;
}

/** All parts are there, whatever an address is made of. */
const NOWHERE: AddressParts = { base: undefined, index: undefined, scale: 1, displacement: 0, slot: undefined, symbol: undefined };

const fits = (value: bigint): boolean => BigInt.asIntN(31, value) === value;

export class Selection {
  /** Where each value is used, as often as it is. */
  readonly #users = new Map<ValueId, ValueId[]>();
  readonly #branches = new Map<ValueId, number>();
  readonly #folded = new Set<ValueId>();

  constructor(readonly f: SsaFunction) {
    for (const block of f.blocks) {
      for (const id of [...block.phis, ...block.values])
        for (const arg of f.value(id).args) this.#users.set(arg, [...(this.#users.get(arg) ?? []), id]);
      for (const arg of terminatorArguments(block.terminator)) this.#branches.set(arg, (this.#branches.get(arg) ?? 0) + 1);
    }
    for (const block of f.blocks) {
      for (const id of block.values) if (this.#mayFold(f.value(id))) this.#folded.add(id);
    }
  }

  users(id: ValueId): readonly ValueId[] {
    return this.#users.get(id) ?? [];
  }

  /** It has no instruction of its own. */
  isFolded(id: ValueId): boolean {
    const { op } = this.f.value(id);
    return op === "const" || op === "slot" || this.#folded.has(id);
  }

  #mayFold(value: Value): boolean {
    if (value.op === "compare") return this.#isDecision(value);
    if (value.op === "overflow") return this.#isPlainOverflow(value) && this.#decidesBranch(value);
    const users = this.users(value.id);
    if (users.length === 0 || this.#branches.has(value.id)) return false;
    if (value.op !== "add" && value.op !== "symbol" && value.op !== "shl") return false;
    if (value.op === "shl") return this.#isScale(value) && users.every((user) => this.#isIndexed(this.f.value(user), value.id));
    const isAddress = users.every((user) => isAddressOf(this.f.value(user), value.id));
    return isAddress && (value.op === "symbol" || value.size === 8);
  }

  /** The flag that an instruction without fixed registers leaves. */
  #isPlainOverflow({ name, args }: Value): boolean {
    return name !== "umul" && (name !== "smul" || this.f.value(args[0] as ValueId).size > 1);
  }

  /** Asked for once, by the branch at the end of its block. */
  #decidesBranch({ id, block }: Value): boolean {
    if (this.users(id).length > 0 || this.#branches.get(id) !== 1) return false;
    const { terminator } = this.f.block(block);
    return terminator.kind === "branch" && terminator.condition === id;
  }

  /** Asked for once, by the branch at the end of its block or by a select. */
  #isDecision(value: Value): boolean {
    const users = this.users(value.id);
    const branches = this.#branches.get(value.id) ?? 0;
    if (users.length === 0 && branches === 1) return this.#decidesBranch(value);
    if (branches > 0 || users.length !== 1) return false;
    const user = this.f.value(users[0] as ValueId);
    return (
      user.op === "select" &&
      user.args[0] === value.id &&
      user.args[1] !== value.id &&
      user.args[2] !== value.id &&
      user.block === value.block
    );
  }

  #isScale(value: Value): boolean {
    const by = this.f.value(value.args[1] as ValueId);
    return value.size === 8 && by.op === "const" && by.imm <= 3n;
  }

  /** The sum is an address, or can be computed like one. */
  #isIndexed(user: Value, id: ValueId): boolean {
    return (
      user.op === "add" &&
      user.size === 8 &&
      user.args[1] === id &&
      user.args[0] !== id &&
      this.f.value(user.args[0] as ValueId).op !== "symbol"
    );
  }

  /** The parts of an address; what is folded into it is taken apart. */
  address(base: ValueId, offset: bigint): AddressParts {
    const value = this.f.value(base);
    const address = (parts: Partial<AddressParts>): AddressParts => ({ ...NOWHERE, ...parts });
    if (value.op === "slot") return address({ slot: value.slot, displacement: Number(value.imm + offset) });
    if (value.op === "const" && fits(value.imm + offset)) return address({ displacement: Number(value.imm + offset) });
    if (value.op === "symbol" && this.#folded.has(base))
      return address({ symbol: { name: value.name as string, addend: Number(value.imm + offset) } });
    if (value.op !== "add" || !this.#folded.has(base)) return address({ base, displacement: Number(offset) });
    return this.sum(value, offset);
  }

  /** An addition as an address. */
  sum(value: Value, offset: bigint): AddressParts {
    const [left, right] = value.args as [ValueId, ValueId];
    const other = this.f.value(right);
    const first = this.f.value(left);
    const isSlot = first.op === "slot";
    const start = isSlot ? { base: undefined, slot: first.slot } : { base: left, slot: undefined };
    const displacement = offset + (isSlot ? first.imm : 0n);
    if (other.op === "const") {
      const constant = BigInt.asIntN(8 * other.size, other.imm);
      if (fits(constant + displacement))
        return { index: undefined, scale: 1, displacement: Number(constant + displacement), symbol: undefined, ...start };
      return { index: right, scale: 1, displacement: Number(displacement), symbol: undefined, ...start };
    }
    if (other.op === "slot")
      return {
        base: left,
        slot: other.slot,
        index: undefined,
        scale: 1,
        displacement: Number(displacement + other.imm),
        symbol: undefined,
      };
    const scaled = this.#folded.has(right) && other.op === "shl";
    const scale = scaled ? ((1 << Number(this.f.value(other.args[1] as ValueId).imm)) as 1 | 2 | 4 | 8) : 1;
    return { index: scaled ? other.args[0] : right, scale, displacement: Number(displacement), symbol: undefined, ...start };
  }

  /** The values an instruction reads from registers, what is folded into it taken apart. */
  operands(value: Value): readonly ValueId[] {
    if (value.op === "load" || value.op === "store") {
      const [base, ...rest] = value.args as [ValueId, ...ValueId[]];
      return [...this.#addressOperands(this.address(base, value.imm)), ...rest.filter((id) => this.#isRegister(id))];
    }
    if (value.op === "add" && value.size === 8) return this.#addressOperands(this.sum(value, 0n));
    return value.args.flatMap((id) => this.#flat(id));
  }

  #flat(id: ValueId): readonly ValueId[] {
    if (this.#isRegister(id)) return [id];
    const { op } = this.f.value(id);
    return op === "compare" || op === "overflow" ? this.f.value(id).args.flatMap((arg) => this.#flat(arg)) : [];
  }

  #addressOperands({ base, index }: AddressParts): readonly ValueId[] {
    return [base, index].filter((id): id is ValueId => id !== undefined && this.#isRegister(id));
  }

  #isRegister(id: ValueId): boolean {
    return !this.isFolded(id);
  }

  /** The values a block's last instruction reads. */
  terminatorOperands(block: number): readonly ValueId[] {
    return terminatorArguments(this.f.block(block).terminator).flatMap((id) => this.#flat(id));
  }
}

function isAddressOf(user: Value, id: ValueId): boolean {
  if (user.op === "load") return true;
  return user.op === "store" && user.args[0] === id && user.args[1] !== id;
}
