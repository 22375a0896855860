import type { z } from 'zod';

const MOST_TOLD = 3;
/** Characters of the whole: what a message quotes of the request must not make it as long as the request. */
const MOST_CHARACTERS = 1_000;

/** What is wrong with a value, in words: `request.maxTokens: expected number, received string; …`. */
export function describeIssues(error: z.ZodError): string {
  const told = error.issues.slice(0, MOST_TOLD).map(describe);
  const left = error.issues.length - told.length;
  return `${shorten(told.join('; '))}${left > 0 ? `; and ${left} more` : ''}`;
}

function describe(issue: z.core.$ZodIssue): string {
  const place = issue.path.map(String).join('.');
  return place === '' ? expectation(issue) : `${place}: ${expectation(issue)}`;
}

function shorten(text: string): string {
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS).toWellFormed()}…`;
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const branches = issue.errors.map((issues) => issues.slice(0, 1).map(describe).join());
    return [...new Set(branches)].join(', or ');
  }
  return issue.message.replace(/^Invalid (input|option): /, '').replace(/\.$/, '');
}
