import { codeCommand, copyCommand, flipCommand, regenerateCommand } from './answer-commands.ts';
import { attachCommand } from './attach-command.ts';
import { betterCommand } from './better-command.ts';
import { cacheCommand } from './cache-command.ts';
import { compactCommand } from './compact-command.ts';
import { continueCommand } from './continue-command.ts';
import {
  deleteCommand,
  editCommand,
  exportCommand,
  forkCommand,
  renameCommand,
  restoreCommand,
  resumeCommand,
  searchCommand,
  systemCommand,
} from './conversation-commands.ts';
import { estimateCommand } from './estimate-command.ts';
import { exitCommand } from './exit-command.ts';
import { freshCommand } from './fresh-command.ts';
import { createHelpCommand } from './help-command.ts';
import { historyCommand } from './history-command.ts';
import { costCommand, doctorCommand, keysCommand, statsCommand } from './insight-commands.ts';
import { matchedCommand } from './matched-command.ts';
import { metricsCommand } from './metrics-command.ts';
import { modelCommand } from './model-command.ts';
import { newCommand } from './new-command.ts';
import { overBudgetCommand } from './over-budget-command.ts';
import { panelCommand } from './panel-command.ts';
import { retryCommand } from './retry-command.ts';
import { setupCommand } from './setup-command.ts';
import { similarCommand } from './similar-command.ts';
import type { SlashCommand } from './slash-command.ts';
import { traceCommand } from './trace-command.ts';
import { themeCommand } from './theme-command.ts';
import { thinkingCommand } from './thinking-command.ts';
import { tourCommand } from './tour-command.ts';
import { whyCommand } from './why-command.ts';

/** In the order of the menu and of /help. */
export const SLASH_COMMANDS: readonly SlashCommand[] = [
  createHelpCommand(() => SLASH_COMMANDS),
  newCommand,
  resumeCommand,
  historyCommand,
  searchCommand,
  modelCommand,
  thinkingCommand,
  systemCommand,
  attachCommand,
  continueCommand,
  retryCommand,
  regenerateCommand,
  flipCommand,
  editCommand,
  forkCommand,
  copyCommand,
  codeCommand,
  whyCommand,
  traceCommand,
  matchedCommand,
  freshCommand,
  betterCommand,
  similarCommand,
  overBudgetCommand,
  compactCommand,
  cacheCommand,
  metricsCommand,
  panelCommand,
  estimateCommand,
  themeCommand,
  costCommand,
  statsCommand,
  renameCommand,
  exportCommand,
  deleteCommand,
  restoreCommand,
  keysCommand,
  doctorCommand,
  setupCommand,
  tourCommand,
  exitCommand,
];
