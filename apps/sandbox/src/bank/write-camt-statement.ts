/**
 * A daily statement as camt.053.001.08 (ISO 20022 Bank-to-Customer Statement), as a European bank
 * would send it: one statement in one message, opening and closing booked balance, control totals.
 */

import { toDecimal, type Money } from '@kontor/kernel';
import type { SandboxBankAccount } from '../master-data/sandbox-company.ts';
import type { BookedMovement, DailyStatement, MovementDetail } from './bank-movement.ts';
import { amountOn, sideOf, statementSums } from './statement-sums.ts';
import { element, optionalText, textElement } from './xml-text.ts';

export function writeCamtStatement(statement: DailyStatement): Uint8Array {
  const { account, day, sequenceNumber, movements } = statement;
  const messageId = `${account.key}-${day.replaceAll('-', '')}-${sequenceNumber}`;
  const createdAt = `${day}T21:00:00.000Z`; // after the last booking run
  const document = element(
    'BkToCstmrStmt',
    element('GrpHdr', textElement('MsgId', messageId), textElement('CreDtTm', createdAt)),
    element(
      'Stmt',
      textElement('Id', messageId),
      textElement('ElctrncSeqNb', String(sequenceNumber)),
      textElement('LglSeqNb', String(sequenceNumber)),
      textElement('CreDtTm', createdAt),
      element(
        'FrToDt',
        textElement('FrDtTm', `${day}T00:00:00.000Z`),
        textElement('ToDtTm', `${day}T23:59:59.999Z`),
      ),
      toAccount(account),
      ...toBalances(statement),
      toTotals(statement),
      ...movements.map((movement) => toEntry(movement, statement)),
    ),
  );
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>';
  const xml = `${declaration}
<Document xmlns="${NAMESPACE}">${document}</Document>
`;
  return Buffer.from(xml, 'utf8');
}

function toAccount(account: SandboxBankAccount): string {
  return element(
    'Acct',
    element('Id', toAccountId(account.iban, account.number)),
    textElement('Ccy', account.currency),
    element('Ownr', textElement('Nm', account.owner)),
    element(
      'Svcr',
      element('FinInstnId', textElement('BICFI', account.bic), textElement('Nm', account.bankName)),
    ),
  );
}

function toAccountId(iban: string | undefined, number: string | undefined): string {
  return iban === undefined
    ? element('Othr', textElement('Id', number ?? 'UNKNOWN'))
    : textElement('IBAN', iban);
}

function toBalances(statement: DailyStatement): readonly string[] {
  const { closingBalance } = statementSums(statement);
  return [
    toBalance('OPBD', statement.openingBalance, statement.day),
    toBalance('CLBD', closingBalance, statement.day),
    toBalance('CLAV', closingBalance, statement.day),
  ];
}

function toBalance(code: string, balance: Money, day: string): string {
  const { amount, direction } = sideOf(balance);
  return element(
    'Bal',
    element('Tp', element('CdOrPrtry', textElement('Cd', code))),
    toAmount('Amt', amount),
    textElement('CdtDbtInd', INDICATORS[direction]),
    element('Dt', textElement('Dt', day)),
  );
}

/** [TxsSummry]: the bank's control totals, which let a reader prove that it lost nothing. */
function toTotals(statement: DailyStatement): string {
  const { credits, creditCount, debits, debitCount } = statementSums(statement);
  const net = sideOf({ ...credits, minor: credits.minor - debits.minor });
  const all = { ...credits, minor: credits.minor + debits.minor };
  return element(
    'TxsSummry',
    element(
      'TtlNtries',
      textElement('NbOfNtries', String(creditCount + debitCount)),
      textElement('Sum', toDecimal(all)),
      element(
        'TtlNetNtry',
        textElement('Amt', toDecimal(net.amount)),
        textElement('CdtDbtInd', INDICATORS[net.direction]),
      ),
    ),
    element(
      'TtlCdtNtries',
      textElement('NbOfNtries', String(creditCount)),
      textElement('Sum', toDecimal(credits)),
    ),
    element(
      'TtlDbtNtries',
      textElement('NbOfNtries', String(debitCount)),
      textElement('Sum', toDecimal(debits)),
    ),
  );
}

function toEntry(movement: BookedMovement, { account, day }: DailyStatement): string {
  const { direction, isReversal, bankReference, parts } = movement;
  const [domain = '', family = '', subFamily = ''] = transactionCodeOf(movement).split('/');
  return element(
    'Ntry',
    textElement('NtryRef', bankReference),
    toAmount('Amt', amountOn(account, movement.amount)),
    textElement('CdtDbtInd', INDICATORS[direction]),
    isReversal ? textElement('RvslInd', 'true') : undefined,
    element('Sts', textElement('Cd', 'BOOK')),
    element('BookgDt', textElement('Dt', day)),
    element('ValDt', textElement('Dt', movement.valueDay ?? day)),
    textElement('AcctSvcrRef', bankReference),
    element(
      'BkTxCd',
      element(
        'Domn',
        textElement('Cd', domain),
        element('Fmly', textElement('Cd', family), textElement('SubFmlyCd', subFamily)),
      ),
    ),
    element(
      'NtryDtls',
      parts && element('Btch', textElement('NbOfTxs', String(parts.length))),
      ...(parts ?? [movement]).map((detail) => toTransaction(detail, movement, account)),
    ),
  );
}

function toTransaction(
  detail: MovementDetail,
  entry: BookedMovement,
  account: SandboxBankAccount,
): string {
  const { endToEndId, remittance = [], structuredReference, returnReason } = detail;
  const lines = remittance.flatMap((line) => chunksOf(line, REMITTANCE_CHARACTERS_MAX));
  const hasRemittance = lines.length > 0 || structuredReference !== undefined;
  return element(
    'TxDtls',
    element(
      'Refs',
      textElement('AcctSvcrRef', entry.bankReference),
      textElement('EndToEndId', endToEndId ?? 'NOTPROVIDED'),
    ),
    toAmount('Amt', amountOn(account, detail.amount)),
    textElement('CdtDbtInd', INDICATORS[entry.direction]),
    ...toParties(detail, entry, account),
    hasRemittance
      ? element(
          'RmtInf',
          ...lines.map((line) => textElement('Ustrd', line)),
          structuredReference === undefined ? undefined : toStructured(structuredReference),
        )
      : undefined,
    returnReason === undefined
      ? undefined
      : element('RtrInf', element('Rsn', textElement('Cd', returnReason))),
  );
}

/**
 * [RltdPties, RltdAgts]. Debtor is who pays, except that a return keeps the roles of the payment
 * that comes back: a direct debit that the customer's bank returns still has the customer as
 * debtor.
 */
function toParties(
  { counterparty, returnReason }: MovementDetail,
  { direction, isReversal = false }: BookedMovement,
  account: SandboxBankAccount,
): readonly (string | undefined)[] {
  if (!counterparty) return [];
  const isTurned = isReversal || returnReason !== undefined;
  const isDebtor = (direction === 'credit') !== isTurned;
  const other = toParty(isDebtor ? 'Dbtr' : 'Cdtr', counterparty.name, counterparty.account);
  const own = toParty(isDebtor ? 'Cdtr' : 'Dbtr', account.owner, account.iban ?? account.number);
  const agent =
    counterparty.bic === undefined
      ? undefined
      : element(
          'RltdAgts',
          element(
            isDebtor ? 'DbtrAgt' : 'CdtrAgt',
            element('FinInstnId', textElement('BICFI', counterparty.bic)),
          ),
        );
  return [element('RltdPties', ...(isDebtor ? [other, own] : [own, other])), agent];
}

function toParty(role: string, name: string | undefined, account: string | undefined): string {
  const party = name === undefined ? '' : element(role, element('Pty', textElement('Nm', name)));
  if (account === undefined) return party;
  const isIban = IBAN_SHAPE.test(account);
  const id = toAccountId(isIban ? account : undefined, isIban ? undefined : account);
  return party + element(`${role}Acct`, element('Id', id));
}

function toStructured(reference: string): string {
  const isIso11649 = reference.startsWith('RF');
  return element(
    'Strd',
    element(
      'CdtrRefInf',
      element(
        'Tp',
        element('CdOrPrtry', textElement('Cd', 'SCOR')),
        optionalText('Issr', isIso11649 ? 'ISO' : undefined),
      ),
      textElement('Ref', reference),
    ),
  );
}

function transactionCodeOf(movement: BookedMovement): string {
  const { transactionCode, direction, returnReason } = movement;
  if (transactionCode !== undefined) return transactionCode;
  if (direction === 'credit') return returnReason ? 'PMNT/ICDT/RRTN' : 'PMNT/RCDT/ESCT';
  return returnReason ? 'PMNT/IDDT/UPDD' : 'PMNT/ICDT/ESCT';
}

function toAmount(name: string, amount: Money): string {
  return textElement(name, toDecimal(amount), { Ccy: amount.currency });
}

/** Split between characters, never inside one: a surrogate pair is one. */
export function chunksOf(text: string, charactersMax: number): readonly string[] {
  const characters = Array.from(text);
  const chunks: string[] = [];
  for (let at = 0; at < characters.length; at += charactersMax) {
    chunks.push(characters.slice(at, at + charactersMax).join(''));
  }
  return chunks;
}

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08';
const INDICATORS = { credit: 'CRDT', debit: 'DBIT' } as const;
const IBAN_SHAPE = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

/** [Ustrd] is Max140Text. */
const REMITTANCE_CHARACTERS_MAX = 140;
