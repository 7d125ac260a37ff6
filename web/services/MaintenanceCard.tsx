import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { State } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import type { ServiceDetail } from './ServiceScreen.tsx'
import styles from './ServiceScreen.module.css'

/** When it is kept from paging on purpose: now, and what is planned. */
export function MaintenanceCard({ service, onPlan }: MaintenanceCardProps) {
  const say = useWords('catalog')
  const unavailable = useWhyNot()('silences.manage', service.teamId)
  const list = useLoaded('listSilences', { state: 'current', kind: 'maintenance', limit: 1000 })
  const its = list.data?.silences.filter(({ services }) => services.some(({ id }) => id === service.id)) ?? []
  return (
    <Card title={say('maintenance.title')} flush>
      <Loaded
        query={list}
        isEmpty={() => its.length === 0}
        empty={
          <>
            <p className={styles.none}>{say('maintenance.none')}</p>
            <p className={styles.foot}>
              <Button size="small" icon="plus" unavailable={unavailable} onPress={onPlan}>
                {say('maintenance.plan')}
              </Button>
            </p>
          </>
        }
      >
        {() => (
          <Rows label={say('maintenance.title')}>
            {its
              .toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt))
              .map((each) => (
                <Row
                  key={each.id}
                  href={paths.silence(each.id)}
                  title={each.reason}
                  meta={
                    <>
                      {each.state === 'active' ? (
                        <State tone="info" icon="soundOff" look="plain">
                          {say('maintenance.now')}
                        </State>
                      ) : (
                        <span>
                          {say('maintenance.from')} <Time at={each.startsAt} as="moment" />
                        </span>
                      )}
                      <span>
                        {say('maintenance.until')} <Time at={each.endsAt} as="moment" />
                      </span>
                    </>
                  }
                />
              ))}
          </Rows>
        )}
      </Loaded>
    </Card>
  )
}

type MaintenanceCardProps = { readonly service: ServiceDetail; readonly onPlan: () => void }
