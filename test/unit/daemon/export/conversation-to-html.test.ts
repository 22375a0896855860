import type { Conversation, HistoryMessage } from '@jackdaw/core/protocol';
import { describe, expect, it } from 'vitest';
import { exportConversation } from '../../../../packages/daemon/src/export/index.ts';

const said = (
  role: 'user' | 'assistant',
  text: string,
  more: Partial<HistoryMessage> = {},
): HistoryMessage => ({
  role,
  text,
  at: 1_795_430_400_000,
  state: 'complete',
  ...more,
});

const talk = (...messages: readonly HistoryMessage[]): Conversation => ({
  id: 'c',
  title: 'About <b>birds</b>',
  createdAt: 1_795_430_400_000,
  updatedAt: 1_795_430_400_000,
  turns: 1,
  costUsd: 0,
  messages: [...messages],
});

const htmlOf = (...messages: readonly HistoryMessage[]) => exportConversation(talk(...messages), 'html');

/** Every tag of the page, without those that it is built of. */
const tagsOf = (html: string) =>
  [...html.matchAll(/<\/?([a-z][a-z\d]*)/gi)].map(([, name]) => name?.toLowerCase());

const HOSTILE = [
  '<script>alert(1)</script>',
  'a <script><img src=x onerror=alert(1) </script> b',
  '<img src=x onerror=alert(1)>',
  '<style>@import "//evil.example"</style>',
  '[click](javascript:alert(1))',
  '[click](JaVaScRiPt&colon;alert(1))',
  '[click](data:text/html,x "a")',
  '[x](https://a.example/"onmouseover="alert(1))',
  '![x](https://evil.example/pixel.png)',
  '![" onerror="alert(1)](https://evil.example/x)',
  '<https://a.example/"><script>alert(1)</script>>',
  '```"><script>alert(1)</script>\nx</code></pre><script>alert(2)</script>\n```',
  '`</code><script>alert(1)</script>`',
  '| <script>alert(1)</script> | b |\n|---|---|\n| <iframe src=//evil.example> | d |',
  '</div></article></main><form action=//evil.example><input name=x>',
  '<!--<img src=x onerror=alert(1)>-->',
  '&lt;script&gt; &#x3c;b&#x3e; \u0000\u001b[31m\u009b',
];

describe('an export as HTML', () => {
  it('shows an answer that the parser fails on as it was written', async () => {
    const [broken, deep] = ['- [x](y)\n|--|--|\n\t> 1. \n|--|--|\n', `${'>'.repeat(20_000)} the end`];
    const html = await htmlOf(said('assistant', broken), said('assistant', deep));
    expect(html).toContain('|--|--|\n\t&gt; 1. \n|--|--|');
    expect(html).toContain('&gt; the end');
  });

  it('reads as the answer was meant: Markdown, code, tables, links', async () => {
    const html = await htmlOf(
      said('user', 'Say <it>\n  as typed'),
      said(
        'assistant',
        '# Birds\n\n*Corvus* `monedula`\n\n```ts\nconst a = 1 < 2;\n```\n\n[site](https://a.example/?a=1&b=2)',
        {
          model: 'claude-haiku-5-5',
          variant: 2,
          variants: [said('assistant', 'First **try**')],
        },
      ),
    );
    expect(html).toContain('<title>About &lt;b&gt;birds&lt;/b&gt;</title>');
    expect(html).toContain('Say &lt;it&gt;\n  as typed');
    expect(html).toContain('<h1>Birds</h1>');
    expect(html).toContain('<em>Corvus</em> <code>monedula</code>');
    expect(html).toContain('<figcaption>ts</figcaption><pre><code>const a = 1 &lt; 2;\n</code></pre>');
    expect(html).toContain('<a href="https://a.example/?a=1&amp;b=2" rel="noopener noreferrer">site</a>');
    expect(html).toContain('answer 2 of 2');
    expect(html).toContain('<summary>Another answer</summary>');
    expect(html).toContain('First <strong>try</strong>');
    expect(html).toContain("default-src 'none'");
  });

  it.each(HOSTILE)('lets nothing of %j become more than text', async (hostile) => {
    const html = await htmlOf(
      said('user', hostile),
      said('assistant', hostile, { error: hostile, model: hostile }),
    );
    const body = html.slice(html.indexOf('<body>'));
    const allowed = new Set(
      'body main header h1 h2 p small time article div details summary figure figcaption pre code table thead tbody tr th td a em strong ul ol li blockquote br hr del html'.split(
        ' ',
      ),
    );
    expect(tagsOf(body).filter((name) => !allowed.has(name ?? ''))).toEqual([]);
    // Attributes: only those that the page itself writes.
    const attributes = [...body.matchAll(/<[a-z][a-z\d]*((?:\s+[^\s>=]+(?:="[^"]*")?)*)\s*>/gi)].flatMap(
      ([, all = '']) => [...all.matchAll(/([^\s=]+)="/g)].map(([, name]) => name),
    );
    expect(
      attributes.filter((name) => !['class', 'dir', 'datetime', 'href', 'rel'].includes(name ?? '')),
    ).toEqual([]);
    expect(
      [...body.matchAll(/href="([^"]*)"/g)].every(([, href = '']) => /^(https?:\/\/|mailto:)/.test(href)),
    ).toBe(true);
    expect(html).not.toMatch(/[\u0000\u001b\u009b]/);
  });
});
