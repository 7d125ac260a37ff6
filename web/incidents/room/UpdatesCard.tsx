import { audiences } from '../../../domain/incidents/owed.ts'
import type { Audience } from '../../../domain/incidents/owed.ts'
import { isPlainStill, stillWords } from '../../../domain/incidents/update-words.ts'
import { useLoaded } from '../../query.tsx'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Fold } from '../../ui/Fold.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { State } from '../../ui/State.tsx'
import { Time, useNow } from '../../ui/Time.tsx'
import { useLanguage, useWords } from '../../words/words.ts'
import { useWhyNotChange, useWhyNotWork } from '../may.ts'
import type { Detail } from '../may.ts'
import { FollowBar } from './FollowBar.tsx'
import type { Open } from './opened.ts'
import { lastUpdate } from './records.ts'
import { StillBar } from './StillBar.tsx'
import { SentCount, SentTrouble } from './UpdateSent.tsx'
import type { Sent } from './UpdateSent.tsx'
import styles from './UpdatesCard.module.css'

/** Who was told how it stands, when, whether it arrived, and when the next word is due. */
export function UpdatesCard({ incident, open }: InCard) {
  const say = useWords('incidentRecords')
  const unavailable = useWhyNotWork(incident)
  const language = useLanguage()
  const { updates } = incident
  const sent = useLoaded('listSent', { incidentId: incident.id }, { enabled: updates.length > 0 }).data?.updates ?? []
  const sentOf = (updateId: number | undefined) => sent.find((each) => each.updateId === updateId)
  const newest = audiences.flatMap((audience) => sentOf(lastUpdate(updates, audience)?.id) ?? [])
  return (
    <Card
      title={say('updates.title')}
      flush
      actions={
        <Button size="small" unavailable={unavailable} onPress={() => open({ dialog: 'cadence' })}>
          {incident.updateEveryMinutes === null
            ? say('updates.usual')
            : say('updates.every', { count: incident.updateEveryMinutes })}
        </Button>
      }
    >
      {incident.updateDueAt ? <Due at={incident.updateDueAt} /> : null}
      <Rows label={say('updates.title')}>
        {audiences.map((audience) => (
          <AudienceRow key={audience} incident={incident} audience={audience} open={open} sentOf={sentOf} />
        ))}
      </Rows>
      {newest.map((each) => (
        <SentTrouble key={each.updateId} sent={each} />
      ))}
      <StillBar incident={incident} />
      <FollowBar incident={incident} open={open} />
      {updates.length > 0 ? (
        <div className={styles.foot}>
          <Fold say={say('updates.all', { count: updates.length })}>
            <ol className={styles.all}>
              {updates.map((update) => (
                <li key={update.id}>
                  <header>
                    {say(`updates.audience.${update.audience}`)} · {update.by} · <Time at={update.at} as="moment" />
                  </header>
                  <p>{update.isStill && isPlainStill(update.text) ? stillWords[language] : update.text}</p>
                  <SentCount sent={sentOf(update.id)} />
                </li>
              ))}
            </ol>
          </Fold>
        </div>
      ) : null}
    </Card>
  )
}

/** When the next word was promised to those outside; once that has passed, loudly. */
function Due({ at }: { readonly at: string }) {
  const say = useWords('incidentRecords')
  const isLate = Date.parse(at) < useNow().getTime()
  return (
    <p className={styles.due}>
      <State tone={isLate ? 'critical' : 'info'} icon={isLate ? 'warning' : 'clock'} look="plain">
        {say(isLate ? 'updates.late' : 'updates.due')} <Time at={at} />
      </State>
    </p>
  )
}

function AudienceRow({ incident, audience, open, sentOf }: AudienceRowProps) {
  const say = useWords('incidentRecords')
  const unavailable = useWhyNotChange(incident)
  const last = lastUpdate(incident.updates, audience)
  const told = incident.audiences.find((each) => each.audience === audience)
  return (
    <Row
      title={say(`updates.audience.${audience}`)}
      meta={
        last ? (
          <>
            <Time at={last.at} />
            <span>{last.by}</span>
            <SentCount sent={sentOf(last.id)} />
          </>
        ) : told?.notNeededBecause ? (
          say('updates.notNeeded', { because: told.notNeededBecause })
        ) : told ? (
          <>
            <span>{say('updates.told')}</span>
            <Time at={told.at} />
            {told.by ? <span>{told.by}</span> : null}
          </>
        ) : (
          say('updates.never')
        )
      }
      {...(unavailable === undefined
        ? { onPress: () => open({ dialog: 'tell', audience }), trail: <Icon name="right" />, wrapTrail: false }
        : {})}
    />
  )
}

type InCard = { readonly incident: Detail; readonly open: Open }
type AudienceRowProps = InCard & {
  readonly audience: Audience
  readonly sentOf: (updateId: number | undefined) => Sent | undefined
}
