/** An element of MathML, or the text in one. */
export interface MathNode {
  /** Empty for text. */
  readonly name: string;
  readonly text: string;
  readonly attributes: string;
  readonly children: readonly MathNode[];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
};

interface OpenNode {
  readonly name: string;
  readonly attributes: string;
  readonly children: MathNode[];
}

/** Reads the MathML that KaTeX writes: well-formed, without comments or declarations. */
export function parseMathml(mathml: string): MathNode {
  const root: OpenNode = { name: 'root', attributes: '', children: [] };
  const open: OpenNode[] = [root];
  const isInside = (): OpenNode => open.at(-1) ?? root;
  const close = () => {
    const done = open.length > 1 ? open.pop() : undefined;
    if (done !== undefined) isInside().children.push({ ...done, text: '' });
  };
  for (const [, tag, text] of mathml.matchAll(/<([^>]*)>|([^<]+)/g)) {
    if (text !== undefined) {
      const words = text.replaceAll(/&(?:amp|lt|gt|quot|#x27);/g, (entity) => ENTITIES[entity] ?? entity);
      isInside().children.push({ name: '', text: words, attributes: '', children: [] });
    } else if (tag?.startsWith('/') === true) close();
    else {
      const [, name = '', attributes = ''] = /^([\w-]+)(.*?)\/?$/s.exec(tag ?? '') ?? [];
      open.push({ name, attributes, children: [] });
      if (tag?.endsWith('/') === true) close();
    }
  }
  while (open.length > 1) close();
  return { ...root, text: '' };
}
