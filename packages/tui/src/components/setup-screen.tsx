import { useState } from 'react';
import type { ChatActions } from '../state/index.ts';
import type { Theme } from '../theme/index.ts';
import { ChoiceList } from './choice-list.tsx';
import { TextEntry } from './text-entry.tsx';

interface SetupScreenProps {
  readonly rows: number;
  readonly columns: number;
  readonly theme: Theme;
  readonly actions: ChatActions;
}

const CHOICES = [
  { label: 'Enter an API key', detail: 'kept on this machine, readable by you alone' },
  { label: 'Use a local server', detail: 'any that speaks the Messages API' },
  { label: 'Try the demo', detail: 'a simulator answers: no key, no cost' },
  { label: 'Go on without', detail: 'cached answers and history need no key' },
] as const;

/** The choice of a first run: who is going to answer. */
export function SetupScreen({ rows, columns, theme, actions }: SetupScreenProps) {
  const [step, setStep] = useState<'choice' | 'key' | 'url'>('choice');
  const back = () => setStep('choice');
  const hasKey = actions.view().session?.credentials === true;
  const leave = () => actions.show({ name: 'chat' });
  const choose = (index: number) => {
    if (index === 0) setStep('key');
    else if (index === 1) setStep('url');
    else if (index === 2) void actions.chooseDemo();
    else leave();
  };

  if (step === 'key') {
    return (
      <TextEntry
        key="key"
        title="Your API key (from the Anthropic console):"
        masked
        columns={columns}
        theme={theme}
        check={checkKey}
        onDone={(key) => void actions.saveKey(key)}
        onCancel={back}
      />
    );
  }
  if (step === 'url') {
    return (
      <TextEntry
        key="url"
        title="The server’s address, e.g. http://127.0.0.1:8080:"
        masked={false}
        columns={columns}
        theme={theme}
        check={checkUrl}
        onDone={(url) => void actions.chooseBaseUrl(url)}
        onCancel={back}
      />
    );
  }
  return (
    <ChoiceList
      title={hasKey ? 'Who is to answer?' : 'Who is to answer? There is no API key yet.'}
      choices={CHOICES}
      rows={rows}
      columns={columns}
      theme={theme}
      hint={`↑ ↓ and Enter choose · Esc ${hasKey ? 'goes back' : 'goes on without · Ctrl+C quits'}`}
      onChoose={choose}
      onCancel={leave}
      {...(hasKey ? {} : { onQuit: () => actions.exit(0) })}
    />
  );
}

function checkKey(key: string): string | null {
  if (key === '') return 'Nothing was entered. Paste the key, or press Esc to go back.';
  return /^[\u0021-\u007e]+$/.test(key)
    ? null
    : 'A key has no spaces or special characters. Paste it once more.';
}

function checkUrl(text: string): string | null {
  const isHttp = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  return isHttp ? null : 'This is no address of a server. It begins with http:// or https://.';
}
