/**
 * Takes in a bank file, whole or not at all.
 *
 * The bytes stream through a reader and a proof into staging rows that nobody sees. When the last
 * byte is read, one database transaction decides: known before, quarantined, or booked with its
 * audit entries and events. The file is the unit of trust: when one of its statements is wrong,
 * nothing of it is booked, because a sender that got one wrong must send all of it again anyway.
 *
 * A process that dies on the way leaves rows of status `receiving`, and loses the lock that tells
 * them from the rows of a living one: discard-unfinished-imports.ts clears them.
 */

import { readBankFile } from '@kontor/formats';
import type { Clock, Defect, IdSource } from '@kontor/kernel';
import { inTransactionOn, type Queryable } from '@kontor/postgres';
import type pg from 'pg';
import { digestSource } from './digest-source.ts';
import { discardImport } from './discard-import.ts';
import { lockImport, unlockImport } from './import-lock.ts';
import { insertBankFile } from './insert-bank-file.ts';
import { keepLines } from './keep-lines.ts';
import { settleImport } from './settle-import.ts';
import { stageFile } from './stage-file.ts';

export type Office = { readonly pool: pg.Pool; readonly ids: IdSource; readonly clock: Clock };

export type ArrivingFile = {
  readonly source: AsyncIterable<Uint8Array>;
  readonly name?: string;
  readonly channel: 'api' | 'folder';
  readonly applicationId: string;
  readonly correlationId: string;
  /**
   * Who is asked about a file that names none of our accounts: an exception and an event need a
   * legal entity, and such a file has none.
   */
  readonly answerable: string;
  /** The legal entities that the sender may act for; absent when it may act for all. */
  readonly permitted?: ReadonlySet<string>;
  /**
   * Runs in the transaction that settles the file: what it writes is there exactly when the file
   * is.
   */
  readonly alongside?: (db: Queryable, outcome: ImportOutcome) => Promise<void>;
};

export type ImportOutcome =
  | { readonly kind: 'imported'; readonly file: ImportedFile }
  /**
   * These very bytes were taken in before: this is the file that holds them. A quarantined one is
   * known as long as the same speaks against it and its exception is open.
   */
  | { readonly kind: 'known'; readonly file: ImportedFile }
  /** Nothing that we can read as a bank file: nothing of it is kept. */
  | { readonly kind: 'not_a_bank_file'; readonly defects: readonly Defect[] }
  /** It names an account of a legal entity that the sender may not act for: nothing is kept. */
  | { readonly kind: 'entity_forbidden'; readonly legalEntity: string };

export type ImportedFile = {
  readonly bankFileId: string;
  readonly status: 'booked' | 'waiting' | 'quarantined' | 'information' | 'duplicate';
  readonly reasons: readonly Defect[];
};

export async function importBankFile(office: Office, file: ArrivingFile): Promise<ImportOutcome> {
  const bankFileId = office.ids.next('BankFileId');
  const client = await office.pool.connect();
  let failure: unknown;
  try {
    await lockImport(client, bankFileId);
    await insertBankFile(client, bankFileId, file);
    const digest = digestSource(file.source);
    const lines = keepLines(digest.bytes);
    const staged = await stageFile(client, office, bankFileId, readBankFile(lines.bytes));
    const quote = lines.quoteAt(staged.refusal[0]?.at ?? '');
    const content = await digest.finish();
    return await inTransactionOn(client, async (db) => {
      const outcome = await settleImport(db, office, {
        ...file,
        ...content,
        ...staged,
        ...(quote && { quote }),
        bankFileId,
      });
      await file.alongside?.(db, outcome);
      return outcome;
    });
  } catch (error) {
    failure = error;
    // When even this fails the database is away, and the next start clears what is left.
    await discardImport(client, bankFileId).catch(() => {});
    throw error;
  } finally {
    await unlockImport(client, bankFileId).catch(() => {});
    client.release(failure !== undefined);
  }
}
