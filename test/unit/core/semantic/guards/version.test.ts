import { describe } from 'vitest';
import { versionGuard } from '../../../../../packages/core/src/semantic/guards/version.ts';
import { holdGuard } from './guard-table.ts';

describe('versionGuard', () => {
  holdGuard(versionGuard, {
    refused: [
      ['is python 3.8 supported', 'is python 3.12 supported', 'version: 3.8 ≠ 3.12'],
      ['is python 3.1 supported', 'is python 3.10 supported', 'version: 3.1 ≠ 3.10'],
      ['How do I reset my password?', 'How do I reset my password in version 2?', 'version: ∅ ≠ version'],
      ['install 1.2.3', 'install 1.3.2', 'version: 1.2.3 ≠ 1.3.2'],
    ],
    passed: [
      ['is python 3.8 supported', 'is Python 3.8 still supported?'],
      ['upgrade to v2', 'upgrade to V2'],
    ],
  });
});
