import { describe } from 'vitest';
import { codeGuard } from '../../../../../packages/core/src/semantic/guards/code.ts';
import { holdGuard } from './guard-table.ts';

describe('codeGuard', () => {
  holdGuard(codeGuard, {
    refused: [
      ['explain tar -xzf', 'explain tar -czf', 'code: -xzf ≠ -czf'],
      [
        'summarise src/auth/login.ts',
        'summarise src/auth/logout.ts',
        'code: src/auth/login.ts ≠ src/auth/logout.ts',
      ],
      ['where is parseConfig called?', 'where is parseConfigs called?', 'code: parseConfig ≠ parseConfigs'],
      ['what does a == b mean', 'what does a === b mean', 'code: == ≠ ==='],
      ['how many hosts in a /24', 'how many hosts in a /25', 'code: /24 ≠ /25'],
      [
        'What does "break a leg" mean?',
        'What does "cost an arm" mean?',
        'code: break, a, leg ≠ cost, an, arm',
      ],
      ['fix 127.0.0.1:5432', 'fix 127.0.0.1:3000', 'code: 127.0.0.1:5432 ≠ 127.0.0.1:3000'],
    ],
    passed: [
      ['explain tar -xzf', 'explain `tar -xzf`'],
      ['what does "pro bono" mean', 'what does pro bono mean'],
      ['what does git reset --soft do', 'what does `git reset --soft` do?'],
    ],
  });
});
