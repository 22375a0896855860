import type { CommandShape, Completion } from './command-shape.ts';

/** The scripts find the command that is being typed word by word, and then offer what that command has. */

export function bashCompletion(shapes: readonly CommandShape[]): string {
  return `# bash completion for jackdaw
_jackdaw() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" at="jackdaw" words="" i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at \${COMP_WORDS[i]}" in
      ${pathPattern(shapes)}) at="$at \${COMP_WORDS[i]}" ;;
    esac
  done
  case "$at $prev" in
${choiceCases(shapes, (values) => `words="${values.join(' ')}"`)}
    *) case "$at" in
${shapes.map(({ path, words }) => `      "${path}") words="${words.map(({ word }) => word).join(' ')}" ;;`).join('\n')}
    esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _jackdaw jackdaw
`;
}

export function zshCompletion(shapes: readonly CommandShape[]): string {
  return `#compdef jackdaw
_jackdaw() {
  local at="jackdaw" word
  local -a items
  for word in "\${words[@]:1:$((CURRENT - 2))}"; do
    case "$at $word" in
      ${pathPattern(shapes)}) at="$at $word" ;;
    esac
  done
  case "$at \${words[CURRENT-1]}" in
${choiceCases(shapes, (values) => `items=(${values.join(' ')})`)}
    *) case "$at" in
${shapes.map(({ path, words }) => `      "${path}") items=(${words.map(zshItem).join(' ')}) ;;`).join('\n')}
    esac ;;
  esac
  _describe jackdaw items || _files
}
if [ "$funcstack[1]" = "_jackdaw" ]; then _jackdaw "$@"; else compdef _jackdaw jackdaw; fi
`;
}

export function fishCompletion(shapes: readonly CommandShape[]): string {
  const lines = shapes.flatMap(({ path, words, choices }) => [
    ...words.map((item) => fishLine(path, item)),
    ...choices.map(
      ({ flag, values }) =>
        `complete -c jackdaw -n '__jackdaw_at "${path}"' -l ${flag.slice(2)} -x -a '${values.join(' ')}'`,
    ),
  ]);
  const paths = shapes.slice(1).map(({ path }) => `'${path}'`);
  return `# fish completion for jackdaw
function __jackdaw_at
  set -l at jackdaw
  for word in (commandline -opc)[2..-1]
    contains -- "$at $word" ${paths.join(' ')}; and set at "$at $word"
  end
  test "$at" = "$argv[1]"
end
${lines.join('\n')}
`;
}

function pathPattern(shapes: readonly CommandShape[]): string {
  return shapes
    .slice(1)
    .map(({ path }) => `"${path}"`)
    .join('|');
}

function choiceCases(shapes: readonly CommandShape[], offer: (values: readonly string[]) => string): string {
  return shapes
    .flatMap(({ path, choices }) =>
      choices.map(({ flag, values }) => `    "${path} ${flag}") ${offer(values)} ;;`),
    )
    .join('\n');
}

function zshItem({ word, about }: Completion): string {
  return `'${word.replaceAll(':', '\\:')}:${unquoted(about)}'`;
}

function fishLine(path: string, { word, about }: Completion): string {
  const offered = word.startsWith('--') ? `-l ${word.slice(2)}` : `-f -a ${word}`;
  return `complete -c jackdaw -n '__jackdaw_at "${path}"' ${offered} -d '${unquoted(about)}'`;
}

/** Descriptions hold no quotes that a shell would read. */
function unquoted(text: string): string {
  return text.replaceAll(/['\\`$]/g, '');
}
