import { expect, test } from 'vitest';
import { processes } from './catalogue.ts';

test.each(processes.all.map((process) => [`${process.name} ${process.version}`, process] as const))(
  '%s says why it exists, who answers for it, and what each of its steps does',
  (_name, { about, steps }) => {
    expect(about?.description).toMatch(/^[A-Z].*\.$/s);
    expect(about?.owner).toBeTruthy();
    const names = steps.map(({ name }) => name);
    expect(Object.keys(about?.steps ?? {})).toEqual(names);
    for (const sentence of Object.values(about?.steps ?? {}))
      expect(sentence).toMatch(/^[A-Z].*\.$/);
    if (about?.serviceLevel) expect(names).toContain(about.serviceLevel.step);
  },
);
