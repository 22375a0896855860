import { expect, test } from 'vitest';
import { mirrorUrl } from '../../../../packages/daemon/src/embedder/model/mirror-url.ts';
import { MINILM_FILES, MINILM_URL } from '../../../../packages/daemon/src/embedder/model/index.ts';

test('a password goes into the header, not into what is shown', () => {
  expect(mirrorUrl('https://me:p%40ss@mirror.example/models')).toEqual({
    baseUrl: 'https://mirror.example/models/',
    authorization: `Basic ${Buffer.from('me:p@ss').toString('base64')}`,
  });
});

test('an address without one stays, and ends with one slash', () => {
  expect(mirrorUrl('http://mirror.example/a//')).toEqual({
    baseUrl: 'http://mirror.example/a/',
    authorization: null,
  });
});

test('the model is fetched from one commit, and each of its files has a checksum', () => {
  expect(MINILM_URL).toMatch(/^https:\/\/.*\/[\da-f]{40}\/$/);
  for (const { sha256 } of MINILM_FILES) expect(sha256).toMatch(/^[\da-f]{64}$/);
});
