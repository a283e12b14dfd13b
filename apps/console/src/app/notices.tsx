/** What holds for the whole console: the connection is lost, or the session has ended. */

import { useConnection } from '../lib/live.ts';
import { signInAddress, useSessionEnded } from '../lib/session.ts';
import css from './shell.module.css';

export function Notices() {
  const connection = useConnection();
  const hasEnded = useSessionEnded();
  return (
    <output className={css['notices']}>
      {hasEnded ? (
        <span className={css['notice']}>
          Your session has ended. What you typed is still here.{' '}
          <a href={signInAddress()}>Sign in again</a>
        </span>
      ) : (
        connection === 'lost' && (
          <span className={`${css['notice']} ${css['late']}`}>Connection lost. Trying again…</span>
        )
      )}
    </output>
  );
}
