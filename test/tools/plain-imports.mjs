// What a chunk takes of another one it would ask for at each use, and get from a function: exports may change. Those of kbuild are
// there when their chunk is, and never change; so each is asked for once, where its chunk is loaded.
import { parseAst } from "rolldown/parseAst";
import { childrenOf } from "./plain-loops.mjs";

/** `const require_other = require("./other.cjs")`: names to their declarations. */
function requiredIn({ body }) {
  const all = body.flatMap((statement) => (statement.type === "VariableDeclaration" ? statement.declarations : []));
  const isRequired = ({ init }) =>
    init?.type === "CallExpression" && init.callee.name === "require" && init.arguments[0].value?.startsWith("./");
  return new Map(all.filter(isRequired).map(({ id, init }) => [id.name, init]));
}

/** The code of a chunk, in which parts of others have names of their own. */
export function withPlainImports(code) {
  const tree = parseAst(code);
  const required = requiredIn(tree);
  /** Of each chunk's, the parts that are used. */
  const used = new Map([...required.keys()].map((name) => [name, new Set()]));
  const edits = [];
  const work = [tree];
  for (let node = work.pop(); node !== undefined; node = work.pop()) {
    const parts = node.type === "MemberExpression" && !node.computed ? used.get(node.object.name) : undefined;
    if (parts === undefined) {
      for (const child of childrenOf(node)) work.push(child);
      continue;
    }
    parts.add(node.property.name);
    edits.push({ start: node.start, end: node.end, text: `${node.object.name}$${node.property.name}` });
  }
  for (const [name, { end }] of required) {
    const own = [...used.get(name)].map((part) => `, ${name}$${part} = ${name}.${part}`).join("");
    edits.push({ start: end, end, text: own });
  }
  let text = "";
  let at = 0;
  for (const edit of edits.sort((a, b) => a.start - b.start)) {
    text += code.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return text + code.slice(at);
}

/** Chunks that lead back to themselves would ask for what is not there yet. */
function refuseCycles(chunks) {
  const done = new Set();
  const visit = (name, way) => {
    if (way.includes(name)) throw new Error(`chunks in a circle: ${[...way, name].join(", ")}`);
    if (done.has(name)) return;
    done.add(name);
    for (const next of chunks.get(name)?.imports ?? []) visit(next, [...way, name]);
  };
  for (const name of chunks.keys()) visit(name, []);
}

export const plainImports = {
  name: "plain-imports",
  renderChunk(code) {
    if (code.includes("__esm")) throw new Error("a module is made when it is asked for: what it exports is not there before");
    return { code: withPlainImports(code), map: null };
  },
  generateBundle(_, bundle) {
    refuseCycles(new Map(Object.values(bundle).flatMap((chunk) => (chunk.type === "chunk" ? [[chunk.fileName, chunk]] : []))));
  },
};
