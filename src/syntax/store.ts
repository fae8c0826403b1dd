// Where the tree lies: columns of numbers. A node is an index; the parser adds nodes from the leaves up and writes lists
// of children into `words`. What is rare (attributes, replaced nodes) is in maps beside the columns.
//
// Forwarding: `replace(node, nodes)` makes every accessor see other nodes in a node's place (a macro call's expansion, or
// none for what `cfg` took away). A list is seen with the replacements spliced in; a single child as the one replacement.
import type { Span } from "../base/source.ts";
import type { Ident, NodeId } from "./ast.ts";
import { Names } from "./names.ts";
import * as T from "./token-kinds.ts";
import { grow32, grow8, TokenBuffer } from "./tokens.ts";

/** Bits of `nodeMarks`. */
const HAS_ATTRIBUTES = 1;
const IS_REPLACED = 2;

export class NodeStore {
  readonly names = Names.withWords();
  readonly tokens = new TokenBuffer(this.names);
  nodeCount = 1;
  nodeKinds = new Uint8Array(256);
  nodeLos = new Uint32Array(256);
  nodeHis = new Uint32Array(256);
  nodeCtxts = new Uint32Array(256);
  nodeData = new Uint32Array(256);
  /** Which of the maps beside the columns know a node: most nodes are in none, and every accessor asks. */
  nodeMarks = new Uint8Array(256);
  /** Grows with each change to what walks see, but for nodes that are only added. */
  changes = 0;
  wordCount = 1;
  words = new Uint32Array(1024);
  /** Syntax met that only a feature allows, in all files and expansions. */
  readonly gated: { readonly feature: string; readonly span: Span }[] = [];
  readonly #attributes = new Map<NodeId, number>();
  readonly #forwards = new Map<NodeId, readonly NodeId[]>();

  /** Adds a node with at most one field. */
  addNode(kind: number, lo: number, hi: number, ctxt: number, data: number): NodeId {
    const id = this.nodeCount;
    if (id === this.nodeKinds.length) this.#growNodes();
    this.nodeKinds[id] = kind;
    this.nodeLos[id] = lo;
    this.nodeHis[id] = hi;
    this.nodeCtxts[id] = ctxt;
    this.nodeData[id] = data;
    this.nodeCount = id + 1;
    return id;
  }

  #growNodes(): void {
    const size = this.nodeCount * 2;
    this.nodeKinds = grow8(this.nodeKinds, size);
    this.nodeLos = grow32(this.nodeLos, size);
    this.nodeHis = grow32(this.nodeHis, size);
    this.nodeCtxts = grow32(this.nodeCtxts, size);
    this.nodeData = grow32(this.nodeData, size);
    this.nodeMarks = grow8(this.nodeMarks, size);
  }

  /** Makes room for `count` words and returns where they begin. */
  allocate(count: number): number {
    const at = this.wordCount;
    if (at + count > this.words.length) this.words = grow32(this.words, Math.max(this.words.length * 2, at + count));
    this.wordCount = at + count;
    return at;
  }

  /** Writes `stack[from..]` as a list and takes it off the stack. */
  addList(stack: number[], from: number): number {
    const count = stack.length - from;
    if (count === 0) return 0;
    const at = this.allocate(count + 1);
    const { words } = this;
    words[at] = count;
    for (let i = 0; i < count; i++) words[at + 1 + i] = stack[from + i] as number;
    stack.length = from;
    return at;
  }

  /** A list's elements as stored, replacements not seen. */
  rawList(list: number): Uint32Array {
    return this.words.subarray(list + 1, list + 1 + (this.words[list] as number));
  }

  joinLists(first: number, second: number): number {
    if (first === 0) return second;
    if (second === 0) return first;
    return this.addList([...this.rawList(first), ...this.rawList(second)], 0);
  }

  field(id: NodeId, index: number): number {
    return this.words[(this.nodeData[id] as number) + index] as number;
  }

  setField(id: NodeId, index: number, value: number): void {
    this.words[(this.nodeData[id] as number) + index] = value;
    this.changes++;
  }

  setSpan(id: NodeId, lo: number, hi: number, ctxt: number): void {
    this.nodeLos[id] = lo;
    this.nodeHis[id] = hi;
    this.nodeCtxts[id] = ctxt;
  }

  // --- Attributes and replacement --------------------------------------------------------------------------------

  setAttributes(id: NodeId, list: number): void {
    if (list === 0) return;
    this.#attributes.set(id, list);
    this.#mark(id, HAS_ATTRIBUTES);
  }

  #mark(id: NodeId, bit: number): void {
    this.nodeMarks[id] = (this.nodeMarks[id] as number) | bit;
  }

  attributeList(id: NodeId): number {
    return ((this.nodeMarks[id] as number) & HAS_ATTRIBUTES) === 0 ? 0 : (this.#attributes.get(id) ?? 0);
  }

  /** All nodes that bear attributes, in the order they were parsed; those that `cfg` took away included. */
  attributedNodes(): Iterable<NodeId> {
    return this.#attributes.keys();
  }

  /** What `cfg` took away. */
  *removedNodes(): Iterable<NodeId> {
    for (const [id, nodes] of this.#forwards) if (nodes.length === 0) yield id;
  }

  /** From now on `nodes` are seen in the place of `id`. They may hold `id` itself, to stand beside others. */
  replace(id: NodeId, nodes: readonly NodeId[]): void {
    this.#forwards.set(id, nodes);
    this.#mark(id, IS_REPLACED);
    this.changes++;
  }

  /** `cfg` took the node away: lists skip it. */
  remove(id: NodeId): void {
    this.replace(id, []);
  }

  isRemoved(id: NodeId): boolean {
    return this.#forwards.get(id)?.length === 0;
  }

  /** The node seen where `id` was parsed; `id` itself if it was removed or became several. */
  resolve(id: NodeId): NodeId {
    let at = id;
    while (((this.nodeMarks[at] as number) & IS_REPLACED) !== 0) {
      const nodes = this.#forwards.get(at) as readonly NodeId[];
      if (nodes.length !== 1 || nodes[0] === at) return at;
      at = nodes[0] as NodeId;
    }
    return at;
  }

  /** The elements of a list with replacements in their places. */
  list(list: number): NodeId[] {
    const out: NodeId[] = [];
    this.pushList(list, out);
    return out;
  }

  /** Puts the elements of a list behind what `out` holds. */
  pushList(list: number, out: NodeId[]): void {
    const { words, nodeMarks } = this;
    const end = list + (words[list] as number);
    for (let at = list + 1; at <= end; at++) {
      const id = words[at] as number;
      if (((nodeMarks[id] as number) & IS_REPLACED) === 0) out.push(id);
      else this.#pushReplacements(id, out);
    }
  }

  #pushReplacements(id: NodeId, out: NodeId[]): void {
    for (const node of this.#forwards.get(id) as readonly NodeId[]) {
      if (node === id || ((this.nodeMarks[node] as number) & IS_REPLACED) === 0) out.push(node);
      else this.#pushReplacements(node, out);
    }
  }

  // --- Small parts -----------------------------------------------------------------------------------------------

  span(id: NodeId): Span {
    const ctxt = this.nodeCtxts[id] as number;
    const lo = this.nodeLos[id] as number;
    const hi = this.nodeHis[id] as number;
    return ctxt === 0 ? { lo, hi } : { lo, hi, ctxt };
  }

  /** The identifier of a token; token 0 gives the empty name. */
  ident(token: number): Ident {
    const { tokens } = this;
    if (token === 0) return { name: "", span: { lo: 0, hi: 0 } };
    const kind = tokens.kinds[token] as number;
    const ident = { name: tokens.text(token), span: tokens.span(token) };
    return kind === T.RawIdent || kind === T.RawLifetime ? { ...ident, raw: true } : ident;
  }

  optionalIdent(token: number): Ident | undefined {
    return token === 0 ? undefined : this.ident(token);
  }
}
