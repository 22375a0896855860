import { afterAll } from 'vitest';
import { endDaemons } from './daemon-process.ts';

afterAll(endDaemons);
