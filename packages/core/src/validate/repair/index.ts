export type { CutMember } from './read-json.ts';
export { repairJson, type AcceptValue, type RepairedJson, type RepairOptions } from './repair-json.ts';
export type { Repair } from './repair.ts';
