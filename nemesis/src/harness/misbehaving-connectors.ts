/**
 * Connectors that fail in ways that no network can make them: the shipped ones, wrapped. The
 * product has no switch for any of this.
 */

import { existsSync, readFileSync } from 'node:fs';
import { bankFiles } from '@kontor/connector-bank-files';
import { salesforce } from '@kontor/connector-salesforce';
import { sapS4hana } from '@kontor/connector-sap-s4hana';
import type { Connector, Operation, Retryable } from '@kontor/connector-sdk';
import { assert } from '@kontor/kernel';

export type Misbehaviour =
  /** The ledger neither recognises repeats nor can be asked. */
  | 'ledger cannot be asked'
  /** Our own code throws, loops for ever or takes a gigabyte on some documents. */
  | 'ledger code fails'
  /** The ledger takes nothing of one customer, for as long as a file names that customer. */
  | 'a customer is stuck'
  /** Calls to the CRM never come back. */
  | 'crm hangs'
  /** The CRM never takes anything, for somebody else holds the record. */
  | 'crm is locked';

export function misbehavingConnectors(
  misbehaviour: string | undefined,
  stuckFile = '',
): ReadonlyMap<string, Connector> {
  const sap = sapS4hana as unknown as Connector;
  const crm = salesforce as unknown as Connector;
  const [ledger, shop] = wrapped(misbehaviour as Misbehaviour, [sap, crm], stuckFile);
  const bank = bankFiles as unknown as Connector;
  return new Map([ledger, shop, bank].map((connector) => [connector.name, connector]));
}

function wrapped(
  misbehaviour: Misbehaviour,
  [sap, crm]: readonly [Connector, Connector],
  stuckFile: string,
): readonly [Connector, Connector] {
  switch (misbehaviour) {
    case 'ledger cannot be asked':
      return [withOperations(sap, ({ submit }) => ({ idempotency: 'none', submit })), crm];
    case 'ledger code fails':
      return [
        withOperations(sap, (operation) => ({
          ...operation,
          submit: async (input, context) => {
            const { number = '' } = input as { readonly number?: string };
            assert(!isThrown(number), `there is no mapping for ${number}`);
            while (isLooping(number));
            if (isHungry(number)) takeGigabyte();
            if (isDeadly(number)) process.kill(process.pid, 'SIGKILL');
            return operation.submit(input, context);
          },
        })),
        crm,
      ];
    case 'a customer is stuck':
      return [
        withOperations(sap, (operation) => ({
          ...operation,
          submit: async (input, context) => {
            const { customer } = input as { readonly customer?: string };
            return customer !== undefined && customer === stuckCustomer(stuckFile)
              ? UNAVAILABLE
              : operation.submit(input, context);
          },
        })),
        crm,
      ];
    case 'crm hangs':
      return [
        sap,
        withOperations(crm, (operation) => ({
          ...operation,
          submit: () => new Promise(() => {}),
        })),
      ];
    case 'crm is locked':
      return [sap, withOperations(crm, (operation) => ({ ...operation, submit: isLocked }))];
  }
}

async function isLocked(): Promise<Retryable> {
  return { kind: 'retryable', cause: 'locked', detail: 'Somebody holds the record.' };
}

function stuckCustomer(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Our code never gets past it. */
export function isPoison(number: string): boolean {
  return isThrown(number) || isLooping(number) || isHungry(number) || isDeadly(number);
}

/** Every twentieth number. */
function isThrown(number: string): boolean {
  return /[02468]0$/.test(number);
}

/** Each stops its server for seconds: two of them. */
export function isLooping(number: string): boolean {
  return /-000[01]50$/.test(number);
}

/** Each takes a gigabyte: three of them. */
export function isHungry(number: string): boolean {
  return /-000[0-2]70$/.test(number);
}

/** Every tenth: its process is killed, as by a machine that is out of memory. */
export function isDeadly(number: string): boolean {
  return /^C16-END-.*3$/.test(number);
}

/** Of the heap, in copies of one list: quick enough to be no loop. */
function takeGigabyte(): void {
  const megabyte = Array.from({ length: 131_072 }, (_, index) => index);
  const taken = Array.from({ length: 1_024 }, (_, index) => megabyte.with(0, index));
  assert(taken.length === 1_024, 'the gigabyte was taken');
}

type AnyOperation = Operation<never, never>;

function withOperations(
  connector: Connector,
  change: (operation: AnyOperation) => AnyOperation,
): Connector {
  const operations = Object.entries(connector.operations).map(([name, operation]) => [
    name,
    change(operation as unknown as AnyOperation),
  ]);
  return { ...connector, operations: Object.fromEntries(operations) as Connector['operations'] };
}

/** Again and again, for ever: nothing that a person is asked about. */
const UNAVAILABLE: Retryable = {
  kind: 'retryable',
  cause: 'unavailable',
  detail: 'Not this customer, not now.',
};
