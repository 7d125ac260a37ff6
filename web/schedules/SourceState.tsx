import { Fold } from '../ui/Fold.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import type { SourceTold } from './calendar-draft.ts'
import { FailureDetail } from './FailureDetail.tsx'
import styles from './SourceState.module.css'

/** How reading a calendar goes: where it is, when it last answered, since when it fails, and what of it could not be read. */
export function SourceState({ source }: { readonly source: SourceTold }) {
  const say = useWords('calendars')
  const { hint, kind, readAt, changedAt, events, failure, failingSince, problems, cancelled } = source
  return (
    <div className={styles.state}>
      <p className={styles.facts}>
        {kind === 'none' ? null : <code>{hint}</code>}
        {readAt ? (
          <span>
            {say(kind === 'file' ? 'state.fileRead' : 'state.read')}{' '}
            <Time at={kind === 'file' ? source.createdAt : readAt} />
          </span>
        ) : null}
        {changedAt && kind === 'url' ? (
          <span>
            {say('state.changed')} <Time at={changedAt} />
          </span>
        ) : null}
        <span>{say('state.events', { count: events })}</span>
        {cancelled > 0 ? <span>{say('state.cancelled', { count: cancelled })}</span> : null}
      </p>
      {failure && failingSince ? (
        <Notice
          tone="warning"
          title={
            failure.because === 'no_address' ? (
              say('state.waiting')
            ) : (
              <>
                {say('state.failing')} <Time at={failingSince} />
              </>
            )
          }
        >
          <p>{say(`failure.${failure.because}`)}</p>
          {failure.because === 'no_address' ? null : <p>{say('state.holds')}</p>}
          <FailureDetail {...failure} />
        </Notice>
      ) : null}
      {problems.length > 0 ? (
        <Fold say={say('problems.title', { count: problems.length })}>
          <ul className={styles.problems}>
            {problems.map(({ line, uid, because, detail }) => (
              <li key={`${line} ${because}`}>
                {say('problems.line', { line })} {say(`problem.${because}`)}{' '}
                {codeOf(because, detail, uid) ? <code>{codeOf(because, detail, uid)}</code> : null}
              </li>
            ))}
          </ul>
        </Fold>
      ) : null}
    </div>
  )
}

/** The zone that nobody knows, and by which id the event is found over there; what a library said is no help to anybody. */
function codeOf(because: SourceTold['problems'][number]['because'], detail: string, uid: string | null): string {
  return [because === 'zone_unknown' ? detail : '', uid ?? ''].filter(Boolean).join(' · ')
}
