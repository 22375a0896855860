import { describe, expect, test } from 'vitest';
import { isReadableText } from '../../../../packages/daemon/src/embedder/worker/readable-text.ts';

describe('texts that an English model can take in', () => {
  test.each([
    'How do I reset my password?',
    'naïve café, Straße, Łódź',
    'nai\u0308ve with a combining mark',
    'the value of π, and Δt in µs',
    'a_b <=> {x: 1} && y || ~z; “quotes” — dashes… 50 % of €3 ½',
    '\ud800 half a surrogate pair',
    '',
  ])('%j', (text) => expect(isReadableText(text)).toBe(true));
});

describe('texts that it would only spell', () => {
  test.each([
    'Как сбросить пароль?',
    'パスワード',
    '密码',
    '비밀번호',
    'كلمة المرور',
    'סיסמה',
    'पासवर्ड',
    'κωδικός πρόσβασης',
    'What does пароль mean?',
    'x'.repeat(40_000),
  ])('%.30j', (text) => expect(isReadableText(text)).toBe(false));
});
