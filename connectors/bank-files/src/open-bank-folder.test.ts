import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  appendFileSync,
  renameSync,
  existsSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instantFromMs, systemClock, type Clock } from '@kontor/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBankFolder, type FolderImport, type FolderImportOutcome } from './open-bank-folder.ts';
import { watchFolder } from './watch-folder.ts';

const clock: Clock = { now: () => instantFromMs(1_774_000_000_000), elapsedMs: () => 0 };
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kontor-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** An import that knows bytes it has seen, as the real one does. */
function memoryImport() {
  const seen = new Map<string, FolderImportOutcome & { readonly kind: 'imported' }>();
  const effects: string[] = [];
  const importFile: FolderImport = async ({ name, source }) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of source) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const known = seen.get(text);
    if (known) return { ...known, kind: 'known' };
    if (text.startsWith('not')) {
      return {
        kind: 'not_a_bank_file',
        defects: [{ code: 'format_unknown', at: 'line 1', detail: text }],
      };
    }
    const status = text.startsWith('bad') ? 'quarantined' : 'booked';
    const reasons = text.startsWith('bad')
      ? [{ code: 'closing_balance_differs', at: 'S1', detail: text }]
      : [];
    const outcome = {
      kind: 'imported',
      file: { bankFileId: `bfl_${seen.size}`, status, reasons },
    } as const;
    seen.set(text, outcome);
    effects.push(name);
    return outcome;
  };
  return { importFile, effects };
}

function open(importFile: FolderImport, troubles: string[] = []) {
  return openBankFolder({ folder, clock, importFile, onTrouble: (_, name) => troubles.push(name) });
}
const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
const names = (sub: string) =>
  existsSync(join(folder, sub)) ? readdirSync(join(folder, sub)).sort() : [];
const waiting = () => names('').filter((name) => name !== 'done' && name !== 'quarantine');

describe('a file', () => {
  test('is taken when it stopped changing, and put away', async () => {
    const { importFile, effects } = memoryImport();
    const bank = open(importFile);
    put('a.xml', 'good');
    expect(await bank.look()).toBe(0);
    appendFileSync(join(folder, 'a.xml'), ' and more');
    expect(await bank.look()).toBe(0);
    expect(await bank.look()).toBe(1);
    expect(effects).toEqual(['a.xml']);
    expect([waiting(), names('done')]).toEqual([[], ['a.xml']]);
    expect(await bank.look()).toBe(0);
  });

  test('that is not booked lies in quarantine with its reasons', async () => {
    const bank = open(memoryImport().importFile);
    put('b.xml', 'bad sums');
    await bank.look();
    await bank.look();
    expect(names('quarantine')).toEqual(['b.xml', 'b.xml.reasons.json']);
    const report = readFileSync(join(folder, 'quarantine', 'b.xml.reasons.json'), 'utf8');
    expect(JSON.parse(report)).toEqual({
      name: 'b.xml',
      at: '2026-03-20T09:46:40.000Z',
      bankFileId: 'bfl_0',
      reasons: [{ code: 'closing_balance_differs', at: 'S1', detail: 'bad sums' }],
    });
  });

  test.each([
    ['taken', 'done', ['r.xml']],
    ['quarantined', 'quarantine', ['r.xml', 'r.xml.reasons.json']],
  ] as const)('that is a status report and was %s lies in %s', async (status, place, expected) => {
    const reasons = [{ code: 'message_unknown', at: 'file', detail: 'We sent no such message.' }];
    const report = { reportId: 'psr_0', status, reasons };
    const bank = open(async () => ({ kind: 'imported', report }));
    put('r.xml', '<CstmrPmtStsRpt/>');
    await bank.look();
    await bank.look();
    expect(names(place)).toEqual(expected);
    if (status === 'taken') return;
    const told = readFileSync(join(folder, place, 'r.xml.reasons.json'), 'utf8');
    expect(JSON.parse(told)).toMatchObject({ reportId: 'psr_0', reasons });
  });

  test('that is no bank file, too', async () => {
    const bank = open(memoryImport().importFile);
    put('holiday.jpg', 'not a statement');
    await bank.look();
    await bank.look();
    expect(names('quarantine')).toEqual(['holiday.jpg', 'holiday.jpg.reasons.json']);
  });

  test('of a name that was there before is kept beside it', async () => {
    const bank = open(memoryImport().importFile);
    for (const text of ['monday', 'tuesday']) {
      put('daily.sta', text);
      await bank.look();
      await bank.look();
    }
    expect(names('done')).toEqual(['2-daily.sta', 'daily.sta']);
  });

  test.each(['.hidden', 'a.xml.tmp', 'a.xml.part', 'A.FILEPART', 'a.xml~'])(
    'named %s is unfinished until it is renamed',
    async (name) => {
      const bank = open(memoryImport().importFile);
      put(name, 'good');
      await bank.look();
      expect(await bank.look()).toBe(0);
      renameSync(join(folder, name), join(folder, 'whole.xml'));
      await bank.look();
      expect(await bank.look()).toBe(1);
    },
  );

  test('that is a link or a folder is left alone', async () => {
    symlinkSync('/etc/hostname', join(folder, 'link.xml'));
    const bank = open(memoryImport().importFile);
    await bank.look();
    expect(await bank.look()).toBe(0);
  });

  test('that changes while it is read stays for another look', async () => {
    const { importFile } = memoryImport();
    let isFirst = true;
    const bank = open(async (file) => {
      const outcome = await importFile(file);
      if (isFirst) appendFileSync(join(folder, file.name), ' more');
      isFirst = false;
      return outcome;
    });
    put('a.xml', 'good');
    await bank.look();
    expect(await bank.look()).toBe(0);
    expect(waiting()).toEqual(['a.xml']);
    await bank.look();
    expect(await bank.look()).toBe(1);
  });
});

describe('trouble', () => {
  test('with one file does not keep others, and the file is tried again', async () => {
    const { importFile } = memoryImport();
    const troubles: string[] = [];
    let isAway = true;
    const bank = open((file) => {
      if (isAway && file.name === 'a.xml') throw new Error('the database is away');
      return importFile(file);
    }, troubles);
    put('a.xml', 'one');
    put('b.xml', 'two');
    await bank.look();
    expect(await bank.look()).toBe(1);
    expect([troubles, waiting()]).toEqual([['a.xml'], ['a.xml']]);
    isAway = false;
    expect(await bank.look()).toBe(1);
  });

  test.each(['before the import', 'after the import'])(
    'a death %s leads to one import',
    async (when) => {
      const { importFile, effects } = memoryImport();
      const dying = open(async (file) => {
        if (when === 'after the import') await importFile(file);
        throw new Error('killed');
      });
      put('a.xml', 'good');
      await dying.look();
      await dying.look();
      const next = open(importFile);
      await next.look();
      expect(await next.look()).toBe(1);
      expect(effects).toEqual(['a.xml']);
      expect(names('done')).toEqual(['a.xml']);
    },
  );
});

test('a watch looks again and again until it is stopped', async () => {
  const { importFile, effects } = memoryImport();
  const watch = watchFolder({
    folder,
    clock: systemClock,
    importFile,
    intervalMs: 10,
    onTrouble: () => {},
  });
  put('a.xml', 'good');
  await expect.poll(() => effects).toEqual(['a.xml']);
  await watch.stop();
  put('b.xml', 'later');
  expect(waiting()).toEqual(['b.xml']);
});
