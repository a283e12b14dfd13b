import type { Confirmed } from '@kontor/connector-sdk';

export type AccountingDocument = {
  /** 10 characters, unique within company code and fiscal year. */
  readonly number: string;
  readonly companyCode: string;
  readonly fiscalYear: string;
};

/** The same whether it was answered or looked up. */
export function confirmedDocument(document: AccountingDocument): Confirmed {
  const { number, companyCode, fiscalYear } = document;
  return {
    kind: 'confirmed',
    externalReference: number,
    facts: { companyCode, fiscalYear },
  };
}
