/** An invoice of three lines, two tax rates: what a web shop sends. */

export function invoiceBody({
  number,
  customer,
  day,
}: {
  readonly number: string;
  readonly customer: string;
  readonly day: string;
}): string {
  return JSON.stringify({
    legalEntity: 'DE01',
    customer,
    number,
    issueDate: day,
    dueDate: day,
    typeCode: '380',
    currency: 'EUR',
    paymentReference: number,
    lines: [
      line('1', 'Optical bench', '2', '349.50', '699.00', '19'),
      line('2', 'Mounting post', '12', '8.25', '99.00', '19'),
      line('3', 'Handbook', '3', '24.00', '72.00', '7'),
    ],
    taxBreakdown: [
      { category: 'S', rate: '19', taxableAmount: '798.00', taxAmount: '151.62' },
      { category: 'S', rate: '7', taxableAmount: '72.00', taxAmount: '5.04' },
    ],
    totals: {
      lineNet: '870.00',
      net: '870.00',
      tax: '156.66',
      gross: '1026.66',
      payable: '1026.66',
    },
  });
}

function line(
  id: string,
  name: string,
  quantity: string,
  unitPrice: string,
  netAmount: string,
  taxRate: string,
) {
  return { id, name, quantity, unit: 'C62', unitPrice, netAmount, taxCategory: 'S', taxRate };
}
