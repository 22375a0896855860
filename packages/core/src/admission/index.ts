export type { Admission, Ticket } from './admission.ts';
export { ClockedTokenBucket } from './clocked-token-bucket.ts';
export { createAdmission, type AdmissionOptions } from './create-admission.ts';
export { queueFull } from './queue-full.ts';
export { Turnstile } from './turnstile.ts';
