// Features in the graph of `cargo tree -e features`: which the command line asks for, and which turn on which.
import { hasImplicitFeature, optionalNames } from "../manifest/declared-features.ts";
import type { FeatureRequest } from "../resolve/features.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { addFeature } from "./tree-graph.ts";
import type { TreeGraph } from "./tree-graph.ts";

/** `dependency/feature`, `dependency?/feature`. */
interface ForDependency {
  readonly name: string;
  readonly feature: string;
  readonly isWeak: boolean;
}

function forDependency(word: string): ForDependency | undefined {
  const slash = word.indexOf("/");
  if (slash < 0) return undefined;
  const before = word.slice(0, slash);
  return { name: before.replace(/\?$/, ""), feature: word.slice(slash + 1), isWeak: before.endsWith("?") };
}

/** What a feature turns on; undefined if there is no such feature. */
function impliedBy(manifest: Manifest, name: string): readonly string[] | undefined {
  const own = manifest.features.get(name);
  if (own !== undefined) return own;
  return hasImplicitFeature(manifest, name) && optionalNames(manifest).includes(name) ? [`dep:${name}`] : undefined;
}

/** Nodes for what the command line asks of a member; they lead to it, and nothing leads to them. */
export function addAskedFeatures(graph: TreeGraph, member: number, manifest: Manifest, request: FeatureRequest): void {
  const names = [
    ...(request.all ? [...manifest.features.keys(), ...optionalNames(manifest)] : []),
    ...(request.defaults ? ["default"] : []),
    ...request.features,
  ];
  const ask = (name: string, of: number) => graph.fromCommandLine.add(addFeature(graph, name, of).at);
  for (const word of names) {
    const outward = forDependency(word);
    if (outward === undefined) ask(word, member);
    else
      for (const { to, isOptional } of graph.named.get(member)?.get(outward.name) ?? []) {
        if (isOptional) ask(outward.name, member);
        ask(outward.feature, to);
      }
  }
}

/** Connects the features that are there with all that they turn on. */
export function addImpliedFeatures(graph: TreeGraph): void {
  for (const at of [...graph.nodes.keys()]) follow(graph, at);
}

function follow(graph: TreeGraph, from: number): void {
  const node = graph.node(from);
  const owner = node.is === "feature" ? graph.node(node.of) : undefined;
  if (node.is !== "feature" || owner?.is !== "package") return;
  const turnOn = (name: string, of: number) => {
    const added = addFeature(graph, name, of);
    graph.connect(from, { kind: "features", to: added.at });
    return added;
  };
  const turnOnAll = (name: string, of: number) => {
    const { at, isNew } = turnOn(name, of);
    if (isNew) follow(graph, at);
  };
  for (const word of impliedBy(owner.package.manifest, node.name) ?? []) {
    const outward = forDependency(word);
    if (outward !== undefined)
      for (const { to, isOptional } of graph.named.get(node.of)?.get(outward.name) ?? []) {
        if (isOptional && !outward.isWeak) turnOn(outward.name, node.of);
        turnOnAll(outward.feature, to);
      }
    else if (!word.startsWith("dep:")) turnOnAll(word, node.of);
  }
}
