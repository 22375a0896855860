export {
  createClient,
  type ClientTurn,
  type JackdawClient,
  type TurnNotification,
} from './jackdaw-client.ts';
export type { MessageSocket } from './message-socket.ts';
