/** Amounts of UBL on document level, each with the currency it is in; and periods. */

import type { AllowanceCharge, Invoice, InvoicePeriod, TaxBreakdown } from '@kontor/canon';
import { group, leaf, type XmlText } from '../xml/xml-element.ts';

export function ublAmount(name: string, amount: string | undefined, currency: string): XmlText {
  return leaf(name, amount, { currencyID: currency });
}

export function ublPeriod(period: InvoicePeriod | undefined, taxPointCode?: string): XmlText {
  return group(
    'cac:InvoicePeriod',
    leaf('cbc:StartDate', period?.from),
    leaf('cbc:EndDate', period?.to),
    leaf('cbc:DescriptionCode', taxPointCode),
  );
}

export function ublAllowanceCharge(item: AllowanceCharge, currency: string): XmlText {
  return group(
    'cac:AllowanceCharge',
    leaf('cbc:ChargeIndicator', item.kind === 'charge' ? 'true' : 'false'),
    leaf('cbc:AllowanceChargeReasonCode', item.reasonCode),
    leaf('cbc:AllowanceChargeReason', item.reason),
    leaf('cbc:MultiplierFactorNumeric', item.percentage),
    ublAmount('cbc:Amount', item.amount, currency),
    ublAmount('cbc:BaseAmount', item.baseAmount, currency),
    ublVatCategory('cac:TaxCategory', { category: item.taxCategory, rate: item.taxRate }),
  );
}

/** BT-110 with the breakdown, then BT-111 alone. */
export function ublTaxTotals({ totals, taxBreakdown, currency, taxCurrency }: Invoice): XmlText {
  const total = group(
    'cac:TaxTotal',
    ublAmount('cbc:TaxAmount', totals.tax, currency),
    ...(taxBreakdown ?? []).map((item) => ublTaxSubtotal(item, currency)),
  );
  const { taxInAccountingCurrency } = totals;
  if (taxCurrency === undefined || taxCurrency === currency) return total;
  return (
    total + group('cac:TaxTotal', ublAmount('cbc:TaxAmount', taxInAccountingCurrency, taxCurrency))
  );
}

export function ublMonetaryTotal({ totals, currency }: Invoice): XmlText {
  return group(
    'cac:LegalMonetaryTotal',
    ublAmount('cbc:LineExtensionAmount', totals.lineNet, currency),
    ublAmount('cbc:TaxExclusiveAmount', totals.net, currency),
    ublAmount('cbc:TaxInclusiveAmount', totals.gross, currency),
    ublAmount('cbc:AllowanceTotalAmount', totals.allowances, currency),
    ublAmount('cbc:ChargeTotalAmount', totals.charges, currency),
    ublAmount('cbc:PrepaidAmount', totals.prepaid, currency),
    ublAmount('cbc:PayableRoundingAmount', totals.rounding, currency),
    ublAmount('cbc:PayableAmount', totals.payable, currency),
  );
}

type VatCategory = {
  readonly category: string | undefined;
  readonly rate: string | undefined;
  readonly exemptionReasonCode?: string | undefined;
  readonly exemptionReason?: string | undefined;
};

/** Nothing when there is no category: on lines, allowances have the line's. */
export function ublVatCategory(name: string, vat: VatCategory): XmlText {
  if (vat.category === undefined) return '';
  return group(
    name,
    leaf('cbc:ID', vat.category),
    leaf('cbc:Percent', vat.rate),
    leaf('cbc:TaxExemptionReasonCode', vat.exemptionReasonCode),
    leaf('cbc:TaxExemptionReason', vat.exemptionReason),
    group('cac:TaxScheme', leaf('cbc:ID', 'VAT')),
  );
}

function ublTaxSubtotal(item: TaxBreakdown, currency: string): XmlText {
  const { category, rate, exemptionReasonCode, exemptionReason } = item;
  return group(
    'cac:TaxSubtotal',
    ublAmount('cbc:TaxableAmount', item.taxableAmount, currency),
    ublAmount('cbc:TaxAmount', item.taxAmount, currency),
    ublVatCategory('cac:TaxCategory', { category, rate, exemptionReasonCode, exemptionReason }),
  );
}
