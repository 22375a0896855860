import { z } from 'zod';

/** `daemon.json` in the run folder: how clients find the daemon and its token. Mode 0600; removed at exit. */
export const daemonFileSchema = z.object({
  pid: z.number().int(),
  startedAt: z.number(),
  version: z.string(),
  protocol: z.number().int(),
  socket: z.string(),
  url: z.string(),
  token: z.string(),
});
export type DaemonFile = z.infer<typeof daemonFileSchema>;
