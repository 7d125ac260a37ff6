// From how many new alerts of a source in ten minutes on there is a flood; 0 is never. Apart from the shapes, for browsers.

/** Beyond what a person sorts by hand, and far below what fills a disk. */
export const usualFloodLimit = 100_000
export const highestFloodLimit = 10_000_000
