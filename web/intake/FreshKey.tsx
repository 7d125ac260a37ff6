import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { CopyBox } from '../ui/CopyBox.tsx'
import { useWords } from '../words/words.ts'
import { forgetKey, useFreshKey } from './fresh-keys.ts'

/** The key of the source, shown this once, right after it was made. */
export function FreshKey({ sourceId }: { readonly sourceId: string }) {
  const say = useWords('intake')
  const key = useFreshKey(sourceId)
  if (key === undefined) return null
  return (
    <Card
      title={say('key.fresh')}
      about={say('key.freshAbout')}
      tone="warning"
      actions={
        <Button size="small" icon="check" onPress={() => forgetKey(sourceId)}>
          {say('key.stored')}
        </Button>
      }
    >
      <CopyBox text={key} label={say('key.title')} />
    </Card>
  )
}
