import { describe, expect, it } from 'vitest';
import { isMisspelling } from '../../../../../packages/core/src/semantic/words/is-misspelling.ts';

describe('isMisspelling', () => {
  it.each([
    ['change', 'chnage'],
    ['address', 'adress'],
    ['account', 'acount'],
    ['statement', 'statment'],
    ['emergency', 'emergancy'],
    ['remove', 'rempve'],
    ['order', 'orderr'],
    ['cholesterol', 'cholestrol'],
  ])('reads %s in %s', (meant, typed) => {
    expect(isMisspelling(meant, typed)).toBe(true);
    expect(isMisspelling(typed, meant)).toBe(true);
  });

  it.each([
    ['mark', 'mary'],
    ['elbrus', 'elbert'],
    ['slovakia', 'slovenia'],
    ['desert', 'dessert'],
    ['trail', 'trial'],
    ['payer', 'payee'],
    ['nitrate', 'nitrite'],
    ['prednisone', 'prednisolone'],
    ['print', 'printf'],
    ['grep', 'pgrep'],
    ['import', 'export'],
    ['3.8', '3.9'],
    ['password', 'password'],
  ])('tells %s from %s', (one, other) => {
    expect(isMisspelling(one, other)).toBe(false);
    expect(isMisspelling(other, one)).toBe(false);
  });
});
