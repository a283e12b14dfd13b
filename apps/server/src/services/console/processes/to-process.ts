/** A definition and its counts, in the form of the contract. Pure. */

import type { ConsoleProcess, ConsoleProcessDetail, ConsoleStep } from '@kontor/contracts';
import { unreachable } from '@kontor/kernel';
import type { ProcessDefinition, Step } from '@kontor/process';
import type { Standing } from './processes-service.ts';

export function toProcess(definition: ProcessDefinition, standing: Standing): ConsoleProcess {
  const { name, version, title, about } = definition;
  const { finished, moving, stopped } = ofProcess(standing, name);
  const ended = (status: string) => sum(finished.filter((row) => row.status === status));
  return {
    name,
    title,
    description: about?.description ?? title,
    owner: about?.owner ?? '–',
    version,
    ...(about?.serviceLevel && { serviceLevel: { ...about.serviceLevel } }),
    counts: {
      working: sum(moving.filter((row) => row.status === 'waiting')),
      inDoubt: sum(moving.filter((row) => row.status === 'in_doubt')),
      waiting: sum(stopped.filter((row) => row.status === 'waiting')),
      parked: sum(stopped.filter((row) => row.status === 'parked')),
      doneToday: ended('done'),
      refusedToday: ended('refused'),
      takenBackToday: ended('taken_back'),
    },
  };
}

export function toProcessDetail(
  latest: ProcessDefinition,
  versions: readonly ProcessDefinition[],
  standing: Standing,
): ConsoleProcessDetail {
  const { moving, stopped } = ofProcess(standing, latest.name);
  return {
    asOf: standing.asOf,
    ...toProcess(latest, standing),
    checks: latest.checks.length,
    steps: latest.steps.map((step) => toStep(step, latest, versions, standing)),
    versions: versions
      .map(({ version }) => ({
        version,
        running: sum([...moving, ...stopped].filter((row) => row.process_version === version)),
      }))
      .sort((left, right) => right.version - left.version),
  };
}

function toStep(
  step: Step<unknown>,
  { name, about }: ProcessDefinition,
  versions: readonly ProcessDefinition[],
  standing: Standing,
): ConsoleStep {
  const { moving, stopped } = ofProcess(standing, name);
  const here = moving.filter((row) => row.step === step.name);
  const forward = here.filter((row) => row.direction === 'forward');
  // A transaction keeps its version, in which the same step may have another place.
  const stoppedHere = stopped.filter(
    ({ process_version: version, at }) =>
      versions.find((each) => each.version === version)?.steps[at]?.name === step.name,
  );
  return {
    name: step.name,
    kind: step.kind,
    does: about?.steps[step.name] ?? ('title' in step ? step.title : step.name),
    by: actorOf(step),
    isConditional: 'when' in step && step.when !== undefined,
    goesOnWhenRefused: step.kind === 'deliver' && step.onRejected === 'continue',
    ...(step.kind === 'deliver' && {
      undo: 'by' in step.undo ? { operation: step.undo.by } : { none: step.undo.none },
    }),
    counts: {
      working: sum(forward.filter((row) => row.status === 'waiting')),
      inDoubt: sum(here.filter((row) => row.status === 'in_doubt')),
      waiting: sum(stoppedHere.filter((row) => row.status === 'waiting')),
      parked: sum(stoppedHere.filter((row) => row.status === 'parked')),
      goingBack: sum(here.filter((row) => row.direction === 'back' && row.status === 'waiting')),
    },
  };
}

function actorOf(step: Step<unknown>): ConsoleStep['by'] {
  switch (step.kind) {
    case 'enrich':
    case 'publish':
      return { kind: 'kontor' };
    case 'approve':
      return { kind: 'person', name: step.by };
    case 'wait':
      return { kind: 'person' };
    case 'deliver':
      return { kind: 'system', name: step.to };
    default:
      return unreachable(step);
  }
}

function ofProcess({ moving, stopped, finished }: Standing, name: string) {
  const isOfIt = (row: { readonly process: string }) => row.process === name;
  return {
    moving: moving.filter(isOfIt),
    stopped: stopped.filter(isOfIt),
    finished: finished.filter(isOfIt),
  };
}

function sum(rows: readonly { readonly count: number }[]): number {
  return rows.reduce((total, { count }) => total + count, 0);
}
