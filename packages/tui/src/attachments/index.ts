export { attachFiles } from './attach-files.ts';
export { attachedOf, describeAttached } from './describe-attached.ts';
export { createFileCompletion, type FileCompletion } from './file-completion.ts';
export { findMentions, mentionAt, mentionOf, type Mention } from './find-mentions.ts';
export { inspectMentions } from './inspect-mentions.ts';
export { HEAD_BYTES, kindOfFile } from './kind-of-file.ts';
export { readBytes, tooLarge } from './read-bytes.ts';
export { FILE_LIMITS, readFileAttachment } from './read-file-attachment.ts';
export { resolvePath, type PathPlace } from './resolve-path.ts';
