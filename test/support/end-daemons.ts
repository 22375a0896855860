import { afterAll } from 'vitest';
import { endDaemons } from './start-daemon.ts';

afterAll(endDaemons);
