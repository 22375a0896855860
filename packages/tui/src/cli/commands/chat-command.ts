import type { Command } from 'commander';
import type { Runs } from '../runs.ts';
import { withExamples } from './examples.ts';
import { unknownCommand } from './unknown-command.ts';

/** `jackdaw` without a command: the chat. */
export function addChatCommand(program: Command, runs: Runs): void {
  const openChat = runs(async () => (await import('../chat/run-chat.ts')).runChat);
  program
    .option('-c, --continue', 'continue the last conversation')
    .option('--resume [id]', 'continue a conversation: this one, or pick')
    .option('--model <id>', 'auto, fast, balanced, capable, or a model’s id')
    .allowExcessArguments()
    .action(async function open(this: Command) {
      const [word] = this.args;
      if (word !== undefined) {
        unknownCommand(this, word, `To ask something: jackdaw ask ${JSON.stringify(this.args.join(' '))}`);
      }
      await openChat.call(this, this.opts());
    });
  withExamples(
    program,
    'jackdaw                                  open the chat',
    'jackdaw -c                               go on with the last conversation',
    'jackdaw ask "Why is the sky blue?"       one question, one answer',
    'JACKDAW_DEMO=1 jackdaw                   try it: no key, no cost',
  );
}
