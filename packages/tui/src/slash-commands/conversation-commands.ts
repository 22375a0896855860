import { formatDollars, formatRelativeTime } from '../output/index.ts';
import type { KnownNames } from './known-names.ts';
import { words, type ArgumentChoice, type SlashCommand } from './slash-command.ts';

const conversationChoices = ({ conversations }: KnownNames): readonly ArgumentChoice[] => {
  const now = Date.now();
  return conversations.map(({ id, title, updatedAt, costUsd }) => ({
    label: title === '' ? '(no title)' : title,
    value: id,
    detail: `${formatRelativeTime(updatedAt, now)} · ${formatDollars(costUsd)}`,
  }));
};

export const resumeCommand: SlashCommand = {
  name: 'resume',
  usage: '[title]',
  needsDaemon: true,
  summary: 'go on with an earlier conversation',
  choices: conversationChoices,
  run: (argument, chat) => chat.resume(argument),
};

export const renameCommand: SlashCommand = {
  name: 'rename',
  usage: '<title>',
  needsDaemon: true,
  summary: 'give the conversation another title',
  run: (argument, chat) => chat.rename(argument),
};

export const forkCommand: SlashCommand = {
  name: 'fork',
  usage: '[number]',
  needsDaemon: true,
  summary: 'go on from an earlier answer in a conversation of its own',
  run: (argument, chat) => chat.fork(argument),
};

export const editCommand: SlashCommand = {
  name: 'edit',
  usage: '[number]',
  needsDaemon: true,
  summary: 'change an earlier question and ask it again, in a fork',
  run: (argument, chat) => chat.editQuestion(argument),
};

export const deleteCommand: SlashCommand = {
  name: 'delete',
  needsDaemon: true,
  summary: 'put the conversation into the trash; /restore brings it back',
  run: (_argument, chat) => chat.deleteConversation(),
};

export const restoreCommand: SlashCommand = {
  name: 'restore',
  needsDaemon: true,
  summary: 'bring a conversation back from the trash',
  run: (_argument, chat) => chat.restoreConversation(),
};

export const exportCommand: SlashCommand = {
  name: 'export',
  usage: '[markdown|json|html] [file]',
  needsDaemon: true,
  summary: 'write the conversation to a file',
  choices: () => words('markdown', 'json', 'html'),
  run: (argument, chat) => chat.exportConversation(argument),
};

export const searchCommand: SlashCommand = {
  name: 'search',
  usage: '<words>',
  needsDaemon: true,
  summary: 'find conversations by what was said in them',
  run: (argument, chat) => chat.search(argument),
};

export const systemCommand: SlashCommand = {
  name: 'system',
  usage: '[text|none]',
  needsDaemon: true,
  summary: 'show or set the conversation’s system prompt',
  run: (argument, chat) => chat.system(argument),
};
