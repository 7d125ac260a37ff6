import styles from './Icon.module.css'
import { classes } from './classes.ts'

export type IconName = keyof typeof shapes

/** One drawing of the set, as large as the text around it asks. Decorative unless `label` names it. */
export function Icon({ name, label, spin = false }: IconProps) {
  return (
    <svg
      className={classes(styles.icon, spin && styles.spin)}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      focusable="false"
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      <path d={shapes[name]} />
    </svg>
  )
}

/** The strokes of one drawing, for a drawing that it is a part of. */
export function strokesOf(name: IconName): string {
  return shapes[name]
}

type IconProps = { readonly name: IconName; readonly label?: string; readonly spin?: boolean }

const circle = 'M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0Z'

/** Strokes on a 24 by 24 grid. */
const shapes = {
  now: 'M3 12h3.6l2.7-7.5 5.4 15 2.7-7.5H21',
  bell: 'M6 16V10.5a6 6 0 0 1 12 0V16l1.6 2H4.4L6 16ZM10 21h4',
  ringing: 'M7 16v-5a5 5 0 0 1 10 0v5l1.5 2h-13L7 16ZM10.2 21h3.6M3.2 9.5A8 8 0 0 1 6 4.6M20.8 9.5A8 8 0 0 0 18 4.6',
  calendar:
    'M4 6.5A1.5 1.5 0 0 1 5.5 5h13A1.5 1.5 0 0 1 20 6.5v12a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18.5v-12ZM4 10h16M8 3v4M16 3v4M8 14h3M13 14h3',
  log: 'M5 3.5h14v17H5zM8.5 8h7M8.5 12h7M8.5 16h4',
  more: 'M6 12a1 1 0 1 1-2 0a1 1 0 0 1 2 0ZM13 12a1 1 0 1 1-2 0a1 1 0 0 1 2 0ZM20 12a1 1 0 1 1-2 0a1 1 0 0 1 2 0Z',
  menu: 'M4 7h16M4 12h16M4 17h16',
  search: 'M17.5 10.75a6.75 6.75 0 1 1-13.5 0a6.75 6.75 0 0 1 13.5 0ZM15.6 15.6 20.5 20.5',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  close: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  right: 'M9.5 6l6 6-6 6',
  left: 'M14.5 6l-6 6 6 6',
  down: 'M6 9.5l6 6 6-6',
  up: 'M6 14.5l6-6 6 6',
  forward: 'M4.5 12h15M13.5 6l6 6-6 6',
  escalate: 'M12 20V5M6 11l6-6 6 6',
  clock: `${circle}M12 7v5l3.2 2`,
  sun: 'M16 12a4 4 0 1 1-8 0a4 4 0 0 1 8 0ZM12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M18.4 5.6l-1.1 1.1M6.7 17.3l-1.1 1.1',
  moon: 'M20 14.2A8.2 8.2 0 0 1 9.8 4 8.2 8.2 0 1 0 20 14.2Z',
  screen: 'M3.5 5h17v11.5h-17zM9 20.5h6M12 16.5v4',
  globe: `${circle}M3 12h18M12 3c2.7 2.5 4 5.5 4 9s-1.3 6.5-4 9c-2.7-2.5-4-5.5-4-9s1.3-6.5 4-9Z`,
  person: 'M15.8 8a3.8 3.8 0 1 1-7.6 0a3.8 3.8 0 0 1 7.6 0ZM4.5 20.5c.6-4.2 3.5-6.3 7.5-6.3s6.9 2.1 7.5 6.3',
  people:
    'M12.2 8.2a3.4 3.4 0 1 1-6.8 0a3.4 3.4 0 0 1 6.8 0ZM2.5 20c.5-3.8 2.9-5.7 6.3-5.7s5.8 1.9 6.3 5.7M15.5 5.1a3.4 3.4 0 0 1 0 6.3M17.8 14.6c2.1.7 3.4 2.5 3.7 5.4',
  service: 'M12 3l8 4.5v9L12 21l-8-4.5v-9L12 3ZM4 7.5l8 4.5 8-4.5M12 12v9',
  source: 'M13 4h5.5A1.5 1.5 0 0 1 20 5.5v13a1.5 1.5 0 0 1-1.5 1.5H13M3.5 12H14M10 8l4 4-4 4',
  policy: 'M4 19h4.5v-4.5H13V10h4.5V5.5H20.5',
  mail: 'M3.5 6.5A1.5 1.5 0 0 1 5 5h14a1.5 1.5 0 0 1 1.5 1.5v11A1.5 1.5 0 0 1 19 19H5a1.5 1.5 0 0 1-1.5-1.5v-11ZM4 7l8 6 8-6',
  phone:
    'M7.5 3.5h9A1.5 1.5 0 0 1 18 5v14a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 6 19V5a1.5 1.5 0 0 1 1.5-1.5ZM10.8 17.5h2.4',
  message:
    'M5.5 5h13A1.5 1.5 0 0 1 20 6.5v8a1.5 1.5 0 0 1-1.5 1.5H11l-4.5 4v-4h-1A1.5 1.5 0 0 1 4 14.5v-8A1.5 1.5 0 0 1 5.5 5ZM8 10.5h.01M12 10.5h.01M16 10.5h.01',
  call: 'M5 4h4l1.8 4.6-2.3 1.6a11.5 11.5 0 0 0 5.3 5.3l1.6-2.3L20 15v4a1.5 1.5 0 0 1-1.5 1.5C10.5 20.5 3.5 13.5 3.5 5.5A1.5 1.5 0 0 1 5 4Z',
  upload: 'M12 16V4.5M6.5 10 12 4.5l5.5 5.5M5 20h14',
  download: 'M12 4.5V16M6.5 10.5 12 16l5.5-5.5M5 20h14',
  link: 'M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 1 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3.1 3.1a4 4 0 1 0 5.7 5.7l1-1',
  copy: 'M9 9.5A1.5 1.5 0 0 1 10.5 8h8A1.5 1.5 0 0 1 20 9.5v9a1.5 1.5 0 0 1-1.5 1.5h-8A1.5 1.5 0 0 1 9 18.5v-9ZM5.5 16A1.5 1.5 0 0 1 4 14.5v-9A1.5 1.5 0 0 1 5.5 4h8A1.5 1.5 0 0 1 15 5.5',
  warning: 'M12 4 2.8 19.5h18.4L12 4ZM12 10v4.5M12 17h.01',
  critical: 'M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3L8.3 3ZM12 8v4.8M12 16h.01',
  info: `${circle}M12 11.2V16M12 8h.01`,
  ok: `${circle}M8 12.3l2.7 2.7L16 9.5`,
  ring: circle,
  lock: 'M6 10.5h12A1.5 1.5 0 0 1 19.5 12v7a1.5 1.5 0 0 1-1.5 1.5H6A1.5 1.5 0 0 1 4.5 19v-7A1.5 1.5 0 0 1 6 10.5ZM8 10.5V7.5a4 4 0 0 1 8 0v3',
  again: 'M20 5v4.5h-4.5M4 19v-4.5h4.5M19.3 9.5A7.8 7.8 0 0 0 5.4 8M4.7 14.5A7.8 7.8 0 0 0 18.6 16',
  busy: 'M12 3a9 9 0 1 1-9 9',
  leave: 'M10 4H5.5A1.5 1.5 0 0 0 4 5.5v13A1.5 1.5 0 0 0 5.5 20H10M9.5 12H20M16 8l4 4-4 4',
  keyboard:
    'M4 6.5h16A1.5 1.5 0 0 1 21.5 8v8a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 16V8A1.5 1.5 0 0 1 4 6.5ZM6.5 10.2h.01M10.2 10.2h.01M13.8 10.2h.01M17.5 10.2h.01M8 14h8',
  sound: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5H4ZM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11',
  soundOff: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5H4ZM15.5 9.5l5 5M20.5 9.5l-5 5',
  outside:
    'M13.5 4.5h6v6M19.5 4.5 11 13M9.5 5.5H6A1.5 1.5 0 0 0 4.5 7v11A1.5 1.5 0 0 0 6 19.5h11a1.5 1.5 0 0 0 1.5-1.5v-3.5',
  filter: 'M4 6.5h16M7 12h10M10 17.5h4',
  edit: 'M4.5 19.5l.9-4L15.8 5.1a1.9 1.9 0 0 1 2.7 0l.4.4a1.9 1.9 0 0 1 0 2.7L8.5 18.6l-4 .9ZM14 7l3 3',
  trash: 'M4.5 6.5h15M9 6.5V4h6v2.5M6.5 6.5l.8 13.5h9.4l.8-13.5M10.3 10.5v5.5M13.7 10.5v5.5',
  play: 'M7 4.5 19 12 7 19.5v-15Z',
  key: 'M12.5 15a4.5 4.5 0 1 1-9 0a4.5 4.5 0 0 1 9 0ZM11.2 11.8 19.5 3.5M16 7l3 3',
  send: 'M20.5 3.5 10.5 13.5M20.5 3.5 14 20.5l-3.5-7-7-3.5 17-6.5Z',
  book: 'M5 4.5h12.5A1.5 1.5 0 0 1 19 6v14.5H6.5A1.5 1.5 0 0 1 5 19V4.5ZM5 19a1.5 1.5 0 0 1 1.5-1.5H19M9 8.5h6',
  note: 'M20 12.5V6a1.5 1.5 0 0 0-1.5-1.5h-13A1.5 1.5 0 0 0 4 6v12a1.5 1.5 0 0 0 1.5 1.5H13l7-7ZM13 19.5V14a1.5 1.5 0 0 1 1.5-1.5H20',
  pin: 'M9 3.5h6M10 3.5v6l-3 3.5v1.5h10V13l-3-3.5v-6M12 14.5v6',
  offline:
    'M3 3l18 18M9.3 5.3A9.7 9.7 0 0 1 12 4.9c3.2 0 6.2 1.5 8.3 4M5.9 6.9A11 11 0 0 0 3.7 8.9M6.9 12.7a7 7 0 0 1 2.6-1.7M14.2 11.2c1.1.4 2.1 1 2.9 1.8M10.1 16.3a3 3 0 0 1 3.8 0M12 20h.01',
  settings:
    'M4 7.5h8M17 7.5h3M4 16.5h3M12 16.5h8M17 7.5a2.5 2.5 0 1 1-5 0a2.5 2.5 0 0 1 5 0ZM12 16.5a2.5 2.5 0 1 1-5 0a2.5 2.5 0 0 1 5 0Z',
  handover: 'M3.5 15.5 15.5 3.5l5 5-12 12-5-5ZM7 12l5 5M12 7l5 5',
} as const

export const iconNames: readonly IconName[] = typedKeys(shapes)

/** The keys of a literal are exactly the names of its type. */
function typedKeys<Name extends string>(record: Readonly<Record<Name, string>>): Name[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return Object.keys(record) as Name[]
}
