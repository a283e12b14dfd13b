/**
 * Three transactions worth reading: one that went straight through, one in doubt, one put aside.
 */

import { getDelivery, getTransaction, getTransactionStory, type Story } from '@kontor/contracts';
import { type ApiClient, patiently } from '@kontor/client';
import type { Evidence } from '../report/evidence.ts';
import type { Scenario } from '../scenario/scenario.ts';

export type ToldStory = { readonly why: string; readonly story: Story };

export async function chooseStories(
  api: ApiClient,
  { scenario, evidence }: { readonly scenario: Scenario; readonly evidence: Evidence },
): Promise<readonly ToldStory[]> {
  const { straight, doubted } = await findByAttempts(api, scenario, evidence);
  const blocked = transactionOf(evidence, scenario.trouble.blockedLater.number);
  const chosen: readonly (readonly [string, string | undefined])[] = [
    ['Straight through', straight],
    ['A reply that was lost', doubted],
    ['An exception that a person solved', blocked],
  ];
  const told: ToldStory[] = [];
  for (const [why, transactionId] of chosen) {
    if (transactionId === undefined) continue;
    const params = { transactionId };
    const reply = await patiently(() => api.call(getTransactionStory, { params }));
    if (reply.kind === 'answered') told.push({ why, story: reply.body });
  }
  return told;
}

/** Among paid invoices, so that the bank is part of the story. */
async function findByAttempts(api: ApiClient, { receipts }: Scenario, evidence: Evidence) {
  const paid = receipts.filter(({ kind }) => kind === 'exact').slice(0, LOOKED_AT_MAX);
  let straight: string | undefined;
  let doubted: string | undefined;
  for (const { pays } of paid) {
    const transactionId = transactionOf(evidence, pays[0] ?? '');
    if (transactionId === undefined) continue;
    const reply = await api.call(getTransaction, { params: { transactionId } });
    if (reply.kind !== 'answered') continue;
    const isPosting = (operation: string) => operation === 'customerInvoice.post';
    const posting = reply.body.deliveries.find(({ operation }) => isPosting(operation));
    if (posting === undefined) continue;
    if (posting.attempts === 1) straight ??= transactionId;
    else if (await wasInDoubt(api, posting.id)) doubted ??= transactionId;
    if (straight !== undefined && doubted !== undefined) break;
  }
  return { straight, doubted };
}

/** A reply was lost, and a look-up found the document. */
async function wasInDoubt(api: ApiClient, deliveryId: string): Promise<boolean> {
  const reply = await api.call(getDelivery, { params: { deliveryId } });
  if (reply.kind !== 'answered') return false;
  const { attempts } = reply.body;
  const isFound = attempts.some(
    ({ kind, outcome }) => kind === 'look-up' && outcome === 'confirmed',
  );
  return isFound && attempts.some(({ outcome }) => outcome === 'unknown');
}

function transactionOf({ handovers }: Evidence, number: string): string | undefined {
  const handover = handovers.find((each) => {
    return each.number === number && each.answer.kind === 'accepted';
  });
  return handover?.answer.kind === 'accepted' ? handover.answer.transaction : undefined;
}

/** One reply in twenty is lost: among so many there is one. */
const LOOKED_AT_MAX = 200;
