/**
 * `npm run password`: asks for a password, which is not shown, and prints the hash that goes into
 * the company's settings. Also reads it from a pipe.
 */

import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { hashSecret } from './identity/secret-hash.ts';

const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
const lines = createInterface({
  input: process.stdin,
  output: unseen,
  terminal: process.stdin.isTTY,
});
process.stderr.write('Password, at least 12 characters: ');
const password = await lines.question('');
lines.close();
process.stderr.write('\n');
// NIST SP 800-63B asks for 8; nothing slows down who has stolen the hashes.
if (password.length < 12) {
  process.stderr.write('That is too short.\n');
  process.exitCode = 1;
} else {
  process.stdout.write(`${await hashSecret(password)}\n`);
}
