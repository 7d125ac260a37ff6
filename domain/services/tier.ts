// How much depends on a service. Said here once, for the web, the command line and the documents.

export const tiers = [1, 2, 3, 4] as const
export type Tier = (typeof tiers)[number]

type TierWords = { readonly name: string; readonly means: string }

/** What each tier says of a service, from the one whose failure stops the business down. */
export const tierWords: Readonly<Record<'en' | 'ko', Readonly<Record<Tier, TierWords>>>> = {
  en: {
    1: {
      name: 'Tier 1: critical',
      means: 'When it fails, customers cannot do what they came for, or data is lost. Somebody is woken.',
    },
    2: {
      name: 'Tier 2: important',
      means: 'When it fails, an important part stops for many customers; the rest goes on. It is mended the same day.',
    },
    3: {
      name: 'Tier 3: supporting',
      means: 'When it fails, it is felt by few, or there is a way around. It can wait for working hours.',
    },
    4: {
      name: 'Tier 4: internal',
      means: 'When it fails, no customer notices: tools, reports, experiments. It is mended when there is time.',
    },
  },
  ko: {
    1: {
      name: '1등급: 핵심',
      means: '멈추면 고객이 하려던 일을 하지 못하거나 데이터를 잃습니다. 밤에도 담당자를 깨웁니다.',
    },
    2: {
      name: '2등급: 중요',
      means: '멈추면 많은 고객이 중요한 기능을 쓰지 못하지만 나머지는 동작합니다. 당일에 복구합니다.',
    },
    3: {
      name: '3등급: 보조',
      means: '멈춰도 영향을 받는 고객이 적거나 우회할 방법이 있습니다. 업무 시간까지 기다릴 수 있습니다.',
    },
    4: {
      name: '4등급: 내부',
      means: '멈춰도 고객은 알아채지 못합니다(내부 도구, 보고서, 실험). 여유가 있을 때 고칩니다.',
    },
  },
}

/** Which tier is this number? Null when it is none. */
export function asTier(number: number | null): Tier | null {
  return tiers.find((tier) => tier === number) ?? null
}
