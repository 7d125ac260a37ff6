import { Dialog } from '../../ui/Dialog.tsx'
import { PanelBody } from './ServicePanel.tsx'
import type { PanelProps } from './ServicePanel.tsx'

/** One service of the map, over it: for a phone. */
export default function PanelSheet(props: PanelProps) {
  return (
    <Dialog open onClose={props.onClose} title={props.place.name}>
      <PanelBody {...props} />
    </Dialog>
  )
}
