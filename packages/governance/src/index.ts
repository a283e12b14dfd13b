export * from './story/facts.ts';
export * from './story/story.ts';
export { wordPointer, wordPointerAsTitle } from './story/word-pointer.ts';
export { wordMonth } from './story/wording.ts';
export { tellStory } from './story/tell-story.ts';
export * from './runbooks/parse-runbook.ts';
export * from './runbooks/runbook.ts';
