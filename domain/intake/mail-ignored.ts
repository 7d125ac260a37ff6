/** Why a mail that was taken never becomes an alert. */
export const whysIgnored = ['no_sender', 'report', 'own', 'automatic', 'bulk'] as const
export type WhyIgnored = (typeof whysIgnored)[number]
