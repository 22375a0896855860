import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { program } from '../chat/start-chat.ts';
import { fileIn, type CommandHome } from './command-home.ts';

/** The code blocks of a language in a Markdown file. */
export function shellBlocks(file: string, language: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, 'gm'))].map(
    ([, body = '']) => body,
  );
}

/** Runs lines as they are printed, in a folder, where `jackdaw` and this Node are on the path. */
export function shellWith(bench: CommandHome, cwd: string) {
  const bin = fileIn(bench.home, 'bin');
  mkdirSync(bin);
  writeFileSync(path.join(bin, 'jackdaw'), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
  chmodSync(path.join(bin, 'jackdaw'), 0o755);
  return (lines: string): Promise<{ code: number | null; stdout: string; stderr: string }> => {
    const PATH = [bin, path.dirname(process.execPath), bench.env['PATH']].join(path.delimiter);
    const child = spawn('/bin/bash', ['-c', `set -o pipefail\n${lines}`], {
      cwd,
      env: { ...bench.env, PATH },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    return new Promise((resolve) => {
      child.once('close', (code) => resolve({ code, stdout, stderr }));
    });
  };
}
