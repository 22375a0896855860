import { homedir, tmpdir, uptime } from 'node:os';
import { render } from 'ink';
import { App } from './app.tsx';
import type { OpenEditor } from './components/prompt-input.tsx';
import { editExternally } from './external-editor/index.ts';
import {
  createHandOver,
  createHeldStore,
  onStopSignal,
  stopProcess,
  type SuspendTerminal,
} from './full-screen/index.ts';
import { guardResizes } from './guard-resizes.ts';
import { createLiveFrame, reflowsOnResize } from './live-frame.ts';
import { createHighlighter } from './markdown/index.ts';
import { runPlainChat } from './plain/plain-chat.ts';
import type { RenderChatOptions } from './render-chat-options.ts';
import { createChatController, createSavedDrafts, createSavedPrompts } from './state/index.ts';
import { createThemeSwitch, supportsHyperlinks } from './theme/index.ts';
import { showFullViews } from './views/index.ts';

/**
 * The chat, until the user leaves it; resolves with the exit code. Takes the terminal's primary screen and gives it
 * back with everything that was said in its scrollback.
 */
export async function renderChat(options: RenderChatOptions): Promise<number> {
  const { stdin, stdout, stderr, env } = options;
  if (options.plain) return runPlainChat(options);

  const themes = createThemeSwitch({
    level: options.colourLevel,
    hyperlinks: supportsHyperlinks(env),
    name: options.theme ?? 'dusk',
    background: options.background ?? 'dark',
  });
  options.onBackground?.((background) => themes.setBackground(background));
  const highlighter = createHighlighter();
  const prompts = createSavedPrompts(options.paths.state);
  const drafts = createSavedDrafts({
    folder: options.paths.state,
    pid: process.pid,
    now: Date.now,
    bootedAt: Date.now() - uptime() * 1_000,
  });
  const [earlierPrompts, abandoned] = await Promise.all([prompts.load(), drafts.takeAbandoned()]);
  const now = () => performance.now();
  const left = Promise.withResolvers<number>();

  const files = { cwd: process.cwd(), home: homedir() };
  const controller = createChatController({
    chat: { ...options, tour: options.tour === true && earlierPrompts.length === 0 },
    theme: themes.following,
    chooseTheme: (name) => themes.choose(name),
    highlight: highlighter.highlight,
    loadLanguages: () => highlighter.load(),
    prompts,
    drafts,
    abandoned,
    files,
    now,
    onExit: left.resolve,
  });
  const frame = createLiveFrame();
  const redraw = () => {
    instance.clear();
    controller.view.set({});
  };
  const held = createHeldStore(controller.view);
  const terminal = Promise.withResolvers<SuspendTerminal>();
  const handOver = createHandOver({
    held,
    flush: () => instance.waitUntilRenderFlush(),
    suspend: async () => (await terminal.promise)(),
  });
  const openEditor: OpenEditor = (text) =>
    editExternally({ text, env, folder: options.paths.run || tmpdir(), handOver });
  controller.start();
  // Before Ink registers its own listener, so that this one runs first.
  const guard = guardResizes({ frame, stdout, reflows: reflowsOnResize(env), redraw });
  const instance = render(
    <App
      view={held}
      actions={controller.actions}
      themes={themes}
      motion={options.motion ?? 'full'}
      highlight={highlighter.highlight}
      earlierPrompts={earlierPrompts}
      now={now}
      onRedraw={redraw}
      openEditor={openEditor}
      files={files}
      frame={frame}
      onTerminal={terminal.resolve}
    />,
    {
      stdin,
      stdout: guard.stdout,
      stderr,
      exitOnCtrlC: false,
      patchConsole: true,
      maxFps: 250,
      incrementalRendering: true,
      kittyKeyboard: { mode: 'auto' },
    },
  );
  const views = showFullViews({
    controller,
    handOver,
    streams: options,
    theme: themes.following,
    highlight: highlighter.highlight,
  });
  const offStop = onStopSignal(() => {
    // A view that has the terminal gives it away itself.
    if (controller.view.get().fullView === null) void handOver(stopProcess);
  });
  instance.waitUntilExit().then(
    () => left.resolve(0),
    (error: unknown) => left.reject(error),
  );
  try {
    return await left.promise;
  } finally {
    offStop();
    await views.close();
    controller.close();
    await drafts.flush();
    guard.stop();
    instance.unmount();
    await instance.waitUntilExit().catch(() => {});
  }
}
