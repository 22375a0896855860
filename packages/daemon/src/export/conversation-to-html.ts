import type { Conversation, HistoryMessage } from '@jackdaw/core/protocol';
import { escapeHtml } from './escape-html.ts';
import { markdownToHtml } from './markdown-to-html.ts';
import { PAGE_STYLE } from './page-style.ts';

type Answer = Omit<HistoryMessage, 'variant' | 'variants'>;

/**
 * A conversation as one HTML file that needs nothing else and can do nothing: no scripts, no requests, and a policy in
 * it that forbids both.
 */
export function conversationToHtml({ title, createdAt, messages, system }: Conversation): string {
  const heading = escapeHtml(title.trim() === '' ? 'A conversation' : title);
  const parts = [
    `<header><h1 dir="auto">${heading}</h1><p>${timeOf(createdAt)} · ${messages.length} messages</p></header>`,
    ...(system === undefined
      ? []
      : [
          `<details class="note"><summary>System prompt</summary><p class="typed">${escapeHtml(system)}</p></details>`,
        ]),
    ...messages.map(messageHtml),
  ];
  return `<!doctype html>
<html lang="und">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="jackdaw">
<title>${heading}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
${parts.join('\n')}
</main>
</body>
</html>
`;
}

function messageHtml(message: HistoryMessage): string {
  if (message.role === 'user') {
    return `<article class="question"><h2>You <small>${timeOf(message.at)}</small></h2><p class="typed" dir="auto">${escapeHtml(message.text)}</p></article>`;
  }
  const { variant, variants = [], compaction } = message;
  const count = variant === undefined ? '' : `answer ${variant} of ${variants.length + 1}`;
  const others = variants.map(
    (other) => `<details><summary>Another answer</summary>${answerHtml(other)}</details>`,
  );
  const note =
    compaction === undefined
      ? ''
      : `<details class="note"><summary>The messages above were summarised for the model</summary><p class="typed">${escapeHtml(compaction.summary)}</p></details>`;
  return `<article class="answer">${answerHtml(message, count)}${others.join('')}</article>${note}`;
}

function answerHtml(answer: Answer, count = ''): string {
  const facts = [
    timeOf(answer.at),
    ...[
      count,
      answer.simulated === true ? 'simulated' : '',
      answer.cache === undefined || answer.cache === 'miss' ? '' : `from the cache (${answer.cache})`,
      answer.state === 'complete' ? '' : answer.state,
      answer.error ?? '',
    ]
      .filter((fact) => fact !== '')
      .map(escapeHtml),
  ];
  return `<h2>${escapeHtml(answer.model ?? 'Claude')} <small>${facts.join(' · ')}</small></h2><div dir="auto">${markdownToHtml(answer.text)}</div>`;
}

function timeOf(at: number): string {
  const iso = new Date(at).toISOString();
  return `<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
}
