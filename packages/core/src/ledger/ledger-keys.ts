/** Where sums are stored: of all time, and in parts by day. */
export const TOTALS_KEY = 'ledger-totals';
export const DAYS = 'ledger-day/';
