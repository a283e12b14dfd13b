import { toSepaText, type PaymentBatch, type PaymentTransfer } from '@kontor/canon';
import type { Defect } from '@kontor/kernel';
import type { Check } from '@kontor/process';

/**
 * What the SEPA credit transfer allows (EPC125-05): euros, names of 70 and texts of 140 Latin
 * characters, one way to say what is paid.
 */
export const fitsSepa: Check<PaymentBatch> = (batch) => [
  ...(batch.currency === 'EUR' ? [] : [onlyEuros(batch.currency)]),
  ...textDefects(batch.debtor.name, { at: '/debtor/name', ...NAME }),
  ...batch.transfers.flatMap((transfer, index) => transferDefects(transfer, index)),
];

function onlyEuros(currency: string): Defect {
  const detail = `SEPA credit transfers are in EUR, not in ${currency}.`;
  return { code: 'currency_not_sepa', at: '/currency', detail };
}

function transferDefects(transfer: PaymentTransfer, index: number): Defect[] {
  const { creditor, remittance, creditorReference } = transfer;
  const at = `/transfers/${index}`;
  const texts = [
    ...textDefects(creditor.name, { at: `${at}/creditor/name`, ...NAME }),
    ...(remittance === undefined
      ? []
      : textDefects(remittance, { at: `${at}/remittance`, ...REMITTANCE })),
  ];
  if (remittance === undefined || creditorReference === undefined) return texts;
  const detail = 'A transfer has a text for its payee or a creditor reference, not both.';
  return [...texts, { code: 'two_remittances', at: `${at}/remittance`, detail }];
}

type TextPlace = { readonly at: string; readonly lengthMax: number; readonly tooLong: string };

/** As it is written to the bank: `ü` takes two characters there. */
function textDefects(text: string, { at, lengthMax, tooLong }: TextPlace): Defect[] {
  const written = toSepaText(text);
  if (written === undefined) {
    const detail = 'SEPA carries Latin letters: write it as the bank of the payee has it.';
    return [{ code: 'text_not_writable', at, detail }];
  }
  if (written.length <= lengthMax) return [];
  const detail = `SEPA carries ${lengthMax} characters here; this has ${written.length}.`;
  return [{ code: tooLong, at, detail }];
}

const NAME = { lengthMax: 70, tooLong: 'name_too_long' };
const REMITTANCE = { lengthMax: 140, tooLong: 'remittance_too_long' };
