export type { Admission, Ticket } from './admission.ts';
