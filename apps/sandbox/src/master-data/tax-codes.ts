/** Output tax codes of each company, with the category that invoices state (UNTDID 5305). */

import type { SandboxTaxCode } from './sandbox-company.ts';

const GERMAN = { legalEntity: 'DE01', ledgerAccount: '175100' };
const BRITISH = { legalEntity: 'GB01', ledgerAccount: '175200' };
const AMERICAN = { legalEntity: 'US01', ledgerAccount: '175300' };

export const TAX_CODES: readonly SandboxTaxCode[] = [
  { ...GERMAN, code: 'A1', title: 'Germany, standard rate', category: 'S', rate: '19' },
  { ...GERMAN, code: 'A2', title: 'Germany, reduced rate', category: 'S', rate: '7' },
  { ...GERMAN, code: 'A0', title: 'Germany, exempt', category: 'E', rate: '0' },
  { ...GERMAN, code: 'AK', title: 'Intra-community supply', category: 'K', rate: '0' },
  { ...GERMAN, code: 'AE', title: 'Reverse charge', category: 'AE', rate: '0' },
  { ...GERMAN, code: 'AG', title: 'Export out of the Union', category: 'G', rate: '0' },
  { ...BRITISH, code: 'B1', title: 'United Kingdom, standard rate', category: 'S', rate: '20' },
  { ...BRITISH, code: 'B2', title: 'United Kingdom, reduced rate', category: 'S', rate: '5' },
  { ...BRITISH, code: 'B0', title: 'United Kingdom, zero rate', category: 'Z', rate: '0' },
  { ...BRITISH, code: 'BG', title: 'Export', category: 'G', rate: '0' },
  { ...AMERICAN, code: 'U1', title: 'Sales tax, New York City', category: 'S', rate: '8.875' },
  { ...AMERICAN, code: 'U0', title: 'Not subject to sales tax', category: 'O', rate: '0' },
];
