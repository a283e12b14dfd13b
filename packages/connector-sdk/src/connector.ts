/**
 * What a connector is: code for one kind of system, canonical types on one side and the vendor's on
 * the other. It keeps no state, meets the network only through the port it is given, and a
 * capability is supported exactly when its key is present. There is no second list.
 */

import type {
  AccountNote,
  Customer,
  CustomerInvoicePosting,
  IncomingPayment,
  LedgerAccount,
  MatchConfirmation,
  OpenItemCancellation,
  OpenItemOpening,
  PaymentBatchSending,
  PostingReversal,
} from '@kontor/canon';
import type { Clock, Instant } from '@kontor/kernel';
import type { Static, TObject } from 'typebox';
import type { HttpPort } from './http-port.ts';
import type { DeliveryOutcome, LookUpOutcome, RecogniseOutcome } from './outcome.ts';

/** Every effect that a process may ask for, with its canonical input. */
export type OperationInputs = {
  'customerInvoice.post': CustomerInvoicePosting;
  'customerInvoice.reverse': PostingReversal;
  'incomingPayment.post': IncomingPayment;
  'incomingPayment.reverse': PostingReversal;
  'customerAccount.note': AccountNote;
  'paymentBatch.send': PaymentBatchSending;
  // Kontor's own sub-ledger is a system like the others: ordered, retried and looked at in one way.
  'openItem.open': OpenItemOpening;
  'openItem.cancel': OpenItemCancellation;
  'match.confirm': MatchConfirmation;
  'match.release': MatchConfirmation;
};
export type OperationName = keyof OperationInputs;

/** Master data that may be read and cached, one page after another. */
export type ReadingItems = {
  'customer.list': Customer;
  'ledgerAccount.list': LedgerAccount;
};
export type ReadingName = keyof ReadingItems;

export type ConnectorContext<Config> = {
  readonly config: Config;
  readonly http: HttpPort;
  readonly clock: Clock;
  /** Remembers sign-in results (tokens, CSRF tokens, cookies) between calls of one connection. */
  readonly session: Session;
};

/** A cache that may be emptied at any time; what is in it is never recorded. */
export type Session = {
  get(key: string): string | undefined;
  set(key: string, value: string, lifetimeSeconds: number): void;
  forget(key: string): void;
};

type Submit<Input, Config> = (
  input: Input,
  context: ConnectorContext<Config>,
) => Promise<DeliveryOutcome>;

/**
 * How the operation stays single when a reply is lost:
 * - `native-key`: the system itself recognises our reference, so sending again is harmless;
 * - `look-up`: the system can be asked for our reference, `visibleAfterMs` after it was sent;
 * - `none`: neither; an unclear outcome goes to a person and is never sent again by itself.
 */
export type Operation<Input, Config> = Sending<Input, Config> &
  (
    | { readonly idempotency: 'native-key' | 'none' }
    | {
        readonly idempotency: 'look-up';
        readonly visibleAfterMs: number;
        readonly lookUp: (
          input: Input,
          context: ConnectorContext<Config>,
        ) => Promise<LookUpOutcome>;
      }
  );

type Sending<Input, Config> = {
  readonly submit: Submit<Input, Config>;
  /**
   * Asks for the effect by what the business calls it, whatever reference it has. After a restore
   * it is asked before anything is sent for the first time: who handed a document over in the time
   * that is missing may hand it over again, and then it has another reference.
   */
  readonly recognise?: (
    input: Input,
    context: ConnectorContext<Config>,
  ) => Promise<RecogniseOutcome>;
};

/** A page of master data, or why there is none. `next` absent means the end. */
export type ReadOutcome<Item> =
  | { readonly kind: 'page'; readonly items: readonly Item[]; readonly next?: string }
  | { readonly kind: 'failed'; readonly detail: string; readonly retryable: boolean };

export type Reading<Item, Config> = (
  cursor: string | undefined,
  context: ConnectorContext<Config>,
) => Promise<ReadOutcome<Item>>;

/** An effect of ours as its system has it. */
export type PostedEffect = {
  /** Our reference, as the document carries it. */
  readonly reference: string;
  /** The number that the system gave it. */
  readonly externalReference: string;
  /** Where that number is unique: `1010 2026` for company code and fiscal year. */
  readonly place?: string;
  /** The number of the document that was posted. */
  readonly number?: string;
  /** When it was created, as YYYY-MM-DD, as far as the system says. */
  readonly day?: string;
  /** Of the document, as a decimal with its currency, as far as the system says. */
  readonly value?: { readonly amount: string; readonly currency: string };
};

export type PostingsRequest = { readonly since: Instant; readonly cursor?: string };

/** What was posted by us since; a system that keeps days answers from the day before on. */
export type Postings<Config> = (
  request: PostingsRequest,
  context: ConnectorContext<Config>,
) => Promise<ReadOutcome<PostedEffect>>;

export type Connector<Config extends TObject = TObject> = {
  readonly name: string;
  readonly title: string;
  /** Validates the settings, draws the form, and marks with `writeOnly` what is secret. */
  readonly config: Config;
  readonly operations: {
    readonly [Name in OperationName]?: Operation<OperationInputs[Name], Static<Config>>;
  };
  readonly readings?: {
    readonly [Name in ReadingName]?: Reading<ReadingItems[Name], Static<Config>>;
  };
  /** Lists what was posted by us: after a restore it is compared with what the database knows. */
  readonly postings?: Postings<Static<Config>>;
  /**
   * Calls that the system allows in a day, where its replies say so (names of headers in lower
   * case): the drain leaves the last of them to people.
   */
  readonly allowanceIn?: (headers: Readonly<Record<string, string>>) => Allowance | undefined;
  /** Asks for something harmless that needs the credentials: shows that the connection works. */
  readonly probe?: (context: ConnectorContext<Static<Config>>) => Promise<ProbeOutcome>;
};

/** How many calls of a day are used, of how many. */
export type Allowance = { readonly used: number; readonly max: number };

export type ProbeOutcome =
  { readonly kind: 'healthy' } | { readonly kind: 'failing'; readonly detail: string };

/** Keeps the literal types. */
export function defineConnector<Config extends TObject>(
  connector: Connector<Config>,
): Connector<Config> {
  return connector;
}
