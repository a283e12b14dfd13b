/**
 * A simulated S/4HANA tenant that speaks what the connector uses: the synchronous posting service
 * over SOAP, and three OData V2 services. Made from the published contracts and from no running
 * system.
 */

import {
  startSimulatedSystem,
  type Faults,
  type SimulatedReply,
  type SimulatedSystem,
} from '@kontor/connector-kit/simulator';
import { assert, systemClock, type Clock } from '@kontor/kernel';
import { answerOData } from './answer-odata.ts';
import { emptyTenant, loadInto, type SapMasterData } from './master-data.ts';
import { numberRanges } from './number-ranges.ts';
import { postDocument } from './post-document.ts';

export type { SapMasterData } from './master-data.ts';

export type SapSimulatorOptions = {
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly controlPort?: number;
  readonly user?: string;
  readonly password?: string;
  readonly masterData?: SapMasterData;
  /** Books are kept here and continued after a restart. */
  readonly ledgerFile?: string;
  readonly seed?: number;
  readonly faults?: Partial<Faults>;
  readonly clock?: Clock;
  /** Longest list that OData answers at once. */
  readonly pageEntriesMax?: number;
};

export const SAP_SANDBOX_USER = 'KONTOR_COMM';
export const SAP_SANDBOX_PASSWORD = 'sandbox-only-password';

export function startSapSimulator(options: SapSimulatorOptions = {}): Promise<SimulatedSystem> {
  const {
    user = SAP_SANDBOX_USER,
    password = SAP_SANDBOX_PASSWORD,
    clock = systemClock,
    pageEntriesMax = PAGE_ENTRIES_MAX,
    masterData = {},
    ...harness
  } = options;
  const tenant = emptyTenant();
  const loaded = loadInto(tenant, masterData);
  assert(loaded.kind === 'loaded', 'the master data of the simulator has the shape it publishes');
  const numbers = numberRanges();
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

  return startSimulatedSystem({
    ...harness,
    name: 'sap-s4hana',
    clock,
    continueFrom: (ledger) => numbers.continueFrom(ledger),
    loadMasterData: (data) => loadInto(tenant, data),
    handle(request, ledger) {
      if (request.headers['authorization'] !== expected) return UNAUTHORISED;
      if (request.path.startsWith('/sap/opu/odata/sap/')) {
        return answerOData(request, { tenant, ledger, pageEntriesMax });
      }
      if (request.path === POSTING_PATH && request.method === 'POST') {
        return postDocument(request, { tenant, numbers, ledger, clock });
      }
      return NOT_FOUND;
    },
  });
}

const POSTING_PATH = '/sap/bc/srt/scs_ext/sap/journalentrycreaterequestconfi';

const UNAUTHORISED: SimulatedReply = {
  status: 401,
  headers: { 'content-type': 'text/html', 'www-authenticate': 'Basic realm="SAP NetWeaver"' },
  body: '<html><body><h1>401 Logon failed</h1></body></html>',
};

const NOT_FOUND: SimulatedReply = {
  status: 404,
  headers: { 'content-type': 'text/html' },
  body: '<html><body><h1>404 Service cannot be reached</h1></body></html>',
};

/** What SAP Gateway services commonly use. */
const PAGE_ENTRIES_MAX = 1_000;
