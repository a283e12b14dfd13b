/** Accepts an invoice, and waits for its outcome as long as the caller wants to. */

import type { CustomerInvoice } from '@kontor/canon';
import { createCustomerInvoice, type Transaction } from '@kontor/contracts';
import { unreachable, type TransactionId } from '@kontor/kernel';
import { answerKeyConflict, answerUnavailable, replayHeader, reply } from '../../answer.ts';
import { preferenceApplied, waitMsOf } from '../../request/prefer.ts';
import type { ReceivedBody } from '../../request/read-body.ts';
import { route, type RouteRequest } from '../../route.ts';
import type { Done, InvoiceDocument, Services } from '../../services.ts';

type Needs = Pick<Services, 'invoices' | 'transactions'>;
type Request = RouteRequest<typeof createCustomerInvoice>;

export const createCustomerInvoiceRoute = route(
  createCustomerInvoice,
  async (request, { invoices, transactions }: Needs) => {
    const document = documentOf(request);
    if (document.kind === 'json' && !mayBill(request, document.invoice)) {
      return { problem: 'legal_entity_forbidden' };
    }
    const outcome = await invoices.accept(request.call, document);
    switch (outcome.kind) {
      case 'accepted':
      case 'replayed':
        return answerAccepted(request, outcome, { transactions });
      case 'in_flight':
      case 'reused':
        return answerKeyConflict(outcome);
      case 'duplicate':
        return {
          problem: 'duplicate_business_key',
          headers: { location: locationOf(outcome.transaction) },
        };
      case 'deleted':
        return {
          problem: 'document_was_deleted',
          detail: `It was deleted on ${outcome.at.slice(0, 10)}.`,
        };
      case 'malformed_xml':
        return { problem: 'malformed_xml', errors: outcome.errors };
      case 'unacceptable':
        return { problem: 'unacceptable_invoice', errors: outcome.errors };
      case 'entity_forbidden':
        return { problem: 'legal_entity_forbidden' };
      case 'unavailable':
        return answerUnavailable(outcome);
      default:
        return unreachable(outcome);
    }
  },
);

function documentOf({ body, header }: Request): InvoiceDocument {
  if (body.kind === 'json') return { kind: 'json', invoice: body.value };
  const legalEntity = header('kontor-legal-entity');
  const customer = header('kontor-customer');
  const hints = { ...(legalEntity && { legalEntity }), ...(customer && { customer }) };
  return { kind: 'xml', bytes: bytesOf(body), hints };
}

function bytesOf({ bytes }: Extract<ReceivedBody, { readonly kind: 'bytes' }>): Uint8Array {
  return bytes;
}

function mayBill({ call }: Request, { legalEntity }: CustomerInvoice): boolean {
  return call.actor.legalEntities.has(legalEntity);
}

async function answerAccepted(
  { call, prefer, signal }: Request,
  outcome: Done<Transaction>,
  { transactions }: Pick<Needs, 'transactions'>,
) {
  const id = outcome.result.id as TransactionId;
  const waitMs = waitMsOf(prefer);
  const latest =
    waitMs > 0
      ? await transactions.awaitOutcome(call, id, { waitMs, signal: signal() })
      : undefined;
  const applied = preferenceApplied(prefer);
  const headers = {
    location: locationOf(id),
    ...(applied && { 'preference-applied': applied }),
    ...replayHeader(outcome),
  };
  if (latest && isFinished(latest)) return reply(200, latest, headers);
  return reply(202, latest ?? outcome.result, headers);
}

/** A parked transaction is not finished, but nothing more happens while the caller waits. */
function isFinished({ status }: Transaction): boolean {
  return status === 'done' || status === 'refused' || status === 'taken_back';
}

function locationOf(id: string): string {
  return `/v1/transactions/${id}`;
}
