export type { Admission, Ticket } from './admission.ts';
export { createAdmission, type AdmissionOptions } from './create-admission.ts';
