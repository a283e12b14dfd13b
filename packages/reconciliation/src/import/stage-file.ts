/**
 * Reads a file into staging rows: a row per statement and per entry, invisible to everybody,
 * written in batches so that memory stays flat however long the file is.
 */

import type { BankFileHeader, StatementPart } from '@kontor/canon';
import { PROOF_START, proveStatement, type ProofState } from '@kontor/formats';
import { bankingDayOf, present, unreachable, type Defect } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import type { Office } from './import-bank-file.ts';
import { openStaging, type OpenStatement } from './open-staging.ts';
import type { StagedStatement } from './staged-statement.ts';

export type StagedFile = {
  /** Undefined when the format was never recognised. */
  readonly header: BankFileHeader | undefined;
  readonly statements: readonly StagedStatement[];
  /** Why the file as a whole cannot be trusted. */
  readonly refusal: readonly Defect[];
};

export async function stageFile(
  db: Queryable,
  { ids, clock }: Office,
  bankFileId: string,
  parts: AsyncIterable<StatementPart>,
): Promise<StagedFile> {
  const today = bankingDayOf(clock.now());
  const statements: StagedStatement[] = [];
  let header: BankFileHeader | undefined;
  let refusal: readonly Defect[] = [];
  let proof: ProofState = PROOF_START;
  let open: OpenStatement | undefined;
  for await (const part of parts) {
    proof = proveStatement(proof, part);
    switch (part.kind) {
      case 'file':
        header ??= part.file;
        break;
      case 'opened':
        open = await openStaging(db, { ids, bankFileId, today, header: part.header });
        break;
      case 'entry':
        await present(open, 'an entry stands in a statement').add(part.entry);
        break;
      case 'closed': {
        const { outcome } = present(proof.proofs.at(-1), 'a closed statement has a proof');
        statements.push(await present(open, 'only an open one closes').close(part, outcome));
        // Files of thousands of statements would otherwise keep all their proofs.
        proof = PROOF_START;
        open = undefined;
        break;
      }
      case 'refused':
        refusal = part.defects;
        break;
      default:
        unreachable(part);
    }
  }
  return { header, statements, refusal };
}
