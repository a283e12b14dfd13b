import { Customer, LedgerAccount } from '@kontor/canon';
import { bankFiles } from '@kontor/connector-bank-files';
import { salesforce } from '@kontor/connector-salesforce';
import { sapS4hana } from '@kontor/connector-sap-s4hana';
import {
  memorySession,
  openHttpPort,
  type Connector,
  type ConnectorContext,
  type Reading,
} from '@kontor/connector-sdk';
import { bankingDayOf, present, systemClock } from '@kontor/kernel';
import type { Static, TObject } from 'typebox';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from './start-sandbox.ts';

let sandbox: Sandbox;
const closes: (() => Promise<void>)[] = [];
beforeAll(async () => {
  sandbox = await startSandbox({ customers: 250 });
});
afterAll(async () => {
  for (const close of closes) await close();
  await sandbox.stop();
});

/** As the engine would connect it: with the settings that the sandbox gives out. */
function connect<Config extends TObject>({
  name,
  config,
}: Connector<Config>): ConnectorContext<Static<Config>> {
  const { settings, url } = sandbox.system(name);
  expect([...Value.Errors(config, settings)]).toEqual([]);
  const { port, close } = openHttpPort({ baseUrl: url, timeoutMs: 5_000, clock: systemClock });
  closes.push(close);
  const session = memorySession(systemClock);
  return { config: settings as Static<Config>, http: port, clock: systemClock, session };
}

async function readAll<Item, Config>(
  reading: Reading<Item, Config> | undefined,
  context: ConnectorContext<Config>,
): Promise<readonly Item[]> {
  const read = present(reading, 'the connector has this reading');
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor, context);
    if (page.kind === 'failed') throw new Error(page.detail);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return items;
}

describe('the ledger of the sandbox', () => {
  test('has the customers of the group, exactly', async () => {
    const read = await readAll(sapS4hana.readings?.['customer.list'], connect(sapS4hana));
    const byNumber = (left: Customer, right: Customer) => left.number.localeCompare(right.number);
    const expected = sandbox.company.customers.map(toCustomer);
    expect(read.toSorted(byNumber)).toEqual(expected.toSorted(byNumber));
  });

  test('has its chart of accounts, exactly', async () => {
    const read = await readAll(sapS4hana.readings?.['ledgerAccount.list'], connect(sapS4hana));
    const byNumber = (left: LedgerAccount, right: LedgerAccount) =>
      left.number.localeCompare(right.number);
    const expected = sandbox.company.ledgerAccounts.map(toLedgerAccount);
    expect(read.toSorted(byNumber)).toEqual(expected.toSorted(byNumber));
  });

  test('takes an invoice of every company with its own tax code', async () => {
    const context = connect(sapS4hana);
    const post = present(sapS4hana.operations['customerInvoice.post'], 'a ledger takes invoices');
    for (const [at, { code, currency }] of sandbox.company.legalEntities.entries()) {
      const { taxCodes, customers } = sandbox.company;
      const tax = present(
        taxCodes.find(({ legalEntity, category }) => legalEntity === code && category === 'S'),
        'every company has a standard rate',
      );
      const billed = customers.find(
        ({ legalEntities, blocked }) => legalEntities.includes(code) && !blocked,
      );
      const day = bankingDayOf(systemClock.now());
      const outcome = await post.submit(
        {
          reference: String(at).padStart(20, '0'),
          legalEntity: code,
          customer: present(billed, 'every company has customers').number,
          kind: 'invoice',
          number: `RE-${code}-1`,
          documentDay: day,
          postingDay: day,
          currency,
          gross: '110.00',
          lines: [{ account: '400000', amount: '100.00', taxCode: tax.code }],
          taxes: [
            {
              taxCode: tax.code,
              account: tax.ledgerAccount,
              base: '100.00',
              amount: '10.00',
              rate: tax.rate,
            },
          ],
        },
        context,
      );
      expect(outcome).toMatchObject({ kind: 'confirmed' });
    }
  });
});

test('the CRM of the sandbox takes a note for every customer of the group', async () => {
  const context = connect(salesforce);
  const note = present(salesforce.operations['customerAccount.note'], 'a CRM takes notes');
  const { number, legalEntities } = present(sandbox.company.customers.at(-1), 'there are some');
  const outcome = await note.submit(
    {
      reference: 'N'.padStart(20, '0'),
      legalEntity: present(legalEntities[0], 'every customer is billed by a company'),
      customer: number,
      subject: 'invoice',
      number: 'RE-DE01-1',
      status: 'posted',
      day: '2026-03-31',
      amount: '110.00',
      currency: 'EUR',
    },
    context,
  );
  expect(outcome).toMatchObject({ kind: 'confirmed' });
  expect(await present(salesforce.probe, 'it has one')(context)).toEqual({ kind: 'healthy' });
});

/** What a ledger answers of a customer; the rest is the sandbox's own. */
function toCustomer(customer: Sandbox['company']['customers'][number]): Customer {
  return Value.Clean(Customer, { ...customer }) as Customer;
}

function toLedgerAccount(account: Sandbox['company']['ledgerAccounts'][number]): LedgerAccount {
  return Value.Clean(LedgerAccount, { ...account }) as LedgerAccount;
}

test('a payment that its bank executed is a debit on the account, told in the statement', async () => {
  const [account] = sandbox.company.legalEntities[0]?.bankAccounts ?? [];
  const { iban = '', key, owner } = present(account, 'the company has an account');
  const before = sandbox.bank.balanceOf(key).minor;
  const send = present(bankFiles.operations['paymentBatch.send'], 'it sends payments');
  const sending = {
    ...{ reference: '0123456789ABCDEFGHJK', messageId: 'M1', legalEntity: 'DE01', number: 'P1' },
    ...{ debtor: { name: owner, iban }, executionDay: '2026-04-01', currency: 'EUR' },
    transfers: [
      {
        ...{ endToEndId: 'E1', amount: '12.34', remittance: 'Rechnung 7' },
        creditor: { name: 'Nordlicht Optik', iban: 'DE02120300000000202051' },
      },
    ],
  };
  expect(await send.submit(sending, connect(bankFiles))).toMatchObject({ kind: 'confirmed' });
  await expect.poll(() => sandbox.bank.balanceOf(key).minor).toBe(before - 1234n);
  const [statement] = sandbox.bank.closeDay(bankingDayOf(systemClock.now()));
  const text = Buffer.from(present(statement, 'there is one').bytes).toString();
  expect(text).toContain('<EndToEndId>E1</EndToEndId>');
  expect(text).toContain('<Ustrd>Rechnung 7</Ustrd>');
});
