import { readdirSync, readFileSync } from 'node:fs';

/** Resident memory, in bytes, of a process and of the processes below it; Linux only. */
export function readMemory(root: number): { own: number; below: number } {
  const children = new Map<number, number[]>();
  const resident = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const status = readFileSync(`/proc/${entry}/status`, 'utf8');
      const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
      resident.set(Number(entry), Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024);
    } catch {
      // It ended between the listing and the reading.
    }
  }
  const sum = (pid: number): number =>
    (resident.get(pid) ?? 0) +
    (children.get(pid) ?? []).reduce((total, child) => total + sum(child), 0);
  const own = resident.get(root) ?? 0;
  return { own, below: sum(root) - own };
}
