import { describe, expect, it } from 'vitest';
import {
  completionsOf,
  nearestCommand,
  rankCommands,
  type KnownNames,
} from '../../../../packages/tui/src/slash-commands/index.ts';

const KNOWN: KnownNames = {
  models: [
    {
      id: 'claude-haiku-5-5',
      tiers: ['fast'],
      maxInputTokens: null,
      maxOutputTokens: null,
      inputUsd: 1,
      outputUsd: 5,
    },
  ],
  conversations: [
    { id: '01A', title: 'Tides and the moon', createdAt: 1, updatedAt: 1, turns: 1, costUsd: 0 },
    { id: '01B', title: 'Birds of the north', createdAt: 1, updatedAt: 1, turns: 1, costUsd: 0 },
  ],
};
const rowsOf = (typed: string) => completionsOf(typed, KNOWN);
const textsOf = (typed: string) => rowsOf(typed).map(({ text }) => text);
const namesOf = (typed: string) => rankCommands(typed).map(({ name }) => name);

describe('commands', () => {
  it('that begin so come first, then those that are like it', () => {
    expect(namesOf('mod')[0]).toBe('model');
    expect(namesOf('exp')[0]).toBe('export');
    expect(namesOf('rgn')[0]).toBe('regenerate');
    expect(namesOf('trash')).toEqual(expect.arrayContaining(['delete', 'restore']));
    expect(namesOf('zzqx')).toEqual([]);
    expect(namesOf('modle')).toEqual([]);
  });

  it('are all there for a slash alone, each with what it does', () => {
    expect(rowsOf('/').length).toBeGreaterThan(30);
    expect(rowsOf('/').every(({ detail }) => detail !== '')).toBe(true);
  });

  it('run at once where they were begun, and are only completed where they were guessed or need more', () => {
    expect(rowsOf('/exp')[0]).toMatchObject({ text: '/export', runs: true });
    expect(rowsOf('/mdl')[0]).toMatchObject({ text: '/model', runs: false });
    expect(rowsOf('/rena')[0]).toMatchObject({ text: '/rename ', runs: false });
  });
});

it('the command that was meant is known from a misspelling, or from a few of its letters', () => {
  expect(nearestCommand('modle')).toBe('model');
  expect(nearestCommand('serch')).toBe('search');
  expect(nearestCommand('rgn')).toBe('regenerate');
  expect(nearestCommand('zzqx')).toBeNull();
});

describe('arguments', () => {
  it('are completed where they are known: models, titles, formats', () => {
    expect(textsOf('/model ')).toEqual(['/model auto', '/model fast', '/model claude-haiku-5-5']);
    expect(textsOf('/model hai')[0]).toBe('/model claude-haiku-5-5');
    expect(rowsOf('/resume moon')).toMatchObject([
      { label: 'Tides and the moon', text: '/resume 01A', runs: true },
    ]);
    expect(textsOf('/export h')[0]).toBe('/export html');
  });

  it('are left alone where they are whole, unknown or free', () => {
    expect(rowsOf('/model fast')).toEqual([]);
    expect(rowsOf('/search anything')).toEqual([]);
    expect(rowsOf('/nothing at all')).toEqual([]);
    expect(rowsOf('no command /m')).toEqual([]);
  });
});
