/** Why a file cannot be read, in words for whoever typed its name. */

import { stat } from 'node:fs/promises';

export async function troubleWith(path: string): Promise<string | undefined> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return `${path} is a folder`;
    // Some are read twice, and have to be the same the second time.
    return found.isFile() ? undefined : `${path} is not a regular file`;
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (code === 'ENOENT') return `there is no file ${path}`;
    return `${path} cannot be opened (${String(code)})`;
  }
}
