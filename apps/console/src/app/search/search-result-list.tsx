import type { SearchHit, SearchResults } from '@kontor/contracts';
import { Instant, Money, State } from '../../ui/index.ts';
import css from './search.module.css';

export type SearchResultListProps = {
  /** Prefix of the ids, by which the field names the row that Enter opens. */
  readonly name: string;
  readonly results: SearchResults;
  readonly active: number;
  readonly open: (hit: SearchHit) => void;
};

/** What was found, in groups; one row of all of them is the one that Enter opens. */
export function SearchResultList({ name, results, active, open }: SearchResultListProps) {
  const hits = results.groups.flatMap((group) => group.hits);
  if (hits.length === 0) return null;
  return (
    <div role="listbox" id={name} aria-label="Results" className={css['results']}>
      {results.groups.map(({ title, hits: own, hasMore }) => (
        <div key={title} role="group" aria-label={title}>
          <div className={css['group']} aria-hidden>
            {title}
            {hasMore && ', and more'}
          </div>
          {own.map((hit) => {
            const index = hits.indexOf(hit);
            return (
              <Hit
                key={hit.id}
                id={`${name}-${index}`}
                hit={hit}
                isActive={index === active}
                onOpen={() => open(hit)}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}

type HitProps = {
  readonly id: string;
  readonly hit: SearchHit;
  readonly isActive: boolean;
  readonly onOpen: () => void;
};

function Hit({ id, hit, isActive, onOpen }: HitProps) {
  const { title, sentence, because, state, amount, at } = hit;
  return (
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      tabIndex={-1}
      className={css['hit']}
      ref={(row) => {
        if (isActive) row?.scrollIntoView({ block: 'nearest' });
      }}
      onClick={onOpen}
    >
      <span className={css['mark']}>{state && <State state={state} shapeOnly />}</span>
      <span className={css['words']}>
        <span className={css['title']}>{title}</span>
        <span className={css['sentence']}>
          {sentence}
          {because !== undefined && ` · ${because}`}
        </span>
      </span>
      <span className={css['figures']}>
        {amount && <Money value={amount} />}
        {at !== undefined && (
          <span className={css['sentence']}>
            <Instant at={at} relative />
          </span>
        )}
      </span>
    </div>
  );
}
