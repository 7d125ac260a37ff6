import { lazy, Suspense } from 'react'
import { paths } from '../../paths.ts'
import { LinkGroups } from '../../services/LinkGroups.tsx'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Bar } from '../../ui/Screen.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import type { Detail } from '../may.ts'
import styles from './BesideCard.module.css'
import type { Open } from './opened.ts'

const BesideKit = lazy(() => import('../../kit/BesideKit.tsx'))

/** The runbooks and links of the services that are suspected; where there are none, the way to where they are kept. */
export function BesideCard({ incident, open }: { readonly incident: Detail; readonly open: Open }) {
  const say = useWords('catalog')
  const unavailable = useWhyNotChange(incident)
  const { links, services } = incident
  const several = services.length > 1
  const bare = services.filter(({ id }) => !links.some(({ serviceId }) => serviceId === id))
  return (
    <>
      <Card title={say('links.title')} flush>
        {links.length > 0 ? (
          <LinkGroups links={links.map((link) => (several ? { ...link, of: link.serviceName } : link))} />
        ) : null}
        {services.length === 0 ? (
          <div className={styles.none}>
            <p>{say('room.noService')}</p>
            <Button
              size="small"
              icon="plus"
              unavailable={unavailable}
              onPress={() => open({ dialog: 'part', part: 'service' })}
            >
              {say('room.name')}
            </Button>
          </div>
        ) : bare.length > 0 ? (
          <div className={styles.none}>
            {links.length === 0 ? (
              <p>
                {say('room.none')} {say('room.noneSay')}
              </p>
            ) : null}
            <Bar>
              {bare.map(({ id, name }) => (
                <Button key={id} size="small" icon="service" href={paths.service(id)}>
                  {say('room.open', { name })}
                </Button>
              ))}
            </Bar>
          </div>
        ) : null}
      </Card>
      {services.map(({ id }, place) => (
        <Suspense key={id}>
          <BesideKit serviceId={id} bare only={place === 0 ? 'addresses' : 'own addresses'} />
        </Suspense>
      ))}
    </>
  )
}
