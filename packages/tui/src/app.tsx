import type { Motion } from '@jackdaw/core/home';
import { Box, useApp, useWindowSize } from 'ink';
import { useLayoutEffect, useMemo, useSyncExternalStore } from 'react';
import type { PathPlace } from './attachments/index.ts';
import { Lines } from './components/lines.tsx';
import { liveTailLines } from './components/live-tail.ts';
import { ModelsScreen } from './components/models-screen.tsx';
import { PaletteScreen } from './components/palette-screen.tsx';
import { PickScreen } from './components/pick-screen.tsx';
import { PromptInput, type OpenEditor } from './components/prompt-input.tsx';
import { attachedLines, queuedLines } from './components/queued-lines.ts';
import { SetupScreen } from './components/setup-screen.tsx';
import { StatusLine } from './components/status-line.tsx';
import { TranscriptView } from './components/transcript-view.tsx';
import { frameBudget } from './frame-budget.ts';
import type { LiveFrameRecord } from './live-frame.ts';
import type { Highlight } from './markdown/index.ts';
import { metricsLines } from './panels/metrics-lines.ts';
import type { HeldStore, SuspendTerminal } from './full-screen/index.ts';
import type { ChatActions, ChatView } from './state/index.ts';
import type { ThemeSwitch } from './theme/index.ts';

interface AppProps {
  readonly view: HeldStore<ChatView>;
  readonly actions: ChatActions;
  readonly themes: ThemeSwitch;
  readonly motion: Motion;
  readonly highlight: Highlight;
  readonly earlierPrompts: readonly string[];
  readonly now: () => number;
  readonly onRedraw: () => void;
  readonly openEditor: OpenEditor;
  /** Where paths of prompts begin. */
  readonly files: PathPlace;
  readonly frame: LiveFrameRecord;
  /** Told how to have the terminal for a while. */
  readonly onTerminal: (suspend: SuspendTerminal) => void;
}

/** The width from which figures are shown without being asked for. Columns. */
const WIDE = 100;
/** Rows above the input that figures leave to an answer that is being written. */
const ROWS_FOR_ANSWER = 6;
/** More of an unfinished block than that would be left over when the screen loses rows. */
const MOST_TAIL_ROWS = 14;

/** The transcript above, the live frame below: what is being written, what waits, figures, input, status. */
export function App(props: AppProps) {
  const {
    actions,
    themes,
    motion,
    highlight,
    earlierPrompts,
    now,
    onRedraw,
    openEditor,
    files,
    frame,
    onTerminal,
  } = props;
  const view = useSyncExternalStore(props.view.subscribe, props.view.get);
  const { suspendTerminal } = useApp();
  useLayoutEffect(() => onTerminal(suspendTerminal), [onTerminal, suspendTerminal]);
  const theme = useSyncExternalStore(themes.subscribe, themes.get);
  const { columns, rows } = useWindowSize();
  const budget = frameBudget(rows);
  const { turn, queued, editedQueued, attached, stats, last, recent, screen } = view;

  const size = view.panel ?? (columns >= WIDE && (stats?.turns ?? 0) > 0 ? 'line' : 'off');
  // An answer needs its rows; at rest figures may have them, and those that were asked for always get one.
  const figureRows = Math.max(
    view.panel === null ? 0 : 1,
    budget.above - (turn === null ? 1 : ROWS_FOR_ANSWER),
  );
  const figures = useMemo(
    () =>
      metricsLines({ stats, last, recent }, size, columns - 3)
        .slice(0, figureRows)
        .map((line) => `  ${theme.dim(line)}`),
    [stats, last, recent, size, columns, figureRows, theme],
  );
  const waiting = useMemo(
    () =>
      [
        ...queuedLines({ queued, editedQueued }, columns - 1, theme),
        ...attachedLines(attached, columns - 1, theme),
      ].slice(0, Math.max(0, budget.above - figures.length - 2)),
    [queued, editedQueued, attached, columns, theme, budget.above, figures.length],
  );
  const room = Math.min(MOST_TAIL_ROWS, budget.above - figures.length - waiting.length - 1);
  const tail = useMemo(
    () => liveTailLines(turn, room, columns, theme, highlight),
    [turn, room, columns, theme, highlight],
  );
  const above = useMemo(() => [...tail, '', ...waiting, ...figures], [tail, waiting, figures]);
  useLayoutEffect(() => {
    frame.tellAbove(above);
  }, [frame, above]);
  const place = { rows: budget.input, columns, theme, actions };

  return (
    <Box flexDirection="column">
      <TranscriptView items={view.items} />
      <Lines lines={above} />
      {screen.name === 'setup' && <SetupScreen {...place} />}
      {screen.name === 'palette' && <PaletteScreen {...place} />}
      {screen.name === 'pick' && <PickScreen {...place} screen={screen} />}
      {screen.name === 'models' && <ModelsScreen {...place} models={screen.models} />}
      <PromptInput
        top={above.length}
        columns={columns}
        editorRows={budget.editor}
        inputRows={budget.input}
        active={screen.name === 'chat'}
        theme={theme}
        actions={actions}
        earlierPrompts={earlierPrompts}
        restore={view.restore}
        known={view.known}
        onRedraw={onRedraw}
        openEditor={openEditor}
        files={files}
        frame={frame}
      />
      <StatusLine view={view} columns={columns} theme={theme} motion={motion} now={now} />
    </Box>
  );
}
