// readelf -I: how long the chains of the hash tables are.
import { SHT_GNU_HASH, SHT_HASH } from "../../elf/constants.ts";
import type { Fields } from "../../elf/read.ts";
import type { ReadelfView } from "./view.ts";

/** `12.3` of a share, in percent. */
const percent = (part: number, whole: number): string => (whole === 0 ? 0 : (part * 100) / whole).toFixed(1);

function table(title: string, lengths: readonly number[]): string {
  const longest = Math.max(0, ...lengths);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (total === 0) return "";
  let text = `Histogram for ${title}bucket list length (total of ${lengths.length} buckets)\n Length  Number     % of total  Coverage\n`;
  for (let length = 0, covered = 0; length <= longest; length++) {
    const number = lengths.filter((other) => other === length).length;
    covered += number * length;
    text += `${String(length).padStart(7)}  ${String(number).padEnd(10)} (${percent(number, lengths.length).padStart(5)}%)     ${percent(covered, total).padStart(5)}%\n`;
  }
  return text;
}

/** gABI: nbucket, nchain, buckets, chains. A chain that comes back to itself is cut. */
function systemV(f: Fields): number[] {
  if (f.length < 8) return [];
  const buckets = f.u32(0);
  const chains = f.u32(4);
  if ((buckets + chains + 2) * 4 > f.length) return [];
  return Array.from({ length: buckets }, (_, bucket) => {
    let length = 0;
    for (let symbol = f.u32(8 + bucket * 4); symbol !== 0 && symbol < chains && length <= chains; length++)
      symbol = f.u32(8 + (buckets + symbol) * 4);
    return length;
  });
}

/** GNU: nbuckets, symoffset, bloom_size, bloom_shift, bloom, buckets, chain hashes whose lowest bit ends a chain. */
function gnu(f: Fields): number[] {
  if (f.length < 16) return [];
  const buckets = f.u32(0);
  const first = f.u32(4);
  const start = 16 + f.u32(8) * (f.is64 ? 8 : 4);
  const chains = start + buckets * 4;
  if (chains > f.length) return [];
  return Array.from({ length: buckets }, (_, bucket) => {
    const symbol = f.u32(start + bucket * 4);
    if (symbol < first) return 0;
    let length = 0;
    for (let at = chains + (symbol - first) * 4; at + 4 <= f.length; at += 4) {
      length++;
      if ((f.u32(at) & 1) !== 0) break;
    }
    return length;
  });
}

export function hashHistogram(view: ReadelfView): string {
  let text = "";
  for (const [type, title, read] of [
    [SHT_HASH, "", systemV],
    [SHT_GNU_HASH, "`.gnu.hash' ", gnu],
  ] as const) {
    const section = view.file.sections.find((other) => other.type === type);
    if (section === undefined) continue;
    const lengths = view.attempt(() => read(view.file.view(view.file.contents(section))), []);
    text += table(title, lengths);
  }
  return text;
}
