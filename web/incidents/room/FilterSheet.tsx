import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Stack } from '../../ui/Screen.tsx'
import { useWords } from '../../words/words.ts'
import { FilterChoices } from './TimelineFilters.tsx'
import type { FiltersProps } from './TimelineFilters.tsx'

/** The choices of the filter on a phone. */
export default function FilterSheet({ onClose, ...rest }: FiltersProps & { readonly onClose: () => void }) {
  const say = useWords('incidentStory')
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('filter.title')}
      actions={
        <Button tone="primary" size="large" onPress={onClose}>
          {say('filter.done')}
        </Button>
      }
    >
      <Stack>
        <FilterChoices {...rest} />
      </Stack>
    </Dialog>
  )
}
