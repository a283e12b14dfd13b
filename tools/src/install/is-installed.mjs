/**
 * Whether node_modules holds what package-lock.json asks for, by comparing it with the record npm
 * leaves there (node_modules/.package-lock.json). Packages for other platforms may be missing.
 */

/**
 * @typedef {{ version?: string, integrity?: string, link?: boolean,
 *   optional?: boolean, devOptional?: boolean, peer?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lock
 */

/**
 * @param {{ lock: Lock, installed: Lock }} locks what is asked for, and what npm says is there
 * @returns {boolean}
 */
export function isInstalled({ lock, installed }) {
  const present = installed.packages ?? {};
  return Object.entries(lock.packages ?? {}).every(([path, wanted]) => {
    if (!path.startsWith('node_modules/')) return true;
    const found = present[path];
    if (found === undefined) return Boolean(wanted.optional ?? wanted.devOptional);
    return isSame({ wanted, found });
  });
}

/** @param {{ wanted: LockedPackage, found: LockedPackage }} packages */
function isSame({ wanted, found }) {
  if (wanted.link || found.link) return wanted.link === found.link;
  return wanted.version === found.version && wanted.integrity === found.integrity;
}
