export type { PriceTable } from './price-table.ts';
