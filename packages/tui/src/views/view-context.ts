import type { JackdawClient } from '@jackdaw/core/client';
import type { KeyMap } from '../keys/index.ts';
import type { Highlight } from '../markdown/index.ts';
import type { ChatActions, ChatView, Store } from '../state/index.ts';
import type { Theme } from '../theme/index.ts';
import type { Size } from './kit/view-lines.ts';

/** What every full-screen view is given. */
export interface ViewContext {
  readonly view: Store<ChatView>;
  readonly actions: ChatActions;
  /** The connection of now, or the next one. */
  readonly client: () => Promise<JackdawClient>;
  readonly keys: KeyMap;
  readonly theme: Theme;
  readonly highlight: Highlight;
  readonly size: Size;
  /** Follows a view's title: that the service could not be reached when it was last called. Else empty. */
  readonly standing: string;
  /** Back to the chat. */
  readonly leave: () => void;
  /** As Ctrl+Z: the shell gets the terminal until it gives it back. */
  readonly stop: () => void;
}
