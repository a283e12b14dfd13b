/** What a person can do when npm could not install; npm's own last words follow beneath. */

/**
 * @param {{ output: string, freeBytes: number }} failure what npm wrote to its standard error, and
 *   the room that was left: on a full disk npm stumbles over half a file and does not say why
 * @returns {string}
 */
export function explainFailure({ output, freeBytes }) {
  if (freeBytes < FREE_BYTES_MIN) return DISK_FULL;
  const known = CAUSES.find(({ pattern }) => pattern.test(output));
  return known?.advice ?? 'npm could not install the packages.';
}

/** Less than the largest single package, so something did not fit. */
const FREE_BYTES_MIN = 130_000_000;

const DISK_FULL =
  'The disk is full: Kontor needs about 500 MB here. Make room and run the command again.';

const CAUSES = [
  {
    pattern: /ENOSPC|no space left/i,
    advice:
      'The disk is full: Kontor needs about 500 MB here. Make room and run the command again.',
  },
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|EHOSTUNREACH/,
    advice:
      'The npm registry does not answer. Check the network and the proxy (`npm ping`), ' +
      'then run the command again.',
  },
  {
    pattern: /E401|E403|ENEEDAUTH/,
    advice: 'The npm registry refuses us. Check the credentials of your registry (`npm ping`).',
  },
  {
    pattern: /E404|ETARGET/,
    advice: 'The npm registry lacks a package that package-lock.json names.',
  },
  {
    pattern: /EINTEGRITY/,
    advice:
      'A package differs from the one in package-lock.json and was refused. ' +
      'Empty the cache (`npm cache clean --force`) and run the command again.',
  },
  {
    pattern: /EACCES|EPERM|EROFS/,
    advice: 'Some file may not be written. Check who owns this folder and node_modules.',
  },
  {
    pattern: /EUSAGE|can only install packages when/i,
    advice: 'package.json and package-lock.json disagree. Run `npm install` and commit the lock.',
  },
];
