import { render } from 'ink';
import { App } from './app.tsx';
import { guardResizes } from './guard-resizes.ts';
import { createLiveFrame, reflowsOnResize } from './live-frame.ts';
import { createHighlighter } from './markdown/index.ts';
import { runPlainChat } from './plain-chat.ts';
import type { RenderChatOptions } from './render-chat-options.ts';
import { createChatController, createSavedPrompts } from './state/index.ts';
import { createTheme, supportsHyperlinks } from './theme/index.ts';

/**
 * The chat, until the user leaves it; resolves with the exit code. Takes the terminal's primary screen and gives it
 * back with everything that was said in its scrollback.
 */
export async function renderChat(options: RenderChatOptions): Promise<number> {
  const { stdin, stdout, stderr, env } = options;
  if (options.plain) return runPlainChat(options);

  const theme = createTheme(options.colourLevel, supportsHyperlinks(env));
  const highlighter = createHighlighter();
  const prompts = createSavedPrompts(options.paths.state);
  const earlierPrompts = await prompts.load();
  const now = () => performance.now();
  const left = Promise.withResolvers<number>();

  const controller = createChatController({
    chat: options,
    theme,
    highlight: highlighter.highlight,
    prompts,
    now,
    onExit: left.resolve,
  });
  const frame = createLiveFrame();
  const redraw = () => {
    instance.clear();
    controller.view.set({});
  };
  controller.start();
  // Before Ink registers its own listener, so that this one runs first.
  const guard = guardResizes({ frame, stdout, reflows: reflowsOnResize(env), redraw });
  const instance = render(
    <App
      controller={controller}
      theme={theme}
      highlight={highlighter.highlight}
      earlierPrompts={earlierPrompts}
      now={now}
      onRedraw={redraw}
      frame={frame}
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
  // Not before the first paint: the languages take longer to load than the prompt to show.
  setTimeout(() => void highlighter.load().catch(() => {}), 50);
  instance.waitUntilExit().then(
    () => left.resolve(0),
    (error: unknown) => left.reject(error),
  );
  try {
    return await left.promise;
  } finally {
    controller.close();
    guard.stop();
    instance.unmount();
    await instance.waitUntilExit().catch(() => {});
  }
}
