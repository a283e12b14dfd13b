/** The way to the neighbours in the list it was opened from, and what names this page elsewhere. */

import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useKeys } from '../../../lib/keyboard.ts';
import { Button, CopyButton, Link } from '../../../ui/index.ts';
import { neighboursQuery } from './neighbours-query.ts';

export function PageActions({ id }: { readonly id: string }) {
  return (
    <>
      <Neighbours id={id} />
      <CopyButton value={() => location.href}>Copy link</CopyButton>
    </>
  );
}

function Neighbours({ id }: { readonly id: string }) {
  const { list } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery({ ...neighboursQuery(list ?? {}), enabled: list !== undefined });
  const ids = query.data?.pages.flatMap(({ items }) => items.map((item) => item.id)) ?? [];
  const place = ids.indexOf(id);
  const before = place > 0 ? ids[place - 1] : undefined;
  const after = place === -1 ? undefined : ids[place + 1];
  const open = (other: string | undefined) => {
    if (other === undefined) return;
    void navigate({ params: { id: other }, search: (search) => search, replace: true });
  };
  const next = () => {
    // The last of a page knows its neighbour only after the next page was read.
    if (after === undefined && query.hasNextPage) void query.fetchNextPage();
    open(after);
  };
  useKeys({ j: next, k: () => open(before) });
  if (list === undefined) return <Link to="/transactions">All transactions</Link>;
  return (
    <>
      <Link to="/transactions" search={list}>
        Back to the list
      </Link>
      <Button variant="default" disabled={before === undefined} onClick={() => open(before)}>
        Previous
      </Button>
      <Button variant="default" disabled={after === undefined && !query.hasNextPage} onClick={next}>
        Next
      </Button>
    </>
  );
}

const route = getRouteApi('/transactions/$id');
