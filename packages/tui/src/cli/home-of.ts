import { homePaths, type HomePaths } from '@jackdaw/core/home';
import type { CliContext } from './cli-context.ts';

export function homeOf(context: Pick<CliContext, 'env' | 'homedir'>): HomePaths {
  return homePaths({ env: context.env, homedir: context.homedir });
}
