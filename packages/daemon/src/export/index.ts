export { exportConversation } from './export-conversation.ts';
