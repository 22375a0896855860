import { analyse } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { mend } from '../../../../../packages/core/src/semantic/question/mend.ts';

const mended = (clean: string, typed: string): string => mend(analyse(clean), analyse(typed))[1].text;

describe('mend', () => {
  it.each([
    ['How do I change my address?', 'How do I chnage my adress?'],
    ['How do I reset my password?', 'hwo do I reset my pasword?'],
    ['How do I reset my password?', 'How do I resetmy password?'],
    ['How do I reset my password?', 'How do I reset my pass word?'],
    ['Can I pay by card?', 'Can I pay by by card?'],
    ['Can you tell me the amount?', 'Can you tell, me the amount?'],
    ["What's the fee?", 'Whats the fee?'],
    ['Where is the letter from the bank?', 'Where is the letter form the bank?'],
    ['How do I set up a direct debit here?', 'How do I set up a direct debt here?'],
    ['I need two tickets', 'I need twoo tickets'],
    ['Where can I park in London?', 'Where can I park in Lodnon?'],
    ['I need more information about it', 'I need more informoton about it'],
  ])('reads %j in %j', (clean, typed) => {
    expect(mended(clean, typed).toLowerCase()).toBe(analyse(clean).text.toLowerCase());
  });

  it.each([
    ['How do I make a dessert?', 'How do I make a desert?'],
    ['What is the debit?', 'What is the debt?'],
    ['Is nitrate safe?', 'Is nitrite safe?'],
    ['Is it online?', 'Is it offline?'],
    ['What did World War I change?', 'What did World War II change?'],
    ['what is the apr', 'what is the apy'],
    ['mount a drive', 'umount a drive'],
    ['what does print do', 'what does printf do'],
    ['Where is Slovakia?', 'Where is Slovenia?'],
    ['what is it', 'what is it like'],
    ['how do I pin a message', 'how do I unpin a message'],
  ])('leaves %j and %j apart', (one, other) => {
    expect(mended(one, other)).toBe(analyse(other).text);
    expect(mended(other, one)).toBe(analyse(one).text);
  });

  it('gives the same objects back where there is nothing to mend', () => {
    const [a, b] = [analyse('delete a folder'), analyse('remove a directory')];
    const [one, other] = mend(a, b);
    expect(one).toBe(a);
    expect(other).toBe(b);
  });

  it('does not mend each of two unknown words into the other', () => {
    const [one, other] = mend(analyse('where is the walmrat shop'), analyse('where is the walmrta shop'));
    expect(one.text).toBe(other.text);
  });
});
