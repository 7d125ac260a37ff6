import { lazy, Suspense, useState } from 'react'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { TeamFilter, useTeamFilter } from '../people/TeamFilter.tsx'
import { useTeamsWhere } from '../people/teams.ts'
import { useLoaded } from '../query.tsx'
import { useGo, useSearchParam } from '../shell/go.ts'
import { useSearchText } from '../shell/search-text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Rows } from '../ui/Rows.tsx'
import { Bar, Screen, Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { byKind, isDead, narrowed, tagsIn } from './kit-list.ts'
import type { Bookmark, Kit } from './kit-list.ts'
import { BookmarkRow, RunbookRow, ServiceLinkRow } from './KitRows.tsx'
import styles from './KitScreen.module.css'

const BookmarkDialog = lazy(() => import('./BookmarkDialog.tsx'))
const ExportDialog = lazy(() => import('./ExportDialog.tsx'))
const ImportDialog = lazy(() => import('./ImportDialog.tsx'))
const NewRunbookDialog = lazy(() => import('./NewRunbookDialog.tsx'))

type Opened = Bookmark | 'bookmark' | 'runbook' | 'import' | 'export'

/** What a team keeps for whoever is on call: what is dead first, then runbooks, bookmarks, and what the catalog has beside them. */
export function KitScreen() {
  const say = useWords('kit')
  const { filter } = useTeamFilter()
  const kit = useLoaded('readKit', filter.team === 'all' ? {} : { teamId: filter.team }, { keep: true })
  const services = useLoaded('listServices', {}).data?.services ?? []
  const { unavailable } = useTeamsWhere('kit.write')
  const [opened, open] = useState<Opened>()
  const [tag, setTag] = useSearchParam('tag', '')
  const [serviceId, setService] = useSearchParam('service', '')
  const search = useSearchText('search')
  const go = useGo()
  const nameOf = (id: string | null) => services.find((service) => service.id === id)?.name ?? null
  const ofTeam = services.filter((service) => filter.team === 'all' || service.teamId === filter.team)
  return (
    <Screen
      title={say('title')}
      about={say('about')}
      actions={
        <>
          <Button icon="book" unavailable={unavailable} onPress={() => open('runbook')}>
            {say('runbook.write')}
          </Button>
          <Button tone="primary" icon="plus" unavailable={unavailable} onPress={() => open('bookmark')}>
            {say('bookmark.add')}
          </Button>
          <Menu
            label={say('file.menu')}
            icon="more"
            items={[
              { say: say('file.import'), icon: 'upload', unavailable, onPress: () => open('import') },
              { say: say('file.export'), icon: 'download', onPress: () => open('export') },
            ]}
          />
        </>
      }
    >
      <Bar>
        <span className={styles.search}>
          <TextInput
            label={say('search')}
            hideLabel
            placeholder={say('search')}
            icon="search"
            type="search"
            value={search.typed}
            onChange={search.type}
          />
        </span>
        <Select
          label={say('service')}
          hideLabel
          value={serviceId}
          options={[
            { value: '', label: say('anyService') },
            ...ofTeam.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={setService}
        />
        <TeamFilter filter={filter} />
      </Bar>
      <Loaded
        query={kit}
        isEmpty={({ bookmarks, links, runbooks }) => bookmarks.length + links.length + runbooks.length === 0}
        empty={
          <Card>
            <Empty icon="book" title={say('empty')}>
              {say('emptySay')}
            </Empty>
          </Card>
        }
      >
        {(answer) => (
          <Stack>
            <TagBar tags={tagsIn(answer)} tag={tag} onChange={setTag} />
            <Parts
              kit={narrowed(answer, { text: search.typed, tag, serviceId })}
              nameOf={nameOf}
              onChange={open}
              onClear={() => go(paths.kit)}
            />
          </Stack>
        )}
      </Loaded>
      <Suspense>
        {opened === 'runbook' ? (
          <NewRunbookDialog teamId={filter.team} serviceId={serviceId} onClose={() => open(undefined)} />
        ) : opened === 'import' ? (
          <ImportDialog start={{ teamId: filter.team, serviceId }} onClose={() => open(undefined)} />
        ) : opened === 'export' ? (
          <ExportDialog start={{ teamId: filter.team, serviceId }} onClose={() => open(undefined)} />
        ) : opened ? (
          <BookmarkDialog
            bookmark={opened === 'bookmark' ? null : opened}
            start={{ teamId: filter.team, serviceId }}
            onClose={() => open(undefined)}
          />
        ) : null}
      </Suspense>
    </Screen>
  )
}

function TagBar({ tags, tag, onChange }: TagBarProps) {
  const say = useWords('kit')
  if (tags.length === 0) return null
  return (
    <section className={styles.tags} aria-label={say('tags')}>
      {tags.slice(0, mostTags).map((each) => (
        <Button
          key={each}
          size="small"
          tone="quiet"
          pressed={each === tag}
          onPress={() => onChange(each === tag ? '' : each)}
        >
          {each}
        </Button>
      ))}
    </section>
  )
}

const mostTags = 30

function Parts({ kit, nameOf, onChange, onClear }: PartsProps) {
  const say = useWords('kit')
  const { bookmarks, links, runbooks } = kit
  if (bookmarks.length + links.length + runbooks.length === 0) {
    return (
      <Card>
        <Empty icon="search" title={say('nothing')} action={<Button onPress={onClear}>{say('clear')}</Button>}>
          {say('nothingSay')}
        </Empty>
      </Card>
    )
  }
  const rowOf = (bookmark: Bookmark) => (
    <BookmarkRow
      key={bookmark.id}
      bookmark={bookmark}
      service={nameOf(bookmark.serviceId)}
      onChange={() => onChange(bookmark)}
    />
  )
  const [deadBookmarks, deadLinks] = [bookmarks.filter(isDead), links.filter(isDead)]
  const dead = deadBookmarks.length + deadLinks.length
  return (
    <>
      {dead > 0 ? (
        <Card title={say('dead', { count: dead })} about={say('deadAbout')} tone="critical" flush>
          <Rows label={say('dead', { count: dead })}>
            {deadBookmarks.map(rowOf)}
            {deadLinks.map((link) => (
              <ServiceLinkRow key={`${link.serviceId} ${link.url} ${link.name}`} link={link} />
            ))}
          </Rows>
        </Card>
      ) : null}
      <Card title={say('runbooks')} flush>
        {runbooks.length === 0 ? <p className={styles.none}>{say('noRunbooks')}</p> : null}
        <Rows label={say('runbooks')}>
          {runbooks.map((runbook) => (
            <RunbookRow key={runbook.id} runbook={runbook} service={nameOf(runbook.serviceId)} />
          ))}
        </Rows>
      </Card>
      <Card title={say('bookmarks')} flush>
        {bookmarks.length === deadBookmarks.length ? <p className={styles.none}>{say('noBookmarks')}</p> : null}
        <Rows label={say('bookmarks')}>{byKind(bookmarks.filter((each) => !isDead(each))).map(rowOf)}</Rows>
      </Card>
      {links.length > deadLinks.length ? (
        <Card title={say('links')} about={say('linksAbout')} flush>
          <Rows label={say('links')}>
            {byKind(links.filter((each) => !isDead(each))).map((link) => (
              <ServiceLinkRow key={`${link.serviceId} ${link.url} ${link.name}`} link={link} />
            ))}
          </Rows>
        </Card>
      ) : null}
    </>
  )
}

type TagBarProps = {
  readonly tags: readonly string[]
  readonly tag: string
  readonly onChange: (tag: string) => void
}
type PartsProps = {
  readonly kit: Kit
  readonly nameOf: (serviceId: string | null) => string | null
  readonly onChange: (bookmark: Bookmark) => void
  readonly onClear: () => void
}
