import { readFileSync } from 'node:fs';

/**
 * Names the kernel that this process runs in, from its start to its end. Undefined on systems that
 * have no such name.
 */
export function kernelBoot(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return undefined;
  }
}
