import { whenToJudge, type JudgingCase } from '@jackdaw/core';
import { expect, test } from 'vitest';

const CHEAP: JudgingCase = {
  mode: 'auto',
  simulated: false,
  modelUsd: 0.0004,
  modelMs: 900,
  judgeUsd: 0.0002,
  judgeMs: 1000,
};

test.each<readonly [string, Partial<JudgingCase>, string, string]>([
  ['off means never', { mode: 'off', modelUsd: 1 }, 'never', 'the judge is off'],
  ['a demo is never judged', { simulated: true, modelUsd: 1 }, 'never', 'the demo has no judge'],
  [
    'in the background no turn waits',
    { mode: 'background', modelUsd: 1 },
    'afterwards',
    'the judge works in the background',
  ],
  ['little to gain', {}, 'afterwards', 'the model costs and takes little more than the judge'],
  ['a dear model', { modelUsd: 0.002 }, 'in-line', 'the model costs 10 times as much'],
  ['a slow model', { modelMs: 12_000 }, 'in-line', 'the model takes 12 times as long'],
  [
    'no known price',
    { modelUsd: null },
    'afterwards',
    'the model costs and takes little more than the judge',
  ],
  [
    'no known price of a slow model',
    { judgeUsd: null, modelMs: 5000 },
    'in-line',
    'the model takes 5 times as long',
  ],
  [
    'a judge for nothing',
    { judgeUsd: 0 },
    'afterwards',
    'the model costs and takes little more than the judge',
  ],
])('%s', (_what, changes, when, reason) => {
  expect(whenToJudge({ ...CHEAP, ...changes })).toEqual({ when, reason });
});
