/**
 * What kind of answer is asked for. `bare` is a text without a question word ("python reverse string"), `command` asks
 * for something to be made or done ("write a haiku"), `wish` tells an aim ("I want to cancel").
 */
export type QuestionClass =
  | 'how'
  | 'what'
  | 'amount'
  | 'duration'
  | 'why'
  | 'when'
  | 'where'
  | 'who'
  | 'yes-no'
  | 'command'
  | 'wish'
  | 'bare';

/** What is permitted, required or advised; `none` where nothing of it is said. */
export type Modality = 'none' | 'can' | 'must' | 'should' | 'might';
