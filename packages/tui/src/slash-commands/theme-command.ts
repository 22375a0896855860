import { THEMES } from '@jackdaw/core/home';
import { nearestWord } from '@jackdaw/core/nearest-word';
import { words, type SlashCommand } from './slash-command.ts';

export const themeCommand: SlashCommand = {
  name: 'theme',
  needsScreen: true,
  usage: `[${THEMES.join('|')}]`,
  choices: () => words(...THEMES),
  summary: 'choose the colours of this chat',
  run(argument, chat) {
    const name = THEMES.find((theme) => theme === argument);
    if (name !== undefined) {
      chat.chooseTheme(name);
      return chat.notice(`The theme is ${name}. To keep it: jackdaw config set theme ${name}`);
    }
    const nearest = argument === '' ? null : nearestWord(argument, THEMES);
    const head = argument === '' ? '' : `There is no theme “${argument}”. `;
    const hint = nearest === null ? '' : `Did you mean ${nearest}? `;
    chat.notice(`${head}${hint}Themes: ${THEMES.join(', ')}. /theme ${nearest ?? THEMES[1]} chooses one.`);
  },
};
