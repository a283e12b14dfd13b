/**
 * The bank itself: executes each file once, and tells of it in four reports – received, accepted
 * technically, in process, settled. Its books are all it remembers, so it goes on where it was
 * after a restart.
 */

import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import {
  drawFate,
  type Faults,
  type Ledger,
  type LedgerEntry,
} from '@kontor/connector-kit/simulator';
import { readPain001 } from '@kontor/formats';
import type { Clock, Random } from '@kontor/kernel';
import { executeMessage, toRefusedMessage, type ExecutedTransfer } from './execute-message.ts';
import { REPORT_STEPS, toReport, type BankMessage, type ReportStep } from './to-report.ts';
import type { BankFolders } from './start-simulator.ts';
import { FILE_KIND } from './take-files.ts';
import { REPORT_KIND, writeReport } from './write-report.ts';

/** IBAN and balance in euros, as decimal text. */
export type BankAccounts = ReadonlyMap<string, string>;

export type PaymentBankOptions = {
  readonly folders: BankFolders;
  readonly accounts?: BankAccounts;
  readonly onExecuted?: (executed: ExecutedTransfer) => void;
  readonly stepMs: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly ledger: Ledger;
  readonly faults: () => Faults;
  readonly take: () => void;
};

export type PaymentBank = { stop(): Promise<void> };

export function openPaymentBank(options: PaymentBankOptions): PaymentBank {
  const { stepMs, ledger, take, faults } = options;
  let seen = 0;
  const timers = new Set<NodeJS.Timeout>();
  let isStopped = false;
  const later = (delayMs: number, work: () => void) => {
    if (isStopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, delayMs);
    timers.add(timer);
  };
  let working: Promise<unknown> = Promise.resolve();
  const look = () => {
    take();
    const entries = ledger.entries();
    for (; seen < entries.length; seen += 1) {
      const entry = entries[seen];
      if (entry?.kind !== FILE_KIND) continue;
      later(faults().slowMs, () => {
        // One file after another: which of two with one id came first is not left to chance.
        working = working.then(() => (isStopped ? undefined : workOn(entry, options, later)));
      });
    }
    later(stepMs, look);
  };
  later(0, look);
  return {
    async stop() {
      isStopped = true;
      for (const timer of timers) clearTimeout(timer);
      await working;
    },
  };
}

async function workOn(
  entry: LedgerEntry,
  options: PaymentBankOptions,
  later: (delayMs: number, work: () => void) => void,
): Promise<void> {
  const { folders, ledger, stepMs, faults, random } = options;
  if (wasTold(ledger, entry, 'settled') || wasTold(ledger, entry, 'refused')) return;
  const name = String(entry.facts['name']);
  const reading = await readPain001(createReadStream(join(folders.sent, name)));
  const message =
    reading.kind === 'refused'
      ? toRefusedMessage(entry.number, 'FF01', reading.defects[0]?.detail ?? '')
      : executeMessage(reading.initiation, { ...options, entry });
  const steps: readonly ReportStep[] = message.refusal ? ['refused'] : REPORT_STEPS;
  for (const [index, step] of steps.entries()) {
    if (wasTold(ledger, entry, step)) continue;
    const fate = drawFate(faults(), random);
    if (fate.isReplyLost) continue;
    const lateMs = faults().lateReplyMs * random.fraction();
    const tell = () => tellStep(message, { entry, step, options });
    later(index * stepMs + lateMs, tell);
    if (fate.isDeliveredTwice) later((index + 1) * stepMs + lateMs, tell);
    if (step === 'settled' && fate.failure !== 'none') {
      const conflict = () => tellStep(message, { entry, step: 'contradicted', options });
      later((index + 2) * stepMs + faults().lateReplyMs, conflict);
    }
  }
}

function tellStep(
  message: BankMessage,
  {
    entry,
    step,
    options: { folders, ledger, clock },
  }: {
    readonly entry: LedgerEntry;
    readonly step: ReportStep;
    readonly options: PaymentBankOptions;
  },
): void {
  // The same report, however often it is delivered: it has the id and the moment of the first.
  const reference = `${entry.sequence} ${step}`;
  const told = ledger.entriesOf(reference);
  const number = `SNDB${entry.sequence}-${STEP_LETTERS[step]}`;
  const first = told[0]?.facts['createdAt'];
  const createdAt = typeof first === 'string' ? first : clock.now();
  const copy = told.length + 1;
  writeReport(folders.reports, toReport(message, step, { messageId: number, createdAt }), copy);
  ledger.append({ kind: REPORT_KIND, reference, number, facts: { step, copy, createdAt } });
}

function wasTold(ledger: Ledger, entry: LedgerEntry, step: ReportStep): boolean {
  return ledger.entriesOf(`${entry.sequence} ${step}`).length > 0;
}

const STEP_LETTERS: Readonly<Record<ReportStep, string>> = {
  received: 'A',
  accepted: 'B',
  processing: 'C',
  settled: 'D',
  contradicted: 'E',
  refused: 'R',
};
