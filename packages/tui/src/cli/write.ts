/** Writes all of a text: resolves when the stream takes more, or is gone. */
export function write(stream: NodeJS.WritableStream, text: string): Promise<void> {
  if (text === '' || !stream.writable) return Promise.resolve();
  return new Promise((resolve) => {
    if (stream.write(text)) return resolve();
    const settle = () => {
      for (const event of EVENTS) stream.off(event, settle);
      resolve();
    };
    for (const event of EVENTS) stream.once(event, settle);
  });
}

const EVENTS = ['drain', 'close', 'error'] as const;
