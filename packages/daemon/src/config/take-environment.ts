/**
 * A copy of the environment, for those who are handed it; what is about the API leaves the original. The SDK looks
 * there by itself for headers, keys and profiles: what the daemon's first terminal had set would go along with the
 * calls of all others. Threads inherit the original, too.
 */
export function takeEnvironment(env: NodeJS.ProcessEnv): Readonly<Record<string, string | undefined>> {
  const taken = { ...env };
  for (const name of Object.keys(env)) if (name.startsWith('ANTHROPIC_')) delete env[name];
  return taken;
}
