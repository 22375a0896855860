/** Light or dark as the reader's machine is; prints well. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); --faint: color-mix(in srgb, currentColor 62%, transparent); }
body { font: 1rem/1.6 system-ui, sans-serif; margin: 0; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; overflow-wrap: anywhere; }
header { border-bottom: 1px solid var(--line); margin-bottom: 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.3; margin: 0; }
header p, small, figcaption, summary { color: var(--faint); font-size: .85rem; font-weight: normal; }
article { margin: 1.5rem 0; }
article > h2, details > h2 { font-size: 1rem; margin: 0 0 .4rem; }
.question { border-left: 3px solid #4d7aa5; padding-left: 1rem; }
.typed { white-space: pre-wrap; margin: 0; }
.note { border-top: 1px dashed var(--line); padding-top: .5rem; }
details { margin: .75rem 0; }
figure { margin: 1rem 0; border: 1px solid var(--line); border-radius: 6px; }
figcaption { padding: .25rem .75rem; border-bottom: 1px solid var(--line); }
pre { margin: 0; padding: .75rem; overflow-x: auto; }
code { font: .9em/1.5 ui-monospace, monospace; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
th, td { border: 1px solid var(--line); padding: .3rem .6rem; }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid var(--line); }
@media print { pre { white-space: pre-wrap; } }
`;
