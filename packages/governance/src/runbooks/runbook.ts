/** A runbook: what a person does about one kind of exception, as steps that can be run. */

/** What a step may offer in place. The page writes it as a link: `[tried again](kontor:retry)`. */
export const RUNBOOK_ACTIONS = [
  'retry',
  'abandon',
  'confirm-done',
  'approve',
  'decline',
  'correct',
  'open-period',
  'refresh-master-data',
  'transaction',
  'delivery',
  'reference',
  'match',
  'bank-entry',
  'bank-file',
] as const;
export type RunbookAction = (typeof RUNBOOK_ACTIONS)[number];

export type Runbook = {
  /** `period-closed`: its file, and its address in the documentation. */
  readonly name: string;
  /** Of the exceptions that it is for. */
  readonly code: string;
  readonly title: string;
  readonly meaning: string;
  readonly steps: readonly RunbookStep[];
  readonly certain: string;
};

export type RunbookStep = {
  readonly text: string;
  readonly offers: readonly RunbookOffer[];
};

export type RunbookOffer = { readonly action: RunbookAction; readonly label: string };
