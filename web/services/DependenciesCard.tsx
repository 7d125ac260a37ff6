import { useState } from 'react'
import { useLoaded } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { State } from '../ui/State.tsx'
import { useWords } from '../words/words.ts'
import type { ServiceDetail } from './ServiceScreen.tsx'
import styles from './ServiceScreen.module.css'
import { servicePath } from './service-path.ts'
import type { Service } from './settings-draft.ts'
import { TierMark } from './TierMark.tsx'

/** What it cannot do without, and what cannot do without it; each with what is open on it. */
export function DependenciesCard({ service, unavailable, onChange }: DependenciesCardProps) {
  const say = useWords('catalog')
  const services = useLoaded('listServices', {}).data?.services ?? []
  const needs = services.filter(({ id }) => service.dependsOn.includes(id))
  const neededBy = services.filter(({ dependsOn }) => dependsOn.includes(service.id))
  return (
    <Card title={say('around.title')} flush>
      <h3 className={styles.heading}>{say('around.needs')}</h3>
      {needs.length > 0 ? (
        <Others label={say('around.needs')} services={needs} />
      ) : (
        <>
          <p className={styles.none}>{say('around.needsNone')}</p>
          <p className={styles.foot}>
            <Button size="small" icon="plus" unavailable={unavailable} onPress={onChange}>
              {say('around.say')}
            </Button>
          </p>
        </>
      )}
      <h3 className={styles.heading}>{say('around.neededBy')}</h3>
      {neededBy.length > 0 ? (
        <Others label={say('around.neededBy')} services={neededBy} />
      ) : (
        <p className={styles.none}>{say('around.neededByNone')}</p>
      )}
    </Card>
  )
}

/** Those with open alerts and of the highest tier first; of very many only the first until somebody asks. */
function Others({ label, services }: { readonly label: string; readonly services: readonly Service[] }) {
  const say = useWords('catalog')
  const [isWhole, setWhole] = useState(false)
  const sorted = services.toSorted((a, b) => b.openAlerts - a.openAlerts || (a.tier ?? 9) - (b.tier ?? 9))
  return (
    <>
      <Rows label={label}>
        {(isWhole ? sorted : sorted.slice(0, mostShown)).map((service) => (
          <Row
            key={service.id}
            href={servicePath(service)}
            title={service.name}
            wrapTrail={false}
            trail={
              <>
                {service.openAlerts > 0 ? (
                  <State tone="critical" icon="bell">
                    {say('around.open', { count: service.openAlerts })}
                  </State>
                ) : null}
                <TierMark tier={service.tier} />
              </>
            }
          />
        ))}
      </Rows>
      {!isWhole && services.length > mostShown ? (
        <p className={styles.line}>
          <Button size="small" icon="down" onPress={() => setWhole(true)}>
            {say('around.all', { count: services.length })}
          </Button>
        </p>
      ) : null}
    </>
  )
}

const mostShown = 8

type DependenciesCardProps = {
  readonly service: ServiceDetail
  readonly unavailable: string | undefined
  readonly onChange: () => void
}
