import { describe, expect, it } from 'vitest';
import { stem } from '../../../../../packages/core/src/semantic/words/stem.ts';

describe('stem', () => {
  it.each([
    'change changing changes changed',
    'rate rates rating rated',
    'delete deletes deleting deleted',
    'plan plans planning planned',
    'call calls calling called',
    'install installing installed instal',
    'travel travels travelling traveled',
    'movie movies',
    'study studies studying studied',
    'write wrote written writing',
    'child children',
    'colour colours color colors',
    'organise organised organizing organizes',
  ])('gives the forms of %s one stem', (forms) => {
    expect(new Set(forms.split(' ').map(stem)).size).toBe(1);
  });

  it.each([
    ['car', 'care'],
    ['rat', 'rate'],
    ['plan', 'plane'],
    ['past', 'paste'],
    ['silicon', 'silicone'],
    ['high', 'higher'],
    ['high', 'highest'],
    ['lock', 'unlock'],
    ['new', 'news'],
    ['employer', 'employee'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(stem(one)).not.toBe(stem(other));
  });
});
