import { useRef, useState } from 'react';
import { problemWithKey, tidyAddress, tidyKey, type LocalServer, type ServerLook } from '../servers/index.ts';
import type { ChatActions } from '../state/index.ts';
import { problemWithServer, rejectedKey } from '../state/server-words.ts';
import type { Theme } from '../theme/index.ts';
import { ChoiceList } from './choice-list.tsx';
import { ServerChoice } from './server-choice.tsx';
import { TextEntry } from './text-entry.tsx';

interface SetupScreenProps {
  readonly rows: number;
  readonly columns: number;
  readonly theme: Theme;
  readonly actions: ChatActions;
}

const CHOICES = [
  { label: 'Enter an API key', detail: 'kept on this machine, readable by you alone' },
  { label: 'Use a local server', detail: 'Ollama and others that speak the Messages API' },
  { label: 'Try the demo', detail: 'a simulator answers: no key, no cost' },
  { label: 'Go on without', detail: 'cached answers and history need no key' },
] as const;

type Step =
  | { readonly name: 'choice' }
  | { readonly name: 'key' }
  /** `found`: null while this machine is looked at. */
  | { readonly name: 'servers'; readonly found: readonly LocalServer[] | null }
  | { readonly name: 'address' }
  | { readonly name: 'model'; readonly address: string; readonly models: readonly string[] };

/** The choice of a first run: who is going to answer. */
export function SetupScreen({ rows, columns, theme, actions }: SetupScreenProps) {
  const [step, setStep] = useState<Step>({ name: 'choice' });
  const looked = useRef<ServerLook | null>(null);
  const place = { rows, columns, theme };
  const back = () => setStep({ name: 'choice' });
  const hasKey = actions.view().session?.credentials === true;
  const leave = () => actions.show({ name: 'chat' });

  function lookAround(): void {
    setStep({ name: 'servers', found: null });
    const show = (found: readonly LocalServer[]) =>
      // Whoever went back meanwhile stays there.
      setStep((now) => (now.name === 'servers' ? { name: 'servers', found } : now));
    actions.findServers().then(show, () => show([]));
  }

  /** A server of its own models is of no use until one of them is chosen. */
  function take(address: string, look: ServerLook | null): void {
    const models = look?.kind === 'speaks' ? look.models : [];
    const isVendors = models.length === 0 || models.some((id) => id.startsWith('claude'));
    if (isVendors) void actions.chooseBaseUrl(address, null);
    else if (models.length === 1) void actions.chooseBaseUrl(address, models[0] ?? null);
    else setStep({ name: 'model', address, models });
    if (look?.kind === 'key-rejected') actions.notice(`${address} wants a key: /setup takes one.`);
  }

  switch (step.name) {
    case 'key':
      return (
        <TextEntry
          key="key"
          title="Your API key, from console.anthropic.com:"
          masked
          {...place}
          tidy={tidyKey}
          check={async (key) => problemWithKey(key) ?? rejectedKey(await actions.tryKey(key))}
          onDone={(key) => void actions.saveKey(key)}
          onCancel={back}
        />
      );
    case 'servers':
      return (
        <ServerChoice
          {...place}
          found={step.found}
          onServer={({ address, look }) => take(address, look)}
          onAddress={() => setStep({ name: 'address' })}
          onCancel={back}
        />
      );
    case 'address':
      return (
        <TextEntry
          key="address"
          title="The server’s address, e.g. localhost:8080:"
          masked={false}
          {...place}
          tidy={(text) => tidyAddress(text) ?? text.trim()}
          check={async (address) => {
            if (tidyAddress(address) === null)
              return 'This is no address of a server. One looks like localhost:8080 or https://models.example.org.';
            const look = await actions.tryServer(address);
            looked.current = look;
            return look === null ? null : problemWithServer(address, look);
          }}
          onDone={(address) => take(address, looked.current)}
          onCancel={lookAround}
        />
      );
    case 'model':
      return (
        <ChoiceList
          {...place}
          title="Which of its models is to answer?"
          choices={step.models.map((id) => ({ label: id }))}
          hint="↑ ↓ and Enter choose · Esc goes back"
          onChoose={(index) => void actions.chooseBaseUrl(step.address, step.models[index] ?? null)}
          onCancel={lookAround}
        />
      );
    case 'choice':
      return (
        <ChoiceList
          {...place}
          title={hasKey ? 'Who is to answer?' : 'Who is to answer? There is no API key yet.'}
          choices={CHOICES}
          hint={`↑ ↓ and Enter choose · Esc ${hasKey ? 'goes back' : 'goes on without · Ctrl+C quits'}`}
          onChoose={(index) => {
            if (index === 0) setStep({ name: 'key' });
            else if (index === 1) lookAround();
            else if (index === 2) void actions.chooseDemo();
            else leave();
          }}
          onCancel={leave}
          {...(hasKey ? {} : { onQuit: () => actions.exit(0) })}
        />
      );
  }
}
