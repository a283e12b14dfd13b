/** Written by tools/src/code-lists, not by hand: 10 codes. */

import { codeList } from './code-list.ts';

export const VAT_CATEGORY_CODES = codeList(
  'UNTDID 5305 (VAT categories)',
  `
  AE B E G K L M O S Z
`,
);
