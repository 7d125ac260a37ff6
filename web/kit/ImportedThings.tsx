import type { EndpointOutput } from '../api.ts'
import { State } from '../ui/State.tsx'
import type { Tone } from '../ui/State.tsx'
import type { IconName } from '../ui/Icon.tsx'
import { useWords } from '../words/words.ts'
import styles from './ImportDialog.module.css'

export type Imported = EndpointOutput<'importKit'>
type Thing = Imported['things'][number]

const groups = [
  ['refuse', 'refused', 'warning', 'warning'],
  ['add', 'new', 'ok', 'plus'],
  ['there', 'there', 'calm', 'check'],
] as const satisfies readonly (readonly [Thing['does'], string, Tone, IconName])[]

const mostShown = 40

/** What would become of each thing of a file: what does not come in first, with its reason. */
export function ImportedThings({ imported, services }: ImportedThingsProps) {
  const say = useWords('kitFile')
  return (
    <div className={styles.things}>
      {groups.map(([does, word, tone, icon]) => {
        const things = imported.things.filter((each) => each.does === does)
        if (things.length === 0) return null
        return (
          <section key={does} className={styles.group} aria-label={say(word, { count: things.length })}>
            <div className={styles.head}>
              <State tone={tone} icon={icon} look="plain">
                {say(word, { count: things.length })}
              </State>
            </div>
            <ul>
              {things.slice(0, mostShown).map((thing, at) => (
                <ThingRow
                  key={`${at} ${thing.name}`}
                  thing={thing}
                  service={services.find(({ id }) => id === thing.serviceId)?.name ?? null}
                />
              ))}
              {things.length > mostShown ? (
                <li className={styles.each}>
                  <span className={styles.calm}>{say('rest', { count: things.length - mostShown })}</span>
                </li>
              ) : null}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

function ThingRow({ thing, service }: { readonly thing: Thing; readonly service: string | null }) {
  const say = useWords('kitFile')
  const kit = useWords('kit')
  const { is, name, url, tags, why } = thing
  const about = [
    is === 'runbook' ? say('runbook') : url === name ? '' : url,
    service === null ? kit('wholeTeam') : service,
    ...tags,
  ]
  return (
    <li className={styles.each}>
      <strong>{name}</strong>
      <span className={styles.calm}>{about.filter((text) => text !== '').join(' · ')}</span>
      {why === null ? null : <span className={styles.why}>{say(`why.${why}`)}</span>}
    </li>
  )
}

type ImportedThingsProps = {
  readonly imported: Imported
  readonly services: readonly { readonly id: string; readonly name: string }[]
}
