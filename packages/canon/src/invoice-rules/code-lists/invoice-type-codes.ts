/** Written by tools/src/code-lists, not by hand: 62 codes. */

import { codeList } from './code-list.ts';

export const INVOICE_TYPE_CODES = codeList(
  'UNTDID 1001 (invoices and credit notes)',
  `
  102 130 202 203 204 211 218 219 261 262 295 296 308 325 326 331 380 381 382 383 384 385 386 387
  388 389 390 393 394 395 396 420 456 457 458 471 472 473 500 501 502 503 527 532 553 575 623 633 71
  751 780 80 81 817 82 83 84 870 875 876 877 935
`,
);
