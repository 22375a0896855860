/** Rejections that nobody handled while it is in use; without it they would end the process. */
export function watchRejections(): Disposable & { readonly seen: readonly string[] } {
  const seen: string[] = [];
  const onRejection = (reason: unknown) => {
    seen.push(`a rejection that nobody handled: ${reason instanceof Error ? reason.stack : String(reason)}`);
  };
  process.on('unhandledRejection', onRejection);
  return { seen, [Symbol.dispose]: () => void process.off('unhandledRejection', onRejection) };
}
