import type { Scenario } from '../scenario.ts';

/** Structured output and what goes wrong with it; the values are made from the schema in the request. */
export const structuredScenarios: readonly Scenario[] = [
  { id: 'structured-valid', about: 'JSON that is valid for the schema of the request.', steps: () => [{}] },
  {
    id: 'structured-malformed',
    about: 'Text that no parser turns into the wanted JSON, although the turn ended well.',
    steps: () => [{ answer: 'structured-malformed' }],
  },
  {
    id: 'structured-repairable',
    about: 'The right JSON inside a code fence and with a trailing comma.',
    steps: () => [{ answer: 'structured-repairable' }],
  },
  {
    id: 'structured-schema-invalid',
    about: 'Good JSON with values of the wrong types.',
    steps: () => [{ answer: 'structured-schema-invalid' }],
  },
  {
    id: 'max-tokens-mid-json',
    about: 'JSON that is cut in the middle by max_tokens.',
    steps: () => [{ answer: 'structured-cut' }],
  },
];
