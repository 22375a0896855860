/** Whole words; all else is spelled with letters and digits. The words of the sanity check are among them. */
const WORDS =
  'how do i reset my password what is the process to which planets have rings this an example sentence each converted'.split(
    ' ',
  );
const CHARACTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'.split('');
const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];

export const TINY_VOCABULARY: readonly string[] = [
  ...SPECIAL,
  ...'.,!?;:\'"()-/'.split(''),
  ...new Set([...CHARACTERS, ...WORDS]),
  ...CHARACTERS.map((character) => `##${character}`),
  // A Cyrillic letter, as BERT's vocabulary has: a language that is spelled but not understood.
  'д',
  '##д',
];

/** `tokenizer.json` as BERT has it, with truncation and padding set as in MiniLM's own, for that must not matter. */
export function tinyTokenizer(): object {
  const id = (token: string) => TINY_VOCABULARY.indexOf(token);
  return {
    version: '1.0',
    truncation: { direction: 'Right', max_length: 128, strategy: 'LongestFirst', stride: 0 },
    padding: {
      strategy: { Fixed: 128 },
      direction: 'Right',
      pad_to_multiple_of: null,
      pad_id: 0,
      pad_type_id: 0,
      pad_token: '[PAD]',
    },
    added_tokens: SPECIAL.map((content) => ({
      id: id(content),
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [
        { SpecialToken: { id: '[CLS]', type_id: 0 } },
        { Sequence: { id: 'A', type_id: 0 } },
        { SpecialToken: { id: '[SEP]', type_id: 0 } },
      ],
      pair: [],
      special_tokens: {
        '[CLS]': { id: '[CLS]', ids: [id('[CLS]')], tokens: ['[CLS]'] },
        '[SEP]': { id: '[SEP]', ids: [id('[SEP]')], tokens: ['[SEP]'] },
      },
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(TINY_VOCABULARY.map((token, index) => [token, index])),
    },
  };
}

export const TINY_TOKENIZER_CONFIG = {
  clean_up_tokenization_spaces: true,
  cls_token: '[CLS]',
  do_lower_case: true,
  mask_token: '[MASK]',
  model_max_length: 512,
  pad_token: '[PAD]',
  sep_token: '[SEP]',
  tokenizer_class: 'BertTokenizer',
  unk_token: '[UNK]',
};
