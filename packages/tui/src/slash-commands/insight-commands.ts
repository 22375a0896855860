import type { SlashCommand } from './slash-command.ts';

export const costCommand: SlashCommand = {
  name: 'cost',
  needsDaemon: true,
  summary: 'what the last answer, this conversation and today have cost',
  run: (_argument, chat) => chat.tellCost(),
};

export const statsCommand: SlashCommand = {
  name: 'stats',
  needsDaemon: true,
  summary: 'turns, hits, tokens, dollars and times so far',
  run: (_argument, chat) => chat.tellStats(),
};

export const doctorCommand: SlashCommand = {
  name: 'doctor',
  summary: 'check terminal, daemon, key, upstream and disk',
  run: (_argument, chat) => chat.doctor(),
};

export const keysCommand: SlashCommand = {
  name: 'keys',
  needsScreen: true,
  summary: 'list every key; the config’s `keys` gives them other ones',
  run(_argument, chat) {
    const rows = chat
      .keys()
      .bindings.map(
        ({ id, shown, description }) =>
          [shown.length === 0 ? '(none)' : shown.join(', '), `${description} (${id})`] as const,
      );
    const width = Math.min(24, Math.max(...rows.map(([keys]) => keys.length)));
    chat.notice(['Keys', ...rows.map(([keys, what]) => `  ${keys.padEnd(width)}  ${what}`)].join('\n'));
  },
};
