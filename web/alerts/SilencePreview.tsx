import type { EndpointInput } from '../api.ts'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { asProblem, useLoaded } from '../query.tsx'
import { Skeleton } from '../ui/faces.tsx'
import { Fold } from '../ui/Fold.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { useWords } from '../words/words.ts'
import { PriorityMark } from './marks.tsx'
import styles from './SilencePreview.module.css'

/** Which open alerts would stop paging at once: how many, how urgent, and which. */
export function SilencePreview({ of }: { readonly of: EndpointInput<'previewSilence'> }) {
  const say = useWords('silences')
  const preview = useLoaded('previewSilence', of, { keep: true })
  const refused = preview.error ? asProblem(preview.error) : null
  // A pattern that is none: the sentence says which, and the fields stay as they are.
  if (refused?.status === 400 || refused?.status === 422) {
    return <Notice tone="warning">{refused.errors[0]?.say ?? refused.sentence}</Notice>
  }
  return (
    <div className={styles.preview} aria-live="polite">
      <Loaded query={preview} skeleton={<Skeleton shape="text" lines={2} />}>
        {({ mutes, alreadyMuted, stay, byPriority, alerts }) => (
          <>
            <Notice tone={byPriority.P1 ? 'warning' : 'info'} icon="soundOff">
              {mutes === 0 ? say('preview.none') : say('preview.mutes', { count: mutes })}
              {byPriority.P1 ? ` ${say('preview.urgent', { count: byPriority.P1 })}` : null}
              {alreadyMuted > 0 ? ` ${say('preview.already', { count: alreadyMuted })}` : null}
              {stay > 0 ? ` ${say('preview.stay', { count: stay })}` : null}
            </Notice>
            {alerts.length > 0 ? (
              <Fold say={say('preview.which')} open={alerts.length <= 3}>
                <Rows label={say('preview.which')}>
                  {alerts.map((alert) => (
                    <Row
                      key={alert.id}
                      lead={<PriorityMark priority={alert.priority} />}
                      title={
                        <a href={paths.alert(alert.id)} target="_blank" rel="noreferrer">
                          {alert.summary}
                        </a>
                      }
                      meta={alert.serviceName ?? ''}
                    />
                  ))}
                </Rows>
                {mutes > alerts.length ? (
                  <p className={styles.more}>{say('preview.more', { count: mutes - alerts.length })}</p>
                ) : null}
              </Fold>
            ) : null}
          </>
        )}
      </Loaded>
    </div>
  )
}
