import type { ChatEvent } from './chat-event.ts';

/**
 * How the stages of a turn say what happens: at once, to whoever follows the turn. Must not throw. A generator for each
 * stage would have every event pass ten of them, and take as much as all else that is done with it.
 */
export type Tell = (event: ChatEvent) => void;
