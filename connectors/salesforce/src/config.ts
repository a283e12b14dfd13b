/** Settings of one Salesforce organisation. The names of object and fields are the operator's. */

import Type, { type Static } from 'typebox';

const STANDARD = {
  noteObject: 'Kontor_Note__c',
  referenceField: 'Kontor_Reference__c',
  accountRelation: 'Account__r',
  customerField: 'Kontor_Customer__c',
  legalEntityField: 'Legal_Entity__c',
  subjectField: 'Subject__c',
  numberField: 'Number__c',
  statusField: 'Status__c',
  dayField: 'Day__c',
  amountField: 'Amount__c',
  currencyField: 'Currency__c',
  documentNumberField: 'Document_Number__c',
} as const;

/** An API name: what Salesforce calls an object or a field. Nothing else may enter a path. */
function apiName(title: string, standard: string) {
  return Type.Optional(
    Type.String({
      title,
      default: standard,
      pattern: '^[A-Za-z][A-Za-z0-9_]{0,79}$',
      description: `API name; ${standard} unless your organisation calls it otherwise.`,
    }),
  );
}

export const SalesforceConfig = Type.Object(
  {
    baseUrl: Type.String({
      format: 'uri',
      maxLength: 2_048,
      title: 'My Domain address',
      description: 'https://<my domain>.my.salesforce.com; the client credentials flow needs it.',
    }),
    clientId: Type.String({
      minLength: 1,
      maxLength: 512,
      title: 'Consumer key',
      description: 'Setup, App Manager, your app, Consumer Key.',
    }),
    clientSecret: Type.String({
      minLength: 1,
      maxLength: 512,
      title: 'Consumer secret',
      writeOnly: true,
    }),
    noteObject: apiName('Object of the notes', STANDARD.noteObject),
    referenceField: apiName('Reference, its external id', STANDARD.referenceField),
    accountRelation: apiName('Relation to the account', STANDARD.accountRelation),
    customerField: apiName(
      'Customer number on the account, an external id',
      STANDARD.customerField,
    ),
    legalEntityField: apiName('Legal entity', STANDARD.legalEntityField),
    subjectField: apiName('Subject', STANDARD.subjectField),
    numberField: apiName('Number', STANDARD.numberField),
    statusField: apiName('Status', STANDARD.statusField),
    dayField: apiName('Day', STANDARD.dayField),
    amountField: apiName('Amount', STANDARD.amountField),
    currencyField: apiName('Currency', STANDARD.currencyField),
    documentNumberField: apiName('Document number', STANDARD.documentNumberField),
  },
  { additionalProperties: false },
);
export type SalesforceConfig = Static<typeof SalesforceConfig>;

/** The names of object and fields, the standard ones where the operator gave none. */
export function salesforceNames(config: SalesforceConfig): SalesforceNames {
  return {
    noteObject: config.noteObject ?? STANDARD.noteObject,
    referenceField: config.referenceField ?? STANDARD.referenceField,
    accountRelation: config.accountRelation ?? STANDARD.accountRelation,
    customerField: config.customerField ?? STANDARD.customerField,
    legalEntityField: config.legalEntityField ?? STANDARD.legalEntityField,
    subjectField: config.subjectField ?? STANDARD.subjectField,
    numberField: config.numberField ?? STANDARD.numberField,
    statusField: config.statusField ?? STANDARD.statusField,
    dayField: config.dayField ?? STANDARD.dayField,
    amountField: config.amountField ?? STANDARD.amountField,
    currencyField: config.currencyField ?? STANDARD.currencyField,
    documentNumberField: config.documentNumberField ?? STANDARD.documentNumberField,
  };
}

export type SalesforceNames = Readonly<Record<keyof typeof STANDARD, string>>;
