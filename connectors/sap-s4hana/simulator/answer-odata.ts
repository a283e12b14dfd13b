/** The OData V2 services of the simulated tenant, as SAP Gateway answers them in JSON. */

import type { Ledger, SimulatedReply, SimulatedRequest } from '@kontor/connector-kit/simulator';
import { toEpochMs, parseInstant } from '@kontor/kernel';
import type { SapCustomer, SapGlAccount, Tenant } from './master-data.ts';
import {
  compareBy,
  matches,
  readODataQuery,
  selected,
  type ODataQuery,
  type ODataRow,
} from './odata-query.ts';

type Service = {
  readonly tenant: Tenant;
  readonly ledger: Ledger;
  /** More entries than this are split by the server, whatever `$top` asks for. */
  readonly pageEntriesMax: number;
};

export function answerOData(request: SimulatedRequest, service: Service): SimulatedReply {
  const entitySet = request.path.slice(ROOT.length);
  const rowsOf = ENTITY_SETS.get(entitySet);
  if (rowsOf === undefined) return odataError(404, `Resource not found for segment ${entitySet}`);
  if (request.method !== 'GET') return odataError(405, 'Method not allowed');
  const query = readODataQuery(request.query);
  if (typeof query === 'string') return odataError(400, query);
  const rows = rowsOf(service, query).filter((row) => matches(row, query.comparisons));
  return page(rows.toSorted(compareBy(query.orderBy)), query, { request, service });
}

type Surroundings = { readonly request: SimulatedRequest; readonly service: Service };

function page(
  rows: readonly ODataRow[],
  query: ODataQuery,
  { request, service }: Surroundings,
): SimulatedReply {
  const { skip, top, select, expand } = query;
  const asked = rows.slice(skip, skip + Math.min(top, rows.length));
  const shown = asked.slice(0, service.pageEntriesMax);
  const next = new URLSearchParams(request.query);
  next.delete('$skip');
  next.set('$skiptoken', String(skip + shown.length));
  const value = {
    d: {
      ...(query.isCounted && { __count: String(rows.length) }),
      results: shown.map((row) => selected(row, select, expand)),
      ...(shown.length < asked.length && {
        __next: `http://${request.headers['host']}${request.path}?${next.toString()}`,
      }),
    },
  };
  return json(200, value);
}

function documentItems({ ledger }: Service, { comparisons }: ODataQuery): readonly ODataRow[] {
  const valueOf = (name: string) =>
    comparisons.find(({ property, operator }) => property === name && operator === 'eq')?.value;
  const ours = valueOf('Reference1InDocumentHeader');
  const theirs = valueOf('DocumentReferenceID');
  // Without one of them the items of every document ever posted would be made, and searched.
  const documents = ours === undefined ? ledger.entries() : ledger.findByReference(ours);
  const asked = documents.filter(
    ({ facts }) => theirs === undefined || facts['documentReference'] === theirs,
  );
  return asked.flatMap(({ reference, number, facts, at: createdAt }) => {
    const items = facts['items'] as readonly Readonly<Record<string, string>>[];
    // Customers first, as SAP numbers them.
    const isDebtor = ({ kind }: Readonly<Record<string, string>>) => kind === 'debtor';
    const inOrder = [...items.filter(isDebtor), ...items.filter((item) => !isDebtor(item))];
    return inOrder.map((item, at) => ({
      CompanyCode: facts['companyCode'],
      FiscalYear: facts['fiscalYear'],
      AccountingDocument: number,
      AccountingDocumentItem: String(at + 1).padStart(3, '0'),
      AccountingDocumentType: facts['documentType'],
      Reference1InDocumentHeader: reference,
      DocumentReferenceID: facts['documentReference'],
      AccountingDocumentCreationDate: toODataDate(createdAt.slice(0, 10)),
      DocumentDate: toODataDate(String(facts['documentDate'])),
      PostingDate: toODataDate(String(facts['postingDate'])),
      Customer: item['kind'] === 'debtor' ? item['account'] : '',
      GLAccount: item['kind'] === 'ledger' ? item['account'] : '',
      AmountInTransactionCurrency: item['amount'],
      TransactionCurrency: item['currency'],
      DebitCreditCode: item['side'],
      AssignmentReference: item['assignment'] ?? '',
      DocumentItemText: item['text'] ?? '',
      IsCleared: false,
    }));
  });
}

function businessPartners({ tenant }: Service): readonly ODataRow[] {
  return [...tenant.customers.values()].map(toBusinessPartner);
}

function toBusinessPartner(customer: SapCustomer): ODataRow {
  const { ibans = [], endedIbans = [], vatRegistration } = customer;
  const banks = [...ibans.map((iban) => ({ iban, endedOn: '9999-12-31' })), ...endedIbans].map(
    ({ iban, endedOn }, at) => ({
      BankIdentification: String(at + 1).padStart(4, '0'),
      IBAN: iban,
      ValidityEndDate: toODataDate(endedOn).replace(')/', '+0000)/'),
    }),
  );
  return {
    BusinessPartner: customer.customer,
    Customer: customer.customer,
    BusinessPartnerFullName: customer.name,
    BusinessPartnerName: customer.name,
    BusinessPartnerIsBlocked: false,
    IsMarkedForArchiving: false,
    to_BusinessPartnerAddress: { results: [{ Country: customer.country ?? '' }] },
    to_BusinessPartnerBank: { results: banks },
    to_BusinessPartnerTax: { results: [] },
    to_Customer: {
      Customer: customer.customer,
      CustomerName: customer.name,
      VATRegistration: vatRegistration ?? '',
      PostingIsBlocked: customer.postingIsBlocked ?? false,
      to_CustomerCompany: {
        results: customer.companyCodes.map((CompanyCode) => ({ CompanyCode })),
      },
    },
  };
}

function glAccounts({ tenant }: Service): readonly ODataRow[] {
  return [...tenant.glAccounts.values()].map((account) => toGlAccount(account, tenant));
}

function toGlAccount(account: SapGlAccount, { chartOfAccounts }: Tenant): ODataRow {
  return {
    ChartOfAccounts: chartOfAccounts,
    GLAccount: account.glAccount,
    IsBalanceSheetAccount: account.isBalanceSheet,
    IsProfitLossAccount: !account.isBalanceSheet,
    AccountIsBlockedForPosting: account.isBlocked ?? false,
    AccountIsMarkedForDeletion: false,
    to_Text: {
      results: [
        {
          Language: 'EN',
          GLAccountName: account.name.slice(0, 20),
          GLAccountLongName: account.name,
        },
      ],
    },
  };
}

function toODataDate(day: string): string {
  const instant = parseInstant(`${day}T00:00:00Z`);
  return instant === undefined ? '' : `/Date(${toEpochMs(instant)})/`;
}

function odataError(status: number, text: string): SimulatedReply {
  const error = { code: '/IWBEP/CM_MGW_RT/021', message: { lang: 'en', value: text } };
  return json(status, { error: { ...error, innererror: { errordetails: [] } } });
}

function json(status: number, value: unknown): SimulatedReply {
  const headers = { 'content-type': 'application/json;charset=utf-8', dataserviceversion: '2.0' };
  return { status, headers, body: JSON.stringify(value) };
}

const ROOT = '/sap/opu/odata/sap/';

const ENTITY_SETS: ReadonlyMap<
  string,
  (service: Service, query: ODataQuery) => readonly ODataRow[]
> = new Map([
  ['API_OPLACCTGDOCITEMCUBE_SRV/A_OperationalAcctgDocItemCube', documentItems],
  ['API_BUSINESS_PARTNER/A_BusinessPartner', businessPartners],
  ['API_GLACCOUNTINCHARTOFACCOUNTS_SRV/A_GLAccountInChartOfAccounts', glAccounts],
]);
