// Preloaded into a process: writes the URL of every module that is loaded into the file that the environment names.
import fs from 'node:fs';
import { registerHooks } from 'node:module';

const file = process.env.JACKDAW_TEST_LOADS;
if (file !== undefined)
  registerHooks({
    load(url, context, nextLoad) {
      fs.appendFileSync(file, `${url}\n`);
      return nextLoad(url, context);
    },
  });
