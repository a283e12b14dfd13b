export * from './story/facts.ts';
export * from './story/story.ts';
export { tellStory } from './story/tell-story.ts';
