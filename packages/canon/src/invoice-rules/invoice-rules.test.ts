import { describe, expect, test } from 'vitest';
import { checkInvoice } from './check-invoice.ts';
import { PEPPOL_RULES } from './peppol-rules.ts';
import { sampleWith } from './sample-invoice.ts';

describe('each rule refuses what it is for', () => {
  test.each<[string, string, Record<string, unknown>]>([
    ['BR-01', '/specification', { '/specification': undefined }],
    ['BR-02', '/number', { '/number': undefined }],
    ['BR-03', '/issueDate', { '/issueDate': undefined }],
    ['BR-09', '/seller/address/country', { '/seller/address/country': undefined }],
    ['BR-11', '/buyer/address/country', { '/buyer/address': {} }],
    ['BR-16', '/lines', { '/lines': [] }],
    ['BR-17', '/payee/name', { '/payee': {} }],
    ['BR-18', '/taxRepresentative/name', { '/taxRepresentative': {} }],
    ['BR-21', '/lines/1/id', { '/lines/1/id': undefined }],
    ['BR-27', '/lines/1/unitPrice', { '/lines/1/unitPrice': '-998' }],
    ['BR-28', '/lines/1/grossPrice', { '/lines/1/grossPrice': '-1' }],
    ['BR-29', '/period/to', { '/period': { from: '2026-03-31', to: '2026-03-01' } }],
    [
      'BR-30',
      '/lines/0/period/to',
      { '/lines/0/period': { from: '2026-02-02', to: '2026-02-01' } },
    ],
    ['BR-33', '/allowancesCharges/0/reason', { '/allowancesCharges/0/reason': undefined }],
    ['BR-44', '/lines/2/allowancesCharges/0/reason', { '/lines/2/allowancesCharges/0/reason': '' }],
    ['BR-48', '/taxBreakdown/1/rate', { '/taxBreakdown/1/rate': undefined }],
    ['BR-50', '/paymentMeans/0/account', { '/paymentMeans': [{ code: '42', bic: 'X' }] }],
    [
      'BR-51',
      '/paymentMeans/0/cardNumber',
      { '/paymentMeans': [{ cardNumber: '4711 1234 1234' }] },
    ],
    ['BR-53', '/totals/taxInAccountingCurrency', { '/taxCurrency': 'NOK' }],
    ['BR-54', '/lines/0/attributes', { '/lines/0/attributes': [{ name: 'Colour' }] }],
    ['BR-57', '/deliverTo/address/country', { '/deliverTo': { address: {} } }],
    ['BR-61', '/paymentMeans/0/account', { '/paymentMeans': [{ code: '58' }] }],
    ['BR-66', '/paymentMeans', { '/paymentMeans': [{ cardNumber: '1' }, { cardNumber: '2' }] }],
    ['BR-67', '/paymentMeans', { '/paymentMeans': [{ mandate: 'A' }, { mandate: 'B' }] }],
    ['BR-CO-03', '/taxPointCode', { '/taxPointCode': '3', '/taxPointDate': '2026-03-01' }],
    ['BR-CO-09', '/seller/vatId', { '/seller/vatId': '123456789' }],
    ['BR-CO-10', '/totals/lineNet', { '/lines/2/netAmount': '30.16' }],
    ['BR-CO-11', '/totals/allowances', { '/totals/allowances': undefined }],
    ['BR-CO-12', '/totals/charges', { '/totals/charges': '5.01' }],
    ['BR-CO-13', '/totals/net', { '/totals/net': '150.11' }],
    ['BR-CO-14', '/totals/tax', { '/totals/tax': '24.31' }],
    ['BR-CO-16', '/totals/payable', { '/totals/prepaid': undefined }],
    ['BR-CO-17', '/taxBreakdown/0/taxAmount', { '/taxBreakdown/0/taxAmount': '21.85' }],
    ['BR-CO-18', '/taxBreakdown', { '/taxBreakdown': [] }],
    ['BR-CO-19', '/period', { '/period': {} }],
    ['BR-CO-25', '/dueDate', { '/dueDate': undefined }],
    ['BR-CO-26', '/seller', { '/seller/vatId': undefined }],
    ['BR-S-01', '/taxBreakdown', { '/taxBreakdown': [{ category: 'Z', rate: '0' }] }],
    ['BR-S-02', '/seller/vatId', { '/seller/vatId': undefined }],
    ['BR-S-05', '/lines/0/taxRate', { '/lines/0/taxRate': '0' }],
    ['BR-S-07', '/allowancesCharges/1/taxRate', { '/allowancesCharges/1/taxRate': undefined }],
    ['BR-S-08', '/taxBreakdown/1/taxableAmount', { '/taxBreakdown/1/taxableAmount': '35.16' }],
    ['BR-S-08', '/taxBreakdown', { '/lines/1/taxRate': '21' }],
    ['BR-S-10', '/taxBreakdown/0/exemptionReason', { '/taxBreakdown/0/exemptionReason': 'Why?' }],
    ['BR-AE-03', '/buyer/vatId', { '/allowancesCharges/0/taxCategory': 'AE' }],
    ['BR-IC-02', '/buyer/vatId', { '/lines/0/taxCategory': 'K' }],
    ['BR-G-05', '/lines/0/taxRate', { '/lines/0/taxCategory': 'G' }],
    ['BR-O-02', '/seller/vatId', { '/lines/0/taxCategory': 'O' }],
    ['BR-IG-01', '/taxBreakdown', { '/lines/0/taxCategory': 'L' }],
    ['BR-IP-05', '/lines/0/taxRate', { '/lines/0/taxCategory': 'M', '/lines/0/taxRate': '-1' }],
    ['BR-B-01', '/taxBreakdown', { '/lines/0/taxCategory': 'B' }],
    ['BR-B-02', '/taxBreakdown', { '/lines/0/taxCategory': 'B' }],
    ['BR-CL-01', '/typeCode', { '/typeCode': '999' }],
    ['BR-CL-04', '/currency', { '/currency': 'EUX' }],
    ['BR-CL-05', '/taxCurrency', { '/taxCurrency': 'XYZ' }],
    ['BR-CL-06', '/taxPointCode', { '/taxPointCode': '5' }],
    ['BR-CL-07', '/invoicedObject/scheme', { '/invoicedObject': { value: '1', scheme: 'XXA' } }],
    ['BR-CL-10', '/buyer/identifiers/0/scheme', { '/buyer/identifiers': [{ scheme: '9901' }] }],
    ['BR-CL-11', '/seller/registration/scheme', { '/seller/registration': { scheme: 'HR' } }],
    ['BR-CL-13', '/lines/0/classifications/0/scheme', withClass('??')],
    ['BR-CL-14', '/buyer/address/country', { '/buyer/address/country': 'UK' }],
    ['BR-CL-15', '/lines/0/originCountry', { '/lines/0/originCountry': 'EU' }],
    ['BR-CL-16', '/paymentMeans/0/code', { '/paymentMeans': [{ code: '99' }] }],
    ['BR-CL-17', '/taxBreakdown/0/category', { '/taxBreakdown/0/category': 'AA' }],
    ['BR-CL-18', '/lines/0/taxCategory', { '/lines/0/taxCategory': 's' }],
    ['BR-CL-19', '/allowancesCharges/0/reasonCode', { '/allowancesCharges/0/reasonCode': 'FC' }],
    ['BR-CL-20', '/allowancesCharges/1/reasonCode', { '/allowancesCharges/1/reasonCode': '95' }],
    [
      'BR-CL-21',
      '/lines/0/standardItemId/scheme',
      { '/lines/0/standardItemId': { scheme: 'EAN' } },
    ],
    ['BR-CL-22', '/taxBreakdown/0/exemptionReasonCode', withVatex('VATEX-EU-1')],
    ['BR-CL-23', '/lines/0/unit', { '/lines/0/unit': 'PIECE' }],
    ['BR-CL-24', '/supportingDocuments/0/mediaType', withDocument('text/html')],
    [
      'BR-CL-25',
      '/seller/electronicAddress/scheme',
      { '/seller/electronicAddress': { scheme: '1' } },
    ],
    ['BR-CL-26', '/deliverTo/location/scheme', { '/deliverTo': { location: { scheme: 'GLN' } } }],
    ['BR-DEC-09', '/totals/lineNet', { '/totals/lineNet': '155.101' }],
    ['BR-DEC-14', '/totals/gross', { '/totals/gross': '174.400' }],
    ['BR-DEC-23', '/lines/0/netAmount', { '/currency': 'JPY', '/lines/0/netAmount': '100.50' }],
    [
      'PEPPOL-EN16931-R040',
      '/allowancesCharges/0/amount',
      { '/allowancesCharges/0/percentage': '9' },
    ],
    ['PEPPOL-EN16931-R046', '/lines/0/unitPrice', { '/lines/0/grossPrice': '40' }],
    ['PEPPOL-EN16931-R120', '/lines/1/netAmount', { '/lines/1/priceBaseQuantity': '10' }],
    ['PEPPOL-EN16931-R121', '/lines/1/priceBaseQuantity', { '/lines/1/priceBaseQuantity': '0' }],
  ])('%s at %s', (code, at, changes) => {
    const defects = checkInvoice(sampleWith(changes));
    expect(defects.map((defect) => `${defect.code} ${defect.at}`)).toContain(`${code} ${at}`);
  });

  test.each<[string, string, Record<string, unknown>]>([
    ['PEPPOL-EN16931-R041', '/allowancesCharges/0/baseAmount', withBase(undefined)],
    ['PEPPOL-EN16931-R110', '/lines/0/period/from', withPeriods('2026-02-28', '2026-03-31')],
    ['PEPPOL-EN16931-R111', '/lines/0/period/to', withPeriods('2026-03-01', '2026-04-01')],
    ['PEPPOL-EN16931-R130', '/lines/0/priceBaseUnit', { '/lines/0/priceBaseUnit': 'KGM' }],
  ])('%s at %s, on the Peppol network', (code, at, changes) => {
    const [defect] = checkInvoice(sampleWith(changes), { rules: PEPPOL_RULES });
    expect(defect).toMatchObject({ code, at });
  });

  test.each([
    ['yen may be written with two zeros', { '/currency': 'JPY', '/totals/rounding': '0.00' }],
    ['a dinar has three decimals', { '/currency': 'KWD', '/totals/rounding': '0.001' }],
  ])('%s', (_name, changes) => {
    expect(codesOf(checkInvoice(sampleWith(changes)))).not.toContain('BR-DEC-17');
  });
});

function withClass(scheme: string) {
  return { '/lines/0/classifications': [{ code: '1', scheme }] };
}
function withVatex(exemptionReasonCode: string) {
  return { '/taxBreakdown/0/exemptionReasonCode': exemptionReasonCode };
}
function withDocument(mediaType: string) {
  return { '/supportingDocuments': [{ reference: '1', mediaType }] };
}
function withBase(baseAmount: undefined) {
  return { '/allowancesCharges/0/baseAmount': baseAmount };
}
function withPeriods(from: string, to: string) {
  return {
    '/period': { from: '2026-03-01', to: '2026-03-31' },
    '/lines/0/period': { from, to },
  };
}

function codesOf(defects: ReturnType<typeof checkInvoice>): readonly string[] {
  return [...new Set(defects.map(({ code }) => code))];
}
