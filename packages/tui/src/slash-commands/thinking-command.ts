import { words, type SlashCommand } from './slash-command.ts';

const CHOICES = ['on', 'off', 'default'] as const;
type Choice = (typeof CHOICES)[number];

export const thinkingCommand: SlashCommand = {
  name: 'thinking',
  usage: '[on|off|default|show]',
  choices: () => words('on', 'off', 'default', 'show'),
  summary: 'let the model think before it answers; show what it thought',
  run(argument, chat) {
    if (argument === 'show') return chat.showThoughts();
    const choice = CHOICES.find((name) => name === argument);
    if (choice !== undefined) chat.setThinking(choice === 'default' ? null : choice);
    else if (argument !== '')
      return chat.notice('It is on, off or default: /thinking on. /thinking show has what was thought.');
    const { thinking } = chat.view();
    chat.notice(TEXTS[thinking ?? 'default']);
  },
};

const TEXTS: Readonly<Record<Choice, string>> = {
  on: 'Thinking is on, for this chat: models that can think first, and what they think is shown while they do.',
  off: 'Thinking is off, for this chat: models answer at once.',
  default:
    'Thinking is as the setting `thinking` says; /thinking on and /thinking off change it for this chat.',
};
