import { paths } from '../paths.ts'
import { Card } from '../ui/Card.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { groups, places, tabs } from './places.ts'

/** The places that the bottom bar of a phone has no room for. */
export default function MoreSheet({ onClose }: { readonly onClose: () => void }) {
  const say = useWords('shell')
  const mine = { name: 'me', href: paths.me, icon: 'person', group: 'people' } as const
  const behind = [...places, mine].filter((place) => !tabs.some(({ name }) => name === place.name))
  return (
    <Dialog open onClose={onClose} title={say('place.more')}>
      <Stack>
        {[null, ...groups].map((group) => (
          <Card key={group} flush>
            <Rows label={group === null ? say('navigation') : say(`group.${group}`)}>
              {behind
                .filter((place) => place.group === group)
                .map((place) => (
                  <Row
                    key={place.name}
                    lead={<Icon name={place.icon} />}
                    title={say(`place.${place.name}`)}
                    href={place.href}
                  />
                ))}
            </Rows>
          </Card>
        ))}
      </Stack>
    </Dialog>
  )
}
