import {
  clearPrompt,
  editorValue,
  replaceText,
  restoreText,
  type PromptEffect,
  type PromptModel,
} from '../editor/index.ts';
import { clipboardSequence } from '../output/index.ts';
import type { ChatActions } from '../state/index.ts';

export interface EffectPlace {
  readonly actions: ChatActions;
  /** The input as it is after the key. */
  readonly now: () => PromptModel;
  readonly become: (model: PromptModel) => void;
  readonly onRedraw: () => void;
  readonly openEditor: () => void;
  readonly write: (text: string) => void;
}

const EXIT_HINT = 'press Ctrl+C again to exit';

/** Does what a key asks of the chat; `before` is the input before the key. */
export function performEffect(effect: PromptEffect, before: PromptModel, place: EffectPlace): void {
  const { actions, now, become, onRedraw, openEditor, write } = place;
  switch (effect.type) {
    case 'submit':
      return actions.submit(effect.text);
    case 'enter-nothing':
      return actions.enterNothing();
    case 'edit-queued': {
      const queued = actions.editQueued(effect.direction, editorValue(before.editor));
      return queued === null ? undefined : become({ ...replaceText(before, queued), menuClosed: true });
    }
    case 'take-back': {
      const isInInput = actions.view().editedQueued !== null;
      const queued = actions.takeBackQueued();
      return queued === null || isInInput ? undefined : become(restoreText(before, queued));
    }
    case 'interrupt':
      if (actions.cancelTurn()) return undefined;
      if (actions.view().editedQueued !== null) actions.takeBackQueued();
      if (actions.dropEdit() || now().editor.text !== '') return become(clearPrompt(now()));
      return actions.view().hint === EXIT_HINT ? actions.exit(0) : actions.setHint(EXIT_HINT);
    case 'leave':
      return actions.exit(0);
    case 'redraw':
      return onRedraw();
    case 'command':
      return void actions.runCommand(`/${effect.name}`);
    case 'palette':
      return actions.show({ name: 'palette' });
    case 'editor':
      return openEditor();
    case 'show-thoughts':
      return actions.showThoughts();
    case 'show-matched':
      return actions.showMatched();
    case 'ask-fresh':
      return void actions.askFresh();
    case 'tell':
      return actions.setHint(effect.text);
    case 'copy':
      write(clipboardSequence(effect.text));
      return actions.setHint('copied');
  }
}
