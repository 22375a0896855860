import { describe } from 'vitest';
import { toolNameGuard } from '../../../../../packages/core/src/semantic/guards/tool-name.ts';
import { holdGuard } from './guard-table.ts';

describe('toolNameGuard', () => {
  holdGuard(toolNameGuard, {
    refused: [
      ['read a file in python', 'read a file in rust', 'language or tool: python ≠ rust'],
      ['hello world in c', 'hello world in c++', 'language or tool: c ≠ c++'],
      ['is rust faster than go', 'is rust faster than java', 'language or tool: than go ≠ java'],
      ['give it as json', 'give it as yaml', 'language or tool: json ≠ yaml'],
    ],
    passed: [
      ['sort a list in js', 'sort a list in JavaScript'],
      ['list pods in k8s', 'list pods in Kubernetes'],
      ['where did the time go', 'where does the time go'],
    ],
  });
});
