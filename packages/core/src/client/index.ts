export { answerSchema } from './answer-schema.ts';
export { askFor, type AskedFor, type AskForRequest } from './ask-for.ts';
export {
  createClient,
  type ClientTurn,
  type JackdawClient,
  type TurnNotification,
} from './jackdaw-client.ts';
export type { MessageSocket } from './message-socket.ts';
export { mayRepeat, seamOf } from '../history/join-parts.ts';
export { openFence } from '../history/open-fence.ts';
