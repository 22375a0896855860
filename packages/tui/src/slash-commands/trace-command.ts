import type { SlashCommand } from './slash-command.ts';

export const traceCommand: SlashCommand = {
  name: 'trace',
  usage: '[list|ID]',
  needsDaemon: true,
  summary: 'where the time of the last answer went, stage by stage, and why',
  run(argument, chat) {
    const { last } = chat.view();
    const lastId = last?.result?.traceId ?? last?.progress.traceId ?? null;
    const id = argument === 'list' ? null : argument === '' ? (lastId ?? 'last') : argument;
    chat.openView({ name: 'trace', id });
  },
};
