import { expect, test } from 'vitest';
import { nearestWord } from '../../../../packages/core/src/home/nearest-word.ts';

const commands = ['ask', 'history', 'cache', 'stats', 'trace', 'models', 'daemon', 'config', 'doctor'];

test.each([
  ['histroy', 'history'],
  ['stat', 'stats'],
  ['Cahce', 'cache'],
  ['dae', 'daemon'],
  ['hist', 'history'],
  ['dotcor', 'doctor'],
  ['', null],
  ['weather', null],
  ['why', null],
  ['x', null],
])('%s probably means %s', (typed, meant) => expect(nearestWord(typed, commands)).toBe(meant));
