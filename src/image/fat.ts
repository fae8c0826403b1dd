// A disk with one FAT16 partition that holds one file, as firmware looks for it: partition table, boot record, two tables, root
// folder, data. Clusters grow with the file, so that their number stays FAT16's. Dates are fixed: the same file, the same disk.
// Facts: Microsoft's FAT specification (1.03), sections 3 to 6; UEFI specification, 5.2.1 (partition type 0xef).
import { ByteWriter } from "../base/bytes.ts";

const SECTOR = 512;
const PARTITION_START = 2048;
const ROOT_ENTRIES = 512;
const ROOT_SECTORS = (ROOT_ENTRIES * 32) / SECTOR;
/** Numbers of clusters that make a FAT16 file system. */
const FEWEST_CLUSTERS = 4085;
const MOST_CLUSTERS = 65524;
const MOST_CLUSTER_SECTORS = 64;
const FOLDER = 0x10;
const ARCHIVE = 0x20;
/** 1980-01-01 */
const DATE = 0x0021;
const LAST = 0xffff;

interface Layout {
  readonly clusterSectors: number;
  readonly clusters: number;
  readonly tableSectors: number;
  /** Of the partition. */
  readonly sectors: number;
}

const divide = (value: number, by: number): number => Math.ceil(value / by);

/** Undefined if the data fits in no FAT16 file system. */
function layoutFor(bytes: number, others: number): Layout | undefined {
  for (let clusterSectors = 1; clusterSectors <= MOST_CLUSTER_SECTORS; clusterSectors *= 2) {
    const clusters = Math.max(FEWEST_CLUSTERS, divide(bytes, clusterSectors * SECTOR) + others);
    if (clusters > MOST_CLUSTERS) continue;
    const tableSectors = divide((clusters + 2) * 2, SECTOR);
    return { clusterSectors, clusters, tableSectors, sectors: 1 + 2 * tableSectors + ROOT_SECTORS + clusters * clusterSectors };
  }
  return undefined;
}

function partitionTable({ sectors }: Layout): Uint8Array {
  const out = new ByteWriter(true, SECTOR).append(new Uint8Array(446));
  // Addresses by cylinder and head are out of use: all ones.
  out.append([0, 0xfe, 0xff, 0xff, 0xef, 0xfe, 0xff, 0xff]).u32(PARTITION_START).u32(sectors);
  return out.append(new Uint8Array(48)).u16(0xaa55).bytes.slice();
}

function bootRecord({ clusterSectors, tableSectors, sectors }: Layout): Uint8Array {
  const out = new ByteWriter(true, SECTOR).append([0xeb, 0x3c, 0x90]).text("KBUILD  ");
  out.u16(SECTOR).u8(clusterSectors).u16(1).u8(2).u16(ROOT_ENTRIES);
  out
    .u16(sectors < 0x10000 ? sectors : 0)
    .u8(0xf8)
    .u16(tableSectors)
    .u16(63)
    .u16(255)
    .u32(PARTITION_START);
  out
    .u32(sectors < 0x10000 ? 0 : sectors)
    .u8(0x80)
    .u8(0)
    .u8(0x29)
    .u32(0x4b424c44);
  out.text("KBUILD     ").text("FAT16   ");
  return out
    .append(new Uint8Array(510 - out.length))
    .u16(0xaa55)
    .bytes.slice();
}

function entry(name: string, attributes: number, cluster: number, size: number): Uint8Array {
  const out = new ByteWriter(true, 32).text(name).u8(attributes).u8(0).u8(0).u16(0).u16(DATE).u16(DATE).u16(0);
  return out.u16(0).u16(DATE).u16(cluster).u32(size).bytes.slice();
}

/** A folder below the root: itself, what it lies in (0: the root), and one entry. */
function folder(self: number, parent: number, only: Uint8Array): Uint8Array {
  return new ByteWriter(true, 96)
    .append(entry(".          ", FOLDER, self, 0))
    .append(entry("..         ", FOLDER, parent, 0))
    .append(only)
    .bytes.slice();
}

function table({ tableSectors }: Layout, fileClusters: number): Uint8Array {
  const out = new Uint16Array((tableSectors * SECTOR) / 2);
  out.set([0xfff8, LAST, LAST, LAST]);
  for (let i = 0; i < fileClusters; i++) out[4 + i] = i === fileClusters - 1 ? LAST : 5 + i;
  return new Uint8Array(out.buffer);
}

/** A disk with `file` as `\EFI\BOOT\BOOTX64.EFI`; undefined if it is too large (about 2 GiB). */
export function efiDisk(file: Uint8Array): Uint8Array | undefined {
  const layout = layoutFor(file.length, 2);
  if (layout === undefined) return undefined;
  const cluster = layout.clusterSectors * SECTOR;
  const disk = new Uint8Array((PARTITION_START + layout.sectors) * SECTOR);
  const start = PARTITION_START * SECTOR;
  const allocation = table(layout, divide(file.length, cluster));
  const root = start + SECTOR + 2 * allocation.length;
  const data = root + ROOT_SECTORS * SECTOR;
  disk.set(partitionTable(layout));
  disk.set(bootRecord(layout), start);
  disk.set(allocation, start + SECTOR);
  disk.set(allocation, start + SECTOR + allocation.length);
  disk.set(entry("EFI        ", FOLDER, 2, 0), root);
  disk.set(folder(2, 0, entry("BOOT       ", FOLDER, 3, 0)), data);
  disk.set(folder(3, 2, entry("BOOTX64 EFI", ARCHIVE, 4, file.length)), data + cluster);
  disk.set(file, data + 2 * cluster);
  return disk;
}
