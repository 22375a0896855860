export { VIEW_NAMES, type ViewKeyId, type ViewName } from './view-bindings.ts';
export { chordOf, parseChord, showChord, type Chord } from './chord.ts';
export { KEY_BINDINGS, type KeyBinding, type KeyContext, type KeyId } from './key-bindings.ts';
export { createKeyMap, NO_KEYS, type KeyMap, type KeyOverrides, type ShownBinding } from './key-map.ts';
