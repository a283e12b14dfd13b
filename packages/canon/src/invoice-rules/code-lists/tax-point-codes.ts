/** Written by tools/src/code-lists, not by hand: 3 codes. */

import { codeList } from './code-list.ts';

export const TAX_POINT_CODES = codeList(
  'UNTDID 2005 (VAT point)',
  `
  3 35 432
`,
);
