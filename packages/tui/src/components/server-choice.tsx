import type { LocalServer } from '../servers/index.ts';
import type { Theme } from '../theme/index.ts';
import { ChoiceList } from './choice-list.tsx';

interface ServerChoiceProps {
  /** Null while this machine is looked at. */
  readonly found: readonly LocalServer[] | null;
  readonly rows: number;
  readonly columns: number;
  readonly theme: Theme;
  readonly onServer: (server: LocalServer) => void;
  readonly onAddress: () => void;
  readonly onCancel: () => void;
}

/** The servers that answer on this machine, and the way to any other. */
export function ServerChoice({ found, onServer, onAddress, onCancel, ...place }: ServerChoiceProps) {
  const servers = found ?? [];
  const title =
    found === null
      ? 'Looking for servers on this machine…'
      : servers.length === 0
        ? 'No server answers at the usual ports of this machine.'
        : 'Which server?';
  const choices = [
    ...servers.map((server) => ({ label: `${server.name}, ${server.address}`, detail: detailOf(server) })),
    { label: 'Enter an address', detail: 'of another port or machine' },
  ];
  return (
    <ChoiceList
      key={found === null ? 'looking' : 'found'}
      {...place}
      title={title}
      choices={choices}
      hint="↑ ↓ and Enter choose · Esc goes back"
      onChoose={(index) => {
        const server = servers[index];
        if (server === undefined) onAddress();
        else onServer(server);
      }}
      onCancel={onCancel}
    />
  );
}

function detailOf({ look }: LocalServer): string {
  if (look.kind !== 'speaks') return 'wants a key';
  const { length } = look.models;
  return length === 0 ? 'answers' : length === 1 ? (look.models[0] ?? '') : `${length} models`;
}
