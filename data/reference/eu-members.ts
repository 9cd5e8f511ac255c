/**
 * Member States of the European Union, ISO 3166-1 alpha-2. Source: europa.eu, list of member countries, unchanged since
 * 2020-02-01. Norway, Iceland and Liechtenstein are in the EEA, not in the Union: an export there is declared.
 */
export const euMembers = [
  'AT',
  'BE',
  'BG',
  'CY',
  'CZ',
  'DE',
  'DK',
  'EE',
  'ES',
  'FI',
  'FR',
  'GR',
  'HR',
  'HU',
  'IE',
  'IT',
  'LT',
  'LU',
  'LV',
  'MT',
  'NL',
  'PL',
  'PT',
  'RO',
  'SE',
  'SI',
  'SK',
] as const;
