import { tourHints } from '../state/tour.ts';
import type { SlashCommand } from './slash-command.ts';

export const tourCommand: SlashCommand = {
  name: 'tour',
  needsScreen: true,
  summary: 'show the hints of the first chat again',
  run: (_argument, chat) =>
    chat.notice(
      tourHints(chat.keys())
        .map((hint, index) => `${index + 1}. ${hint}`)
        .join('\n'),
    ),
};
