/**
 * Openledger, an invented ledger with a small JSON API: the simplest system that every part of the
 * suite applies to. It recognises repeats of notes but not of invoices.
 */

import {
  startSimulatedSystem,
  type Ledger,
  type SimulatedReply,
  type SimulatedRequest,
  type SimulatedSystem,
} from '../simulator/index.ts';

export const OPENLEDGER_TOKEN = 'token-of-openledger';

export function startOpenledger(): Promise<SimulatedSystem> {
  const customers = new Map<string, unknown>();
  for (const number of ['C02', 'C04', 'C06', 'C08', 'C10']) customers.set(number, { number });
  return startSimulatedSystem({
    name: 'openledger',
    handle(request, ledger) {
      if (request.headers['authorization'] !== `Bearer ${OPENLEDGER_TOKEN}`) {
        return json(401, { code: 'unauthorised' });
      }
      switch (`${request.method} ${request.path.split('/')[1]}`) {
        case 'POST documents':
          return postDocument(request, ledger);
        case 'GET documents': {
          const reference = request.query.get('reference') ?? '';
          const documents = ledger.findByReference(reference).map(({ number }) => ({ number }));
          return json(200, { documents });
        }
        case 'PUT notes':
          return putNote(request, ledger);
        case 'GET customers':
          return listCustomers(request, customers);
        default:
          return json(404, { code: 'not_found' });
      }
    },
    loadMasterData(data) {
      const numbers = data as readonly string[];
      for (const number of numbers) customers.set(number, { number });
      return { kind: 'loaded', counts: { customers: numbers.length } };
    },
  });
}

function postDocument({ body }: SimulatedRequest, ledger: Ledger): SimulatedReply {
  const document = JSON.parse(body) as Readonly<Record<string, string>>;
  if (document['day']?.startsWith('2025'))
    return json(422, { code: 'CLOSED', text: 'Period closed' });
  if (document['customer'] === 'nobody')
    return json(422, { code: 'NO_CUST', text: 'Who is that?' });
  const number = `D${ledger.entries().length + 1}`;
  const { reference = '', ...facts } = document;
  ledger.append({ kind: 'document', reference, number, facts });
  return json(201, { number });
}

function putNote({ path, body }: SimulatedRequest, ledger: Ledger): SimulatedReply {
  const reference = path.split('/')[2] ?? '';
  const [known] = ledger.entriesOf(reference);
  if (known) return json(200, { number: known.number });
  const number = `N${ledger.entries().length + 1}`;
  ledger.append({ kind: 'note', reference, number, facts: { note: body } });
  return json(200, { number });
}

function listCustomers(
  { query }: SimulatedRequest,
  customers: ReadonlyMap<string, unknown>,
): SimulatedReply {
  const after = query.get('after') ?? '';
  const skip = parseInt(query.get('skip') ?? '0', 10);
  const rest = [...customers.keys()].toSorted().filter((number) => number > after);
  const page = rest.slice(skip, skip + PAGE_CUSTOMERS);
  return json(200, { customers: page, isLast: skip + page.length >= rest.length });
}

function json(status: number, value: unknown): SimulatedReply {
  const headers = { 'content-type': 'application/json' };
  return { status, headers, body: JSON.stringify(value) };
}

const PAGE_CUSTOMERS = 2;
