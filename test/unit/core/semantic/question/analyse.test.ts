import { analyse } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';

const keys = (text: string): string[] => analyse(text).content.map((term) => term.key);
const sorted = (text: string): string[] => keys(text).toSorted();

describe('analyse', () => {
  it.each([
    ['How do I exit vim?', 'hey, how do I exit vim please'],
    ['How do I sear a steak?', 'I was wondering how I sear a steak'],
    ['What is an ETF?', 'Hi there! Quick question - what is an ETF? Thanks in advance'],
    ['How do I kill a process?', 'Sorry if this is a stupid question, but how do I kill a process?'],
    ['Why is the sky blue?', 'why is teh sky blue'],
    ['How do I pay?', 'Could you tell me how to pay?'],
  ])('takes politeness off: %j and %j', (a, b) => {
    expect(sorted(a)).toEqual(sorted(b));
    expect(analyse(a).class).toBe(analyse(b).class);
  });

  it.each([
    ['How do I reset it?', 'how'],
    ["What's the best way to boil an egg?", 'how'],
    ['Is there a way to undo a merge?', 'how'],
    ['Why is the sky blue?', 'why'],
    ['What makes the sky blue?', 'why'],
    ['What time does it open?', 'when'],
    ['Where can I park?', 'where'],
    ['Who wrote Dune?', 'who'],
    ['How many bones are there?', 'amount'],
    ['How long does delivery take?', 'duration'],
    ['Is it raining?', 'yes-no'],
    ['write a haiku', 'command'],
    ['quicksort time complexity', 'bare'],
    ['I want to cancel my order', 'wish'],
  ])('reads the class of %j: %s', (text, asked) => {
    expect(analyse(text).class).toBe(asked);
  });

  it.each([
    ['Can I pay by card?', 'can'],
    ['Is it OK to pay by card?', 'can'],
    ['Do I have to pay?', 'must'],
    ['Is a deposit required?', 'must'],
    ['Should I pay?', 'should'],
    ['Who pays?', 'none'],
  ])('reads the modality of %j: %s', (text, modality) => {
    expect(analyse(text).modality).toBe(modality);
  });

  it('takes an attribute for its adjective', () => {
    expect(sorted('How tall is the Eiffel Tower?')).toEqual(sorted("What's the height of the Eiffel Tower?"));
    expect(sorted('How much is a stamp?')).toEqual(sorted('What is the price of a stamp?'));
  });

  it('keeps code, flags, paths and operators as they are typed', () => {
    expect(keys('explain `git reset --soft` in src/a.ts with a === b')).toEqual(
      expect.arrayContaining(['--soft', 'src/a.ts', '===']),
    );
  });

  it('finds a particle behind its object', () => {
    expect(sorted('turn my phone off')).toEqual(sorted('turn off my phone'));
    expect(sorted('switch that off')).toEqual(sorted('disable that'));
  });

  it('does not read what is too long to be served by likeness', () => {
    expect(analyse('how do I exit vim '.repeat(100)).content).toEqual([]);
  });

  it('survives any text', () => {
    for (const text of [
      '',
      ' ',
      '???',
      '"',
      '`',
      '🙂',
      'a'.repeat(5_000),
      '\u0000\uFFFF',
      '한국어 질문',
      '-- -',
    ]) {
      expect(() => analyse(text)).not.toThrow();
    }
  });
});
