import { Text, useInput, usePaste } from 'ink';
import { render } from 'ink-testing-library';
import { expect, test } from 'vitest';
import { untilListeningToKeys } from '../support/until-listening-to-keys.ts';

const PASTE = '\u001b[200~one\r\u001b[Atwo\rthree\u001b[201~';

/** What the input of the chat hears: pastes, and all else. */
function Listener({ heard }: { readonly heard: string[] }) {
  useInput((input) => void heard.push(`typed ${input}`));
  usePaste((text) => void heard.push(`pasted ${text}`));
  return <Text>ready</Text>;
}

test('a paste is one paste and nothing is typed, wherever the terminal cuts it in two', async () => {
  const heard: string[] = [];
  const { stdin, unmount } = render(<Listener heard={heard} />);
  await untilListeningToKeys(stdin);
  for (let cut = 1; cut < PASTE.length; cut += 1) {
    heard.length = 0;
    stdin.write(PASTE.slice(0, cut));
    stdin.write(PASTE.slice(cut));
    expect({ cut, heard }).toEqual({ cut, heard: ['pasted one\r\u001b[Atwo\rthree'] });
  }
  unmount();
});
