/**
 * The sections of a camt message as they begin and end: fields are collected into drafts, and a
 * draft becomes its canonical part when its element closes. The statement's header is told before
 * its first balance, total or entry; its balances when it closes.
 */

import type { Balance, EntryDetail, StatementHeader, StatementPart } from '@kontor/canon';
import { present, unreachable } from '@kontor/kernel';
import { noticeAt, refuseAt, type FilePlace } from '../bank-file/file-place.ts';
import { collectNotices, type Notices } from '../bank-file/notices.ts';
import { STATEMENTS_MAX } from '../bank-file/statement-limits.ts';
import { emptyDraft, REPEATS_MAX, type Draft } from './camt-draft.ts';
import type { CamtFormat } from './camt-format.ts';
import type { CamtNode, CamtSection } from './camt-tree.ts';
import { counterpartyOf } from './counterparty-of.ts';
import { toBalance } from './to-balance.ts';
import { toEntryDetail, toParties, type Parties } from './to-entry-detail.ts';
import { codeOf, toStatementEntry, type DetailCode } from './to-statement-entry.ts';
import { toStatementHeader } from './to-statement-header.ts';
import { toSummary, type StatementSummary } from './to-summary.ts';

/** Everything that is known while a file is read: never more than one entry and the balances. */
export type CamtReading = {
  readonly tell: (part: StatementPart) => void;
  readonly drafts: Readonly<Record<CamtSection, Draft>>;
  readonly notices: Notices;
  /** The sections that are open, the innermost last. */
  readonly places: FilePlace[];
  readonly open: CamtSection[];
  current: Draft | undefined;
  format: CamtFormat | undefined;
  header: StatementHeader | undefined;
  statementCount: number;
  balances: Balance[];
  summary: StatementSummary | undefined;
  position: number;
  details: EntryDetail[];
  parties: Parties[];
  detailCode: DetailCode | undefined;
};

export function startCamtReading(tell: (part: StatementPart) => void): CamtReading {
  return {
    tell,
    drafts: {
      file: emptyDraft(),
      statement: emptyDraft(),
      summary: emptyDraft(),
      balance: emptyDraft(),
      entry: emptyDraft(),
      detail: emptyDraft(),
    },
    notices: collectNotices(),
    places: [],
    open: [],
    current: undefined,
    format: undefined,
    header: undefined,
    statementCount: 0,
    balances: [],
    summary: undefined,
    position: 0,
    details: [],
    parties: [],
    detailCode: undefined,
  };
}

export function startMessage(reading: CamtReading, format: CamtFormat, line: number): void {
  reading.format = format;
  if (format.hasNamespace) return;
  const detail = `The document has no namespace: read as ${format.format}.`;
  noticeAt({ path: 'Document', line, notices: reading.notices }, 'namespace_missing', detail);
}

export function openSection(reading: CamtReading, node: CamtNode, line: number): void {
  const section = present(node.section, 'the element is a section');
  if (section !== 'file' && section !== 'statement') tellHeader(reading);
  reading.places.push({ path: node.path, line, notices: reading.notices });
  reading.open.push(section);
  reading.current = reading.drafts[section];
  reading.current.clear();
}

export function putField(reading: CamtReading, field: string, text: string | undefined): void {
  if (text === undefined || text === '') return;
  const kept = present(reading.current, 'a field stands in a section').put(field, text);
  if (kept === 'ambiguous') {
    refuseAt(innermost(reading), 'element_repeated', `The ${field} is told twice.`);
  } else if (kept === 'too_many') {
    const detail = `There are more than ${REPEATS_MAX} of ${field}.`;
    refuseAt(innermost(reading), 'element_repeated', detail);
  }
}

export function closeSection(reading: CamtReading): void {
  const section = present(reading.open.at(-1), 'a section is open');
  tellSection(reading, section, innermost(reading));
  reading.places.pop();
  reading.open.pop();
  const outer = reading.open.at(-1);
  reading.current = outer && reading.drafts[outer];
}

function tellSection(reading: CamtReading, section: CamtSection, place: FilePlace): void {
  switch (section) {
    case 'file':
      return tellFile(reading);
    case 'statement':
      return closeStatement(reading);
    case 'summary':
      reading.summary = toSummary(reading.drafts.summary, place);
      return;
    case 'balance':
      return closeBalance(reading, place);
    case 'entry':
      return closeEntry(reading, place);
    case 'detail':
      return closeDetail(reading, place);
    default:
      return unreachable(section);
  }
}

function tellFile({ drafts, format, tell }: CamtReading): void {
  const messageId = drafts.file.get('messageId')?.slice(0, MESSAGE_ID_MAX);
  const createdAt = drafts.file.get('createdAt')?.slice(0, CREATED_AT_MAX);
  const file = {
    format: present(format, 'a group header stands in a message').format,
    ...(messageId !== undefined && { messageId }),
    ...(createdAt !== undefined && { createdAt }),
  };
  tell({ kind: 'file', file });
}

function tellHeader(reading: CamtReading): void {
  if (reading.header) return;
  const place = present(reading.places[0], 'a statement is open');
  const { kind } = present(reading.format, 'a statement stands in a message');
  reading.statementCount += 1;
  if (reading.statementCount > STATEMENTS_MAX) {
    refuseAt(place, 'too_many_statements', `A file has at most ${STATEMENTS_MAX} statements.`);
  }
  reading.header = toStatementHeader(reading.drafts.statement, kind, place);
  reading.tell({ kind: 'opened', header: reading.header });
}

function closeBalance({ balances, drafts }: CamtReading, place: FilePlace): void {
  balances.push(toBalance(drafts.balance, place));
  if (balances.length > BALANCES_MAX) {
    refuseAt(place, 'too_many_balances', `There are more than ${BALANCES_MAX} balances.`);
  }
}

function closeDetail(reading: CamtReading, place: FilePlace): void {
  const { details, parties, drafts } = reading;
  details.push(toEntryDetail(drafts.detail, place));
  parties.push(toParties(drafts.detail, place));
  reading.detailCode ??= codeOf(drafts.detail, place);
  if (details.length > DETAILS_MAX) {
    refuseAt(place, 'too_many_details', `An entry has more than ${DETAILS_MAX} transactions.`);
  }
}

function closeEntry(reading: CamtReading, place: FilePlace): void {
  const { account, kind } = present(reading.header, 'the header was told when the entry began');
  const { details, parties, detailCode } = reading;
  reading.position += 1;
  const parts = { position: reading.position, kind, details, detailCode };
  const entry = toStatementEntry(reading.drafts.entry, parts, place);
  for (const [index, detail] of details.entries()) {
    const both = present(parties[index], 'every detail has its parties');
    const direction = detail.direction ?? entry.direction;
    const other = counterpartyOf(both, direction, { isReversal: entry.reversal, account });
    if (other) detail.counterparty = other;
  }
  reading.details = [];
  reading.parties = [];
  reading.detailCode = undefined;
  reading.tell({ kind: 'entry', entry });
}

function closeStatement(reading: CamtReading): void {
  tellHeader(reading);
  const { balances, summary } = reading;
  const notices = reading.notices.take();
  reading.tell({
    kind: 'closed',
    balances,
    ...(summary && { summary }),
    ...(notices.length > 0 && { notices }),
  });
  reading.header = undefined;
  reading.summary = undefined;
  reading.balances = [];
  reading.position = 0;
}

function innermost({ places }: CamtReading): FilePlace {
  return present(places.at(-1), 'a section is open');
}

/** The canonical entry has no more; one that does is a file of payments, not an entry. */
const DETAILS_MAX = 100_000;

/** Banks give up to a few dozen balances; per sub-account and day a few thousand. */
const BALANCES_MAX = 10_000;

/** [Max35Text], with room for banks that do not count. */
const MESSAGE_ID_MAX = 140;

/** [ISODateTime] */
const CREATED_AT_MAX = 40;
