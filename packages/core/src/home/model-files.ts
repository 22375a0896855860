import type { HomePaths } from './home-paths.ts';

/** A file of a model as it must be. */
export interface ModelFile {
  /** Its path below the model's folder, which is also its path below the URL that it is fetched from. */
  readonly name: string;
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

export const WEIGHTS_FILE = 'onnx/model_quantized.onnx';

/** The files of all-MiniLM-L6-v2 (Apache-2.0) in eight-bit weights, as transformers.js reads them. */
export const MINILM_FILES: readonly ModelFile[] = [
  {
    name: 'config.json',
    bytes: 650,
    sha256: '7135149f7cffa1a573466c6e4d8423ed73b62fd2332c575bf738a0d033f70df7',
  },
  {
    name: 'tokenizer_config.json',
    bytes: 366,
    sha256: '9261e7d79b44c8195c1cada2b453e55b00aeb81e907a6664974b4d7776172ab3',
  },
  {
    name: 'tokenizer.json',
    bytes: 711_661,
    sha256: 'da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0',
  },
  {
    name: WEIGHTS_FILE,
    bytes: 22_972_370,
    sha256: 'afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1',
  },
];

/** Where the files are kept that were fetched. */
export function modelFolder({ data }: Pick<HomePaths, 'data'>): string {
  return `${data}/models/all-MiniLM-L6-v2`;
}
