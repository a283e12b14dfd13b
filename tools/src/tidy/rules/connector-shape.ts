import { foldersUnder } from '../folders-under.ts';
import type { Rule } from '../rule.ts';

/** What an operator and a tester of a connector look for first. */
export const connectorShape: Rule = {
  name: 'connector-shape',
  *check(repository) {
    for (const folder of foldersUnder(repository, 'connectors')) {
      const readme = repository.file(`${folder}/README.md`);
      const place = { path: folder, line: 1 };
      for (const path of ['README.md', 'src/connector.ts', 'src/connector.test.ts']) {
        if (!repository.has(`${folder}/${path}`)) yield { ...place, message: `lacks ${path}` };
      }
      if (!repository.has(`${folder}/simulator`) && !NO_SIMULATOR.test(readme?.text ?? '')) {
        yield {
          ...place,
          message: 'lacks simulator/; add it, or say why in the README: "No simulator: …"',
        };
      }
    }
  },
};

const NO_SIMULATOR = /^(?:\*\*)?No simulator(?:\*\*)?:\s*\S/im;
