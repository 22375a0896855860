import { createLog } from '../../../../packages/daemon/src/log/create-log.ts';

// Logs more than the file may hold, then ends as a daemon does.
const [folder = ''] = process.argv.slice(2);
const log = createLog({ folder, level: 'info' });
for (let line = 0; line < 100; line += 1) log.info({ line }, 'x'.repeat(100));
await new Promise(setImmediate);
log.flush();
process.stdout.write('over');
