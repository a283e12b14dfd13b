/**
 * What a process is: a value. Name, version, input, ordering key, business key, checks and a list
 * of steps; the interpreter (advance.ts) runs them all. Functions inside a definition are pure:
 * they see the context and nothing else.
 */

import type { OperationInputs, OperationName, Confirmed } from '@kontor/connector-sdk';
import type { BankingDay, Defect, TransactionId } from '@kontor/kernel';
import type { TSchema } from 'typebox';
import type { Ending } from './messages.ts';
import type { ReferenceData } from './reference-data.ts';

/** What a step may look at: the input, what was added, and what other systems confirmed. */
export type Context<Input> = {
  readonly transactionId: TransactionId;
  readonly input: Input;
  /** By step name; each holds what that step added. */
  readonly enriched: Readonly<Record<string, unknown>>;
  /** By step name; what the system confirmed. */
  readonly confirmed: Readonly<Record<string, Confirmed>>;
  /** Why it ends or ended without its effect. */
  readonly ending?: Ending;
  /** Our key for the effect of a step: the same however often it is tried. */
  readonly referenceOf: (step: string) => string;
};

export type Check<Input> = (
  input: Input,
  reference: ReferenceData,
  today: BankingDay,
) => readonly Defect[];

/** Adds values that later steps need, from master data alone. */
export type EnrichStep<Input> = {
  readonly kind: 'enrich';
  readonly name: string;
  readonly add: (context: Context<Input>, reference: ReferenceData, today: BankingDay) => unknown;
};

/** Asks a person when `when` holds. `by` is the permission that the person needs. */
export type ApproveStep<Input> = {
  readonly kind: 'approve';
  readonly name: string;
  readonly when: (context: Context<Input>) => boolean;
  readonly by: string;
  /** A sentence or two for the person who decides; what it is about where that helps. */
  readonly question: string | ((context: Context<Input>) => string);
};

/**
 * Which configured connection takes it: found by role and legal entity when the step is reached.
 */
export type ConnectionRole = 'ledger' | 'crm' | 'bank' | 'receivables';

/** How an effect is taken back, or the reason why it is not. */
export type Undo<Input> =
  | { readonly by: string; readonly input: (context: Context<Input>) => unknown }
  | { readonly none: string };

/** One effect on one system. */
export type DeliverStep<Input> = {
  readonly kind: 'deliver';
  readonly name: string;
  /** In words, for the story: `posted in the ledger`. */
  readonly title: string;
  readonly to: ConnectionRole;
  readonly operation: string;
  readonly input: (context: Context<Input>) => unknown;
  /** Skipped when it does not hold. */
  readonly when?: (context: Context<Input>) => boolean;
  /** Instead of the process's own ordering key. */
  readonly orderBy?: (context: Context<Input>) => string;
  readonly undo: Undo<Input>;
  /** A refusal undoes the steps before it; `continue` only tells a person. */
  readonly onRejected?: 'undo' | 'continue';
};

/** Waits for a person (or another process) to supply values. */
export type WaitStep<Input> = {
  readonly kind: 'wait';
  readonly name: string;
  readonly when: (context: Context<Input>) => boolean;
  /** Why somebody is needed, as an exception's code and words. */
  readonly reason: (context: Context<Input>) => { readonly code: string; readonly text: string };
};

/** Tells the world. The event exists if and only if the change committed. */
export type PublishStep<Input> = {
  readonly kind: 'publish';
  readonly name: string;
  /** CloudEvents type: `kontor.invoice.posted.v1`. */
  readonly type: string;
  readonly data: (context: Context<Input>) => unknown;
};

export type Step<Input> =
  | EnrichStep<Input>
  | ApproveStep<Input>
  | DeliverStep<Input>
  | WaitStep<Input>
  | PublishStep<Input>;

/** What lists, searches and control totals show of a transaction. */
export type TransactionSummary = {
  readonly legalEntity: string;
  /** The document's number, or the bank's reference. */
  readonly number: string;
  readonly customer?: string;
  readonly partyName?: string;
  /** Signed: credit notes are negative. */
  readonly amount?: { readonly amount: string; readonly currency: string };
};

/** So many of a hundred transactions have done the step within that time of their acceptance. */
export type ServiceLevel = {
  readonly step: string;
  readonly withinSeconds: number;
  readonly sharePercent: number;
};

/** What people are told of a process, beside its drawing. */
export type ProcessAbout = {
  /** A sentence or two: why it exists. */
  readonly description: string;
  /** Who answers for it. */
  readonly owner: string;
  readonly serviceLevel?: ServiceLevel;
  /** By step name: one sentence on what it does. */
  readonly steps: Readonly<Record<string, string>>;
};

/** A field that no correction changes, and why, for the person who would like to. */
export type FixedField = { readonly at: string; readonly why: string };

export type ProcessDefinition<Input = unknown> = {
  readonly name: string;
  readonly version: number;
  readonly title: string;
  /** Demanded of every process of the catalogue. */
  readonly about?: ProcessAbout;
  readonly input: TSchema;
  readonly summary: (input: Input) => TransactionSummary;
  /** Transactions with the same key reach each system in the order they were accepted. */
  readonly orderBy: (input: Input) => string;
  /** At most one transaction of a key that was not refused. */
  readonly businessKey: (input: Input) => readonly string[];
  readonly checks: readonly Check<Input>[];
  readonly steps: readonly Step<Input>[];
  /**
   * What happens to those behind a delivery that needs a person: `hold` stops the lane until the
   * person decided, `pass` lets them go on. Either way no other lane notices.
   */
  readonly onParked: 'hold' | 'pass';
  /**
   * How its document may be corrected after a system refused it. Absent when nobody may: what was
   * decided elsewhere is decided anew, not edited.
   */
  readonly corrections?: { readonly fixed: readonly FixedField[] };
  /** Published when it ends without its effect. */
  readonly refused?: PublishStep<Input>;
};

/** Keeps the input's type for the steps. */
export function defineProcess<Input>(
  definition: ProcessDefinition<Input>,
): ProcessDefinition<Input> {
  return definition;
}

export function enrich<Input>(name: string, add: EnrichStep<Input>['add']): EnrichStep<Input> {
  return { kind: 'enrich', name, add };
}

export function approve<Input>(
  name: string,
  options: Omit<ApproveStep<Input>, 'kind' | 'name'>,
): ApproveStep<Input> {
  return { kind: 'approve', name, ...options };
}

/** The operation's canonical input type is demanded of `input`, and of the undo's. */
export function deliver<Input, Name extends OperationName, Back extends OperationName = never>(
  name: string,
  options: Omit<DeliverStep<Input>, 'kind' | 'name' | 'operation' | 'input' | 'undo'> & {
    readonly operation: Name;
    readonly input: (context: Context<Input>) => OperationInputs[Name];
    readonly undo:
      | { readonly by: Back; readonly input: (context: Context<Input>) => OperationInputs[Back] }
      | { readonly none: string };
  },
): DeliverStep<Input> {
  return { kind: 'deliver', name, ...options };
}

export function wait<Input>(
  name: string,
  options: Omit<WaitStep<Input>, 'kind' | 'name'>,
): WaitStep<Input> {
  return { kind: 'wait', name, ...options };
}

export function publish<Input>(
  name: string,
  options: Omit<PublishStep<Input>, 'kind' | 'name'>,
): PublishStep<Input> {
  return { kind: 'publish', name, ...options };
}
