import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statfsSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Only root mounts, and not in every container. */
export const mayMount = canMount();

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-mount-'));
  try {
    mount('-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder);
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** mount(8); throws when it fails. */
export function mount(...args: string[]): void {
  execFileSync('mount', args, { stdio: 'pipe' });
}

/** Puts a small file system under a folder while `play` runs; what it held is gone afterwards. */
export async function onSmallDisk(folder: string, size: string, play: () => Promise<void>): Promise<void> {
  mkdirSync(folder, { recursive: true });
  mount('-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder);
  try {
    await play();
  } finally {
    execFileSync('umount', ['-l', folder]);
  }
}

/** Writes until so many octets are left; returns the file to remove. */
export function fillBut(folder: string, octets: number): string {
  const { bavail, bsize } = statfsSync(folder);
  const ballast = join(folder, 'ballast');
  writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - octets)));
  return ballast;
}

/** A disk whose power can be cut. */
export interface Disk {
  /** From now on it holds what was sent to it until now: what the system only had in memory is gone. */
  cut(): void;
}

/** Puts a disk of its own (ext4 in a file) under a folder while `play` runs. */
export async function onDisk(folder: string, play: (disk: Disk) => Promise<void>): Promise<void> {
  const images = mkdtempSync(join(tmpdir(), 'guichet-disk-'));
  let image = join(images, '0');
  let cuts = 0;
  mkdirSync(folder, { recursive: true });
  blankImage(image);
  mount('-o', 'loop', image, folder);
  try {
    await play({
      cut: () => {
        cuts += 1;
        const before = image;
        image = join(images, String(cuts));
        copyAtRest(before, image);
        execFileSync('umount', [folder]);
        mount('-o', 'loop', image, folder);
      },
    });
  } finally {
    execFileSync('umount', ['-l', folder]);
    rmSync(images, { recursive: true });
  }
}

function blankImage(file: string): void {
  writeFileSync(file, '');
  truncateSync(file, 64 * 1024 * 1024);
  execFileSync('mkfs.ext4', ['-q', '-F', file], { stdio: 'pipe' });
}

/** One instant of the disk: while the system writes something back, a copy would be of several. */
function copyAtRest(from: string, to: string): void {
  do copyFileSync(from, to);
  while (!readFileSync(from).equals(readFileSync(to)));
}
