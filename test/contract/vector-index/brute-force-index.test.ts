import { createBruteForceIndex } from '../../../packages/core/src/vector-index/index.ts';
import { DIMENSIONS, vectorIndexContract } from './vector-index-contract.ts';

vectorIndexContract('brute force', () => createBruteForceIndex(DIMENSIONS));
