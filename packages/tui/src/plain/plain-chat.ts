import { homedir } from 'node:os';
import readline from 'node:readline';
import { NO_KEYS } from '../keys/index.ts';
import { noHighlight } from '../markdown/index.ts';
import type { RenderChatOptions } from '../render-chat-options.ts';
import { isSlashCommand } from '../slash-commands/index.ts';
import { createChatController, createSavedPrompts } from '../state/index.ts';
import { createTheme } from '../theme/index.ts';
import { choiceLines, choicesOn, type PlainChoices } from './plain-choices.ts';
import { createPlainTranscript } from './plain-transcript.ts';
import { runPlainTurn } from './plain-turn.ts';
import { tellView } from './plain-views.ts';
import { createPlainWriter } from './plain-writer.ts';

/**
 * The chat as lines of text, for screen readers, dumb terminals and pipes: the same commands, and what a screen would
 * show told or chosen from by number. One question a line, or several that end with a backslash but for the last;
 * ends with the input.
 */
export async function runPlainChat(options: RenderChatOptions): Promise<number> {
  const { stdin, stdout } = options;
  const out = createPlainWriter(stdout);
  // Somebody to ask, or the reason why not as the exit code.
  const first = await options.connect(() => {});
  const links = [first];
  let typed = '';
  let failed = false;
  let left: number | null = null;
  let choices: PlainChoices | null = null;
  /** Files of `/attach`, for the next question. */
  let attached = '';

  const controller = createChatController({
    chat: {
      ...options,
      plain: true,
      keys: NO_KEYS,
      tour: false,
      initialPrompt: undefined,
      connect: async (onStarting) => links.pop() ?? options.connect(onStarting),
    },
    theme: createTheme(0, false),
    highlight: noHighlight,
    // What comes through a pipe is nothing to recall.
    prompts: stdin.isTTY ? createSavedPrompts(options.paths.state) : FORGOTTEN,
    files: { cwd: process.cwd(), home: homedir() },
    now: () => performance.now(),
    transcript: (view) => createPlainTranscript(view, out, () => typed),
    runTurn: (turn) => runPlainTurn(turn, out, (over) => ({ failed } = over)),
    onExit(code) {
      left = code;
      lines.close();
    },
  });
  const { view, actions } = controller;
  const lines = readline.createInterface({ input: stdin, output: stdout, terminal: false });
  // From now on: what comes, or ends, while a conversation is still being opened would else be missed.
  const typedLines = lines[Symbol.asyncIterator]();

  /** What the last command would have put on a screen. */
  async function present(): Promise<void> {
    const { fullView } = view.get();
    if (fullView !== null) {
      actions.openView(null);
      try {
        await tellView(fullView, await controller.client(), actions);
      } catch (error) {
        actions.notice(error instanceof Error ? error.message : String(error));
      }
    }
    choices = choicesOn(view.get().screen, actions);
    if (choices === null) return;
    actions.show({ name: 'chat' });
    out.line(choiceLines(choices));
  }

  async function choose(line: string): Promise<boolean> {
    const asked = choices;
    choices = null;
    const chosen = /^\s*\d+\s*$/.test(line) ? asked?.choices[Number(line) - 1] : undefined;
    await chosen?.run();
    return chosen !== undefined;
  }

  async function send(line: string): Promise<void> {
    if (line.trim() === '') return stdin.isTTY ? actions.enterNothing() : undefined;
    if (isSlashCommand(line)) return actions.runCommand(line.trim());
    typed = attached + line;
    attached = '';
    return actions.submit(typed);
  }

  async function perform(line: string): Promise<void> {
    const { restore } = view.get();
    if (!(await choose(line))) await send(line);
    await controller.whenIdle();
    const after = view.get();
    if (after.restore !== null && after.restore !== restore) bringBack(line, after.restore.text);
    await present();
  }

  /** What a screen would have in its input now. A question that failed stands above: /retry asks it again. */
  function bringBack(line: string, text: string): void {
    if (view.get().branch !== null) {
      out.line(
        `The question was:\n${text}\nWhat is typed next is asked in its place, in a fork. /new leaves it.`,
      );
    } else if (/^\s*\/attach\b/.test(line)) {
      attached += text;
      out.note(`${text.trim()} goes along with the next question`);
    }
  }

  /** The first Ctrl+C stops the turn and keeps what came; the second does not wait for it. */
  function interrupt(): void {
    if (!actions.cancelTurn()) lines.close();
  }

  let isLost = false;
  view.subscribe(() => {
    const { connection } = view.get();
    const lost = connection.status === 'lost';
    if (lost && !isLost) out.note('connection to the daemon lost, reconnecting');
    isLost = lost;
  });
  process.on('SIGINT', interrupt);
  try {
    controller.start();
    await controller.whenIdle();
    await present();
    if (options.initialPrompt !== undefined) await perform(options.initialPrompt);
    if (left === null) out.ask();
    let above = '';
    for await (const line of typedLines) {
      out.entered();
      const whole = above + line;
      above = line.endsWith('\\') ? `${whole.slice(0, -1)}\n` : '';
      if (above !== '') continue;
      await perform(whole);
      if (left !== null) break;
      out.ask();
    }
    out.line('');
    return left === null || left === 0 ? (failed ? 1 : 0) : left;
  } finally {
    process.off('SIGINT', interrupt);
    lines.close();
    controller.close();
  }
}

const FORGOTTEN = { load: async () => [], append: async () => {} };
