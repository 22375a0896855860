import { ROTATED_NUMBERS, ROTATION_ROUNDS } from './kernel/scan-kernel.ts';

/**
 * The random +1 and -1 that make one rotation of all, the same for the same seed on every machine: the top bit of each
 * number of mulberry32 (Tommy Ettinger, public domain).
 */
export function rotationSigns(seed: number): Float32Array {
  let state = seed >>> 0;
  return Float32Array.from({ length: ROTATION_ROUNDS * ROTATED_NUMBERS }, () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) < 0 ? -1 : 1;
  });
}
