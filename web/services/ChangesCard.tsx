import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import type { ServiceDetail } from './ServiceScreen.tsx'

/** What was deployed or changed: the first thing to ask when something breaks. */
export function ChangesCard({ service }: { readonly service: ServiceDetail }) {
  const say = useWords('catalog')
  const list = useLoaded('listServiceChanges', { serviceId: service.id, limit: 10 })
  return (
    <Card title={say('changes.title')} flush>
      <Loaded
        query={list}
        isEmpty={({ changes }) => changes.length === 0}
        empty={
          <Empty
            icon="source"
            title={say('changes.none')}
            action={
              <Button size="small" href={paths.sources}>
                {say('changes.sources')}
              </Button>
            }
          >
            {say('changes.noneSay')}
          </Empty>
        }
      >
        {({ changes }) => (
          <Rows label={say('changes.title')}>
            {changes.map(({ id, summary, origin, at, links }) => (
              <Row
                key={id}
                title={summary}
                meta={
                  <>
                    <Time at={at} />
                    {origin === '' ? null : <span>{say('changes.by', { origin })}</span>}
                    {links
                      .filter(({ href }) => /^https?:\/\//i.test(href))
                      .map(({ href, text }) => (
                        <a key={href} href={href} target="_blank" rel="noopener noreferrer">
                          {text || new URL(href).host}
                        </a>
                      ))}
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
