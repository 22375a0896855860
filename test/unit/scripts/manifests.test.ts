import { expect, test } from 'vitest';
import { findLooseVersions } from '../../../scripts/manifests.mjs';

test.each(['1.2.3', '1.2.3-beta.1', 'workspace:*', 'npm:@huggingface/transformers@4.3.1', 'npm:other@1.0.0'])(
  'the version %s is exact',
  (version) => {
    expect(findLooseVersions({ dependencies: { some: version } }, 'package.json')).toEqual([]);
  },
);

test.each(['^1.2.3', '~1.2.3', '1.x', '*', 'latest', '>=1.0.0', 'npm:other@^1.0.0', 'github:someone/some'])(
  'the version %s is not exact',
  (version) => {
    expect(findLooseVersions({ devDependencies: { some: version } }, 'package.json')).toEqual([
      `package.json: some is "${version}"; name one exact version.`,
    ]);
  },
);
