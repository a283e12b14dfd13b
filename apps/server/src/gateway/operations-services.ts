/** What the gateway needs of whoever steers connections and lanes, and of the sandbox. */

import type {
  Connection,
  ConnectionFaults,
  Lane,
  listLanes,
  Page,
  PageRequest,
  SandboxInvoices,
  UnknownPosting,
} from '@kontor/contracts';
import type { Absent, Call, FiltersOf, Found, Impossible, Unavailable } from './services.ts';

export type Operations = {
  listConnections(call: Call): Promise<readonly Connection[]>;
  findConnection(call: Call, name: string): Promise<Found<Connection> | Absent>;
  pauseConnection(
    call: Call,
    change: ConnectionChange & { readonly until?: string },
  ): Promise<Found<Connection> | Absent | Overtaken | Impossible>;
  resumeConnection(
    call: Call,
    change: ConnectionChange,
  ): Promise<Found<Connection> | Absent | Overtaken>;
  refreshMasterData(call: Call, name: string): Promise<Found<Connection> | Absent | Impossible>;
  listUnknownPostings(
    call: Call,
    comparison: { readonly name: string; readonly since: string },
    page: PageRequest,
  ): Promise<Found<Page<UnknownPosting>> | Absent | Impossible>;
  listLanes(
    call: Call,
    filters: FiltersOf<typeof listLanes>,
    page: PageRequest,
  ): Promise<Page<Lane>>;
  holdLane(call: Call, change: LaneChange): Promise<Found<Lane> | Absent>;
  releaseLane(call: Call, change: LaneChange): Promise<Found<Lane> | Absent | Impossible>;
};

export type ConnectionChange = {
  readonly name: string;
  readonly reason: string;
  /** The version that the person saw; whatever it is now when absent. */
  readonly version?: number;
};
/** Somebody was quicker; `detail` says who, when and why. */
export type Overtaken = { readonly kind: 'stale'; readonly detail: string };
export type LaneChange = { readonly id: string; readonly reason: string };

/** Everything is absent where no simulated systems were configured. */
export type Sandbox = {
  readFaults(call: Call, name: string): Promise<Found<ConnectionFaults> | Absent | Unavailable>;
  setFaults(
    call: Call,
    change: FaultsChange,
  ): Promise<Found<ConnectionFaults> | Absent | Unavailable>;
  /** One batch at a time. */
  sendInvoices(call: Call, count: number): Promise<Found<SandboxInvoices> | Absent | Impossible>;
};

export type FaultsChange = { readonly name: string; readonly faults: ConnectionFaults };
