/**
 * Finds a document by our reference among the accounting document items (SAP_COM_0002).
 *
 * `absent` is only said when SAP gave a well-formed, empty list; and what it gave is compared with
 * what was asked for, because a gateway that ignores a filter answers with somebody else's
 * document.
 */

import {
  basicAuthorization,
  type ConnectorContext,
  type HttpAnswer,
  type LookUpOutcome,
} from '@kontor/connector-sdk';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { SapS4hanaConfig } from './config.ts';
import { confirmedDocument } from './journal-entry/confirmed-document.ts';
import { odataPath, odataText } from './odata/odata-path.ts';
import { readJson } from './odata/read-json.ts';

/**
 * How long after sending a missing document is certain to be missing. The items are a view on the
 * same database, so they show what is committed; what takes time is the posting itself, which goes
 * on for a while when we have stopped waiting, and its update task. See README.md, "Limits".
 */
export const VISIBLE_AFTER_MS = 10_000;

/** What every operation here has: the reference, and the company directly or by its document. */
type Referenced = { readonly reference: string } & (
  { readonly legalEntity: string } | { readonly document: { readonly legalEntity: string } }
);

export async function lookUpDocument(
  input: Referenced,
  { config, http }: ConnectorContext<SapS4hanaConfig>,
): Promise<LookUpOutcome> {
  const { reference } = input;
  const legalEntity = 'document' in input ? input.document.legalEntity : input.legalEntity;
  const companyCode = config.companyCodes[legalEntity];
  if (companyCode === undefined) {
    return { kind: 'unknown', detail: `No company code is set for ${legalEntity}.` };
  }
  const ours = `Reference1InDocumentHeader eq ${odataText(reference)}`;
  const reply = await http({
    method: 'GET',
    path: odataPath('API_OPLACCTGDOCITEMCUBE_SRV/A_OperationalAcctgDocItemCube', {
      $filter: `${ours} and CompanyCode eq ${odataText(companyCode)}`,
      $select: 'CompanyCode,FiscalYear,AccountingDocument,Reference1InDocumentHeader',
      $orderby: 'FiscalYear,AccountingDocument',
      $top: '1',
    }),
    headers: { authorization: basicAuthorization(config), accept: 'application/json' },
  });
  if (reply.kind === 'silence') return { kind: 'unknown', detail: `No reply: ${reply.cause}` };
  return fromItems(reply, { reference, companyCode });
}

function fromItems(
  reply: HttpAnswer,
  asked: { readonly reference: string; readonly companyCode: string },
): LookUpOutcome {
  const list = reply.status === 200 ? readJson(documentItems, reply) : undefined;
  if (list === undefined) {
    return { kind: 'unknown', detail: `SAP answered ${reply.status} without a list of items.` };
  }
  const [item] = list.d.results;
  if (item === undefined) return { kind: 'absent' };
  const { AccountingDocument: number, CompanyCode: companyCode, FiscalYear: fiscalYear } = item;
  if (item.Reference1InDocumentHeader !== asked.reference || companyCode !== asked.companyCode) {
    return { kind: 'unknown', detail: 'SAP answered with a document that was not asked for.' };
  }
  return confirmedDocument({ number, companyCode, fiscalYear });
}

const documentItems = Compile(
  Type.Object({
    d: Type.Object({
      results: Type.Array(
        Type.Object({
          CompanyCode: Type.String(),
          FiscalYear: Type.String({ pattern: '^\\d{4}$' }),
          AccountingDocument: Type.String({ minLength: 1 }),
          Reference1InDocumentHeader: Type.String(),
        }),
      ),
    }),
  }),
);
