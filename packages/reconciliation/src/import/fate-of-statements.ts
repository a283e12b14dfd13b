/**
 * What becomes of each statement of a proved file: it repeats one that is known, it tells one that
 * is known otherwise, or it is new and takes its place in the chain of its account. Only reads.
 */

import { currency, type Defect } from '@kontor/kernel';
import type { Queryable } from '@kontor/postgres';
import { growChain, type ChainedStatement, type GrownChain } from './chain.ts';
import { describeChanges } from './describe-changes.ts';
import { findRivals, type Rival } from './find-rivals.ts';
import { readChain } from './read-chain.ts';
import type { StagedStatement } from './staged-statement.ts';

export type Fate = {
  /** Against the file as a whole. */
  readonly defects: readonly Defect[];
  readonly repeats: readonly { readonly statement: StagedStatement; readonly known: Rival }[];
  /** camt.052, camt.054, MT942: kept, never booked. */
  readonly information: readonly StagedStatement[];
  readonly chains: readonly GrownChain[];
};

export async function fateOfStatements(
  db: Queryable,
  statements: readonly StagedStatement[],
): Promise<Fate> {
  const defects: Defect[] = [];
  const repeats: { statement: StagedStatement; known: Rival }[] = [];
  const fresh: StagedStatement[] = [];
  for (const statement of statements) {
    const rivals = [...(await findRivals(db, statement)), ...rivalsWithin(fresh, statement)];
    const known = rivals.find(({ isSameNamed }) => isSameNamed);
    const twin = rivals.find(({ isSameNamed }) => !isSameNamed);
    const changes = known && (await describeChanges(db, known, statement));
    if (known && changes) defects.push(changedDefect(statement, known, changes));
    else if (known) repeats.push({ statement, known });
    else if (twin) defects.push(renamedDefect(statement, twin));
    else fresh.push(statement);
  }
  const information = fresh.filter(({ header }) => header.kind !== 'statement');
  const booking = fresh.filter(({ header }) => header.kind === 'statement');
  const chains = defects.length > 0 ? [] : await growChains(db, booking);
  defects.push(...chains.flatMap((chain) => contradictionsOf(chain, booking)));
  return { defects, repeats, information, chains };
}

async function growChains(
  db: Queryable,
  booking: readonly StagedStatement[],
): Promise<readonly GrownChain[]> {
  const chains: GrownChain[] = [];
  for (const [account, statements] of Map.groupBy(booking, (each) => each.account)) {
    const { booked, waiting } = await readChain(db, account);
    const candidates = [...waiting, ...statements.flatMap(toChained)];
    chains.push(growChain(booked, candidates, currency(statements[0]?.currency ?? '')));
  }
  return chains;
}

export function toChained(statement: StagedStatement): readonly ChainedStatement[] {
  const { header, outcome, toDay } = statement;
  if (outcome.kind !== 'proved' || toDay === undefined) return [];
  const sequenceNumber = header.sequenceNumber ?? header.legalSequenceNumber;
  return [
    {
      id: statement.bankStatementId,
      statementId: header.id,
      toDay,
      opening: outcome.opening.minor,
      closing: outcome.closing.minor,
      ...(header.fromDay && { fromDay: header.fromDay as typeof toDay }),
      ...(sequenceNumber && { sequenceNumber }),
      ...(header.page && { page: header.page }),
    },
  ];
}

/** The same statement twice in one file. */
function rivalsWithin(
  fresh: readonly StagedStatement[],
  statement: StagedStatement,
): readonly Rival[] {
  return fresh
    .filter((other) => other.account === statement.account && other.toDay === statement.toDay)
    .map((other) => ({ other, isSameNamed: nameOf(other) === nameOf(statement) }))
    .filter(({ other, isSameNamed }) => isSameNamed || isTwin(other, statement))
    .map(({ other, isSameNamed }) => ({
      bankStatementId: other.bankStatementId,
      bankFileId: undefined,
      statementId: other.header.id,
      fingerprint: other.fingerprint,
      isSameNamed,
    }));
}

function nameOf({ header }: StagedStatement): string {
  const { kind, id, page } = header;
  return JSON.stringify([kind, id, header.sequenceNumber ?? header.legalSequenceNumber, page]);
}

function isTwin(left: StagedStatement, right: StagedStatement): boolean {
  return (
    left.entryCount > 0 &&
    left.fingerprint === right.fingerprint &&
    left.header.kind === 'statement' &&
    right.header.kind === 'statement'
  );
}

function changedDefect({ header }: StagedStatement, known: Rival, changes: string): Defect {
  return {
    code: 'same_identification_changed_amounts',
    at: `statement ${header.id}`,
    detail: `It was taken in before (${known.bankStatementId}) with other amounts. ${changes}`,
  };
}

function renamedDefect({ header }: StagedStatement, twin: Rival): Defect {
  return {
    code: 'same_amounts_other_identification',
    at: `statement ${header.id}`,
    detail:
      `Every entry and both balances are those of statement ${twin.statementId} ` +
      `(${twin.bankStatementId}): booked again, the money would be there twice.`,
  };
}

/** Statements that waited before and contradict now are no fault of this file. */
function contradictionsOf(
  { contradicting }: GrownChain,
  booking: readonly StagedStatement[],
): readonly Defect[] {
  return contradicting.flatMap(({ id, reason }) => {
    const own = booking.find(({ bankStatementId }) => bankStatementId === id);
    if (!own) return [];
    return [{ code: 'overlap', at: `statement ${own.header.id}`, detail: reason }];
  });
}
