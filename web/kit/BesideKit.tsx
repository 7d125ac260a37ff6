import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Rows, Row } from '../ui/Rows.tsx'
import { useWords } from '../words/words.ts'
import { CheckMark } from './CheckMark.tsx'
import { byKind } from './kit-list.ts'
import type { Kit } from './kit-list.ts'
import { Address, icons, RunbookRow } from './KitRows.tsx'
import styles from './KitScreen.module.css'

/**
 * What the kit has for a service, or for all services of a team: runbooks first, then addresses. `withLinks`: also those of the catalog, where they stand nowhere
 * else; `only`: what is of the service alone, or no runbooks, because the rest stands beside it already.
 */
export default function BesideKit({ serviceId, teamId, withLinks = false, bare = false, only }: BesideKitProps) {
  const say = useWords('kit')
  const kit = useLoaded('readKit', serviceId === undefined ? { teamId } : { serviceId })
  const isShown = (each: { readonly serviceId: string | null }) => serviceId !== undefined || each.serviceId === null
  const shown = ({ bookmarks, links, runbooks }: Kit): Kit => ({
    bookmarks: bookmarks.filter((each) => isShown(each) && (only !== 'own addresses' || each.serviceId !== null)),
    links: withLinks ? links : [],
    runbooks: only ? [] : runbooks.filter(isShown),
  })
  const isEmpty = (answer: Kit) => Object.values(shown(answer)).every((each) => each.length === 0)
  // Where it stands below something else, nothing is said when there is nothing.
  if (bare && (!kit.data || isEmpty(kit.data))) return null
  return (
    <Card
      title={say('beside.title')}
      flush
      actions={
        <Button
          size="small"
          tone="quiet"
          iconAfter="forward"
          href={serviceId === undefined ? paths.kit : paths.kitOf(serviceId)}
        >
          {say('beside.all')}
        </Button>
      }
    >
      <Loaded query={kit} isEmpty={isEmpty} empty={<p className={styles.none}>{say('beside.none')}</p>}>
        {(answer) => (
          <Rows label={say('beside.title')}>
            {shown(answer).runbooks.map((runbook) => (
              <RunbookRow key={runbook.id} runbook={runbook} service={null} />
            ))}
            {byKind([...shown(answer).bookmarks, ...shown(answer).links]).map((each) => (
              <Row
                key={`${each.url} ${each.name}`}
                lead={<Icon name={each.url === '' ? 'note' : icons[each.kind]} />}
                title={<Address name={each.name} url={each.url} />}
                meta={
                  <>
                    <CheckMark check={each.check} />
                    {'note' in each && each.note !== '' ? <span className={styles.note}>{each.note}</span> : null}
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

type BesideKitProps = (
  | { readonly serviceId: string; readonly teamId?: undefined }
  | { readonly serviceId?: undefined; readonly teamId: string }
) & {
  readonly withLinks?: boolean
  readonly bare?: boolean
  readonly only?: 'addresses' | 'own addresses'
}
